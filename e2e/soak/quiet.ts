import { and, eq, isNotNull } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import type { FaultProxy } from "#e2e/faults/fault-proxy";
import { untilTrue } from "#e2e/faults/invariants";
import { poll } from "#e2e/fixtures/poll";
import type { BackupRow } from "#e2e/fixtures/runs";
import { checkRestored, type Soak } from "#e2e/soak/drive-seat";
import { configure, reseat, type Seat } from "#e2e/soak/seat";

/**
 * All is well again and nobody asks for anything: within a minute everything has to be final and true,
 * and every live backup has to restore to what was dumped.
 * @param known those that were compared in an earlier quiet; they are passed over
 */
export async function beQuiet(soak: Soak, proxy: FaultProxy, known: Set<string>): Promise<void> {
  const { holdfast, ledger, tally, seats } = soak;
  try {
    // The one kill that the runs under way now meet for certain.
    holdfast.killers.worker();
  } catch {
    // It is still coming back from the last one.
  }
  await recoverAll(soak, proxy);
  const place = () => ({
    ...{ db: holdfast.db(), bucket: holdfast.bucket, runs: holdfast.runs() },
    targets: seats.map(({ target }) => target),
  });
  const began = performance.now();
  try {
    await untilTrue(place());
    tally.worstTruthMs = Math.max(tally.worstTruthMs, performance.now() - began);
    // Retention looks once a minute, and whenever a backup becomes live.
    const settled = async () => (await ledger.check(holdfast.db())).length === 0;
    await poll("the ledger to hold", settled, { seconds: 90 }).catch(() => undefined);
    for (const wrong of await ledger.check(holdfast.db())) tally.problem(wrong);
    await compareAll(soak, known);
    await untilTrue(place());
  } catch (error) {
    tally.problem(`a quiet phase: ${String(error)}\n${holdfast.output().slice(-6000)}`);
  }
  tally.add("quiet phases");
}

/** The gateway answers, old connections are gone, every process and container runs; nothing is due. */
async function recoverAll({ holdfast, seats }: Soak, proxy: FaultProxy): Promise<void> {
  await proxy.refuse();
  await proxy.recover();
  for (const seat of seats) {
    await seat.target.docker("unpause").catch(() => undefined);
    await seat.target.docker("start");
    await reseat(holdfast, seat);
  }
  await poll("the dashboard to answer", holdfast.healthy, { seconds: 60 });
  for (const seat of seats)
    await persist("to end the schedule", () =>
      configure(holdfast, seat, { variant: "quick", schedule: false }),
    );
  await persist("to cancel what waits for its next try", async () => {
    const waiting = and(eq(backups.state, "queued"), isNotNull(backups.notBefore));
    for (const row of await holdfast.db().select().from(backups).where(waiting)) {
      const seat = seats.find(({ target }) => target.row.id === row.containerId);
      if (seat) await holdfast.runs().cancel(seat.target, row.id);
    }
  });
}

/** Again and again for a minute: the database may be coming back just now. */
async function persist(what: string, work: () => Promise<void>): Promise<void> {
  let why: unknown;
  const once = () =>
    work().then(
      () => true,
      (error: unknown) => {
        why = error;
        return false;
      },
    );
  await poll(what, once, { seconds: 60, evidence: () => String(why) });
}

/** Restores every live backup to an instance of its container, one at a time on each. */
async function compareAll(soak: Soak, known: Set<string>): Promise<void> {
  const { holdfast, seats } = soak;
  const live = (await holdfast.runs().backups()).filter(
    (row) => row.state === "live" && !known.has(row.id),
  );
  const byInstance = Map.groupBy(live, (row) => row.instanceId);
  await Promise.all(
    seats.map(async (seat) => {
      for (const row of byInstance.get(seat.target.instanceId) ?? []) {
        if (await compare(soak, seat, row)) known.add(row.id);
      }
    }),
  );
}

async function compare(soak: Soak, seat: Seat, row: BackupRow): Promise<boolean> {
  const runs = soak.holdfast.runs();
  const id = await runs.askRestore(seat.target, row.id);
  await runs.restoreEnded(id, 120);
  if (await checkRestored(soak, seat, row, id)) return true;
  const { errorCode, errorMessage } = await runs.findRestore(id);
  soak.tally.problem(`backup ${row.id} does not restore: ${errorCode} ${errorMessage}`);
  return false;
}
