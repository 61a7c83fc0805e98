import { isStuck } from "#components/backups/backup-columns";
import type { BackupDto } from "#lib/api/backup-dto";

/** Why a row is not as one would want it, with the next step; null when there is nothing to say. */
export function reasonOf(backup: BackupDto, refused: string | undefined): string | null {
  if (refused) return `Not deleted: ${refused}`;
  const { current, error } = backup.state;
  if (isStuck(backup)) return error?.message ?? null;
  if (current === "missing") {
    return (
      error?.message ??
      "The object is not in the store any more: someone removed it there. This row can only be deleted."
    );
  }
  return current === "failed" ? (error?.message ?? null) : null;
}
