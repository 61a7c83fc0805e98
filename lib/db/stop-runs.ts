import { and, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { backups, restores } from "#drizzle/backups";
import { cancelRun } from "#lib/db/cancel-run";
import type { Transaction } from "#lib/db/client";

const holdfast = { id: null, name: "Holdfast" };

/** Cancels the backups and restores of a container; answers how many have not ended yet. */
export async function stopRuns(
  tx: Transaction,
  container: { id: string; hubId: string },
  actor: { id: string | null; name: string } = holdfast,
): Promise<number> {
  const ofBackups = await tx
    .select({ id: backups.id, state: backups.state, asked: backups.cancelRequested })
    .from(backups)
    .where(
      and(eq(backups.containerId, container.id), inArray(backups.state, ["queued", "saving"])),
    );
  const ofRestores = await tx
    .select({ id: restores.id, state: restores.state, asked: restores.cancelRequested })
    .from(restores)
    .where(
      and(eq(restores.containerId, container.id), inArray(restores.state, ["queued", "running"])),
    );
  const runs = [
    ...ofBackups.map((run) => ({ ...run, kind: "backup" as const })),
    ...ofRestores.map((run) => ({ ...run, kind: "restore" as const })),
  ];
  for (const { kind, id, asked } of runs)
    if (!asked) await cancelRun(tx, { kind, id, hubId: container.hubId, jobId: uuidv7() }, actor);
  return runs.filter(({ state }) => state !== "queued").length;
}
