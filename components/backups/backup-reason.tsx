import { isStuck } from "#components/backups/backup-columns";
import type { BackupDto } from "#lib/api/backup-dto";

export type Reason = { text: string; tone: "bad" | "warn" | "dim" };

export const reasonTones = { bad: "text-bad", warn: "text-warn", dim: "text-dim" };

/** Why a row is not as one would want it, with the next step; null when there is nothing to say. */
export function reasonOf(backup: BackupDto, refused: string | undefined): Reason | null {
  if (refused) return { text: `Not deleted: ${refused}`, tone: "bad" };
  const { current, error } = backup.state;
  if (isStuck(backup) && error) return { text: error.message, tone: "bad" };
  if (current === "missing") {
    const usual =
      "The object is not in the store any more: someone removed it there. This row can only be deleted.";
    return { text: error?.message ?? usual, tone: "warn" };
  }
  if (current === "failed" && error) return { text: error.message, tone: "bad" };
  // What a schedule skipped says why; a person's own cancel needs no reason.
  if (current === "cancelled" && error) return { text: error.message, tone: "dim" };
  return null;
}
