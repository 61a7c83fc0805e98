"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import type { BackupDto } from "#lib/api/backup-dto";
import { type MarkAction, type MarkOutcome, markBackups } from "#lib/queries/backups";
import { patchBackups } from "#lib/queries/patch-backups";
import { explainError } from "#lib/queries/request";
import { serverNow } from "#lib/queries/server-clock";

/** Backups a request names; more are sent one request after the other. */
const mostAtOnce = 500;

const counted = (count: number) =>
  count === 1 ? "1 backup" : `${count.toLocaleString("en")} backups`;
const done: Record<MarkAction, (count: number) => string> = {
  pin: (count) => `Pinned ${counted(count)}: retention leaves ${count === 1 ? "it" : "them"} alone`,
  unpin: (count) => `Unpinned ${counted(count)}`,
  verify: (count) => `${count === 1 ? "The backup" : counted(count)} will be read back and checked`,
};

/** Pins, unpins or verifies backups; a pin can be undone from the toast that tells of it. */
export function useMarkBackups(containerId: string) {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: async ({ action, ids }: { action: MarkAction; ids: string[] }) => {
      const outcome: MarkOutcome = { done: [], refused: [] };
      for (let at = 0; at < ids.length; at += mostAtOnce) {
        const part = await markBackups(containerId, action, ids.slice(at, at + mostAtOnce));
        outcome.done.push(...part.done);
        outcome.refused.push(...part.refused);
      }
      return outcome;
    },
    onSuccess: ({ done: ids, refused }, { action }) => {
      patchBackups(client, containerId, new Map(ids.map((id) => [id, (row) => mark(row, action)])));
      const [first] = refused;
      if (first) toast.error(`${counted(refused.length)} left as before. ${first.reason}`);
      if (ids.length === 0) return;
      const undo = action === "pin" ? "unpin" : action === "unpin" ? "pin" : null;
      toast.success(
        done[action](ids.length),
        undo
          ? { action: { label: "Undo", onClick: () => mutate({ action: undo, ids }) } }
          : undefined,
      );
    },
    onError: (error) => toast.error(explainError(error)),
  });
  return { mark: (action: MarkAction, ids: string[]) => mutate({ action, ids }), isPending };
}

/** What the server has taken is shown at once; what follows from it comes as a live event. */
function mark(row: BackupDto, action: MarkAction): BackupDto {
  if (action !== "verify") return { ...row, pinned: action === "pin" };
  const requested = row.verification.requested ?? new Date(serverNow()).toISOString();
  return { ...row, verification: { ...row.verification, requested } };
}
