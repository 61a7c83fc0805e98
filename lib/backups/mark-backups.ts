import type { MarkRecord } from "#lib/backups/mark-ports";
import type { Actor, BackupState } from "#lib/backups/types";

export type MarkAction = "pin" | "unpin" | "verify";
export type MarkAnswer = {
  /** `jobId` is that of the check. */
  done: { id: string; jobId?: string }[];
  refused: { id: string; reason: string; isThere: boolean }[];
};

/**
 * Pins backups of one container, unpins them, or has them verified. Those it cannot be done to are
 * refused by name; the others are done.
 */
export async function markBackups(
  record: MarkRecord,
  input: {
    hubId: string;
    containerId: string;
    backupIds: string[];
    action: MarkAction;
    actor: Actor;
  },
): Promise<MarkAnswer> {
  const { action, actor } = input;
  const where = { hubId: input.hubId, containerId: input.containerId };
  const asked = [...new Set(input.backupIds)];
  const done: MarkAnswer["done"] =
    action === "verify"
      ? await record.requestVerify(where, asked, actor)
      : (await record.setPinned(where, asked, action === "pin", actor)).map((id) => ({ id }));
  const ids = new Set(done.map(({ id }) => id));
  const left = asked.filter((id) => !ids.has(id));
  const states =
    left.length > 0 ? await record.states(where, left) : new Map<string, BackupState>();
  return {
    done,
    refused: left.map((id) => {
      const state = states.get(id);
      const isThere = state !== undefined && state !== "deleted";
      return { id, isThere, reason: reasonNot(action, isThere ? state : null) };
    }),
  };
}

function reasonNot(action: MarkAction, state: BackupState | null): string {
  if (!state) return "This container has no such backup.";
  if (state === "deleting") return "It is being deleted.";
  if (action === "verify")
    return `Only a backup that was stored can be verified; this one is ${state}.`;
  return `Only a live backup can be ${action}ned; this one is ${state}.`;
}
