import { findWhole } from "#lib/backups/find-whole";
import type { CommandRunner, LeftoverRecord, OpenStore } from "#lib/backups/ports";
import { removeTraces } from "#lib/backups/remove-traces";
import type { Leftover } from "#lib/backups/types";
import { StoreError } from "#lib/pipeline/store-error";

export type SweepDeps = {
  record: LeftoverRecord;
  commands: Pick<CommandRunner, "killLeftovers">;
  openStore: OpenStore;
};

/**
 * Ends and removes what failed and cancelled runs left behind while Docker or their bucket could not
 * be reached (promise 6). A backup whose worker had stopped and whose manifest stands after all had
 * succeeded: it becomes live. What still does not answer is tried again at the next sweep, and holds
 * nobody else up.
 */
export async function sweepLeftovers(deps: SweepDeps, hostId: string): Promise<void> {
  const left = await deps.record.leftovers(hostId);
  const groups = Object.values(Object.groupBy(left, (run) => run.integrationId));
  await Promise.all(groups.map((group) => sweepGroup(deps, group ?? [])));
}

async function sweepGroup(deps: SweepDeps, group: Leftover[]): Promise<void> {
  for (const run of group) {
    try {
      await sweepOne(deps, run);
    } catch (error) {
      console.error(`leftovers of ${run.id}:`, error instanceof Error ? error.message : error);
      // A bucket that does not answer will not do so for the next one either.
      if (error instanceof StoreError) return;
    }
  }
}

async function sweepOne(deps: SweepDeps, run: Leftover): Promise<void> {
  if (run.dockerId)
    await deps.commands.killLeftovers({ dockerId: run.dockerId, runId: run.id, pid: null });
  if (run.kind === "backup" && run.path && (await settleStored(deps, run, run.path))) return;
  await deps.record.leftoversRemoved(run);
}

/** True when the backup is live. */
async function settleStored(deps: SweepDeps, run: Leftover, path: string): Promise<boolean> {
  const { store } = await deps.openStore(run.integrationId);
  try {
    const whole = run.lostWorker ? await findWhole(store, run.id, path) : null;
    if (whole) await deps.record.backupRevived(run, whole);
    else await removeTraces(store, path);
    return whole !== null;
  } finally {
    store.close();
  }
}
