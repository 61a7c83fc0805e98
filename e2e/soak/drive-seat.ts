import { setTimeout as sleep } from "node:timers/promises";
import type { Supervised } from "#e2e/faults/supervised";
import type { BackupRow } from "#e2e/fixtures/runs";
import type { Variant } from "#e2e/soak/kinds";
import type { Ledger } from "#e2e/soak/ledger";
import { configure, type Seat, write } from "#e2e/soak/seat";
import { isAway, type Tally } from "#e2e/soak/tally";
import { Refusal } from "#lib/hubs/refusal";

export type Soak = {
  holdfast: Supervised;
  ledger: Ledger;
  tally: Tally;
  seats: Seat[];
};

const weights = { write: 3, backup: 6, cancel: 2, restore: 3, cancelRestore: 1, delete: 2 };

/** Does one thing after another with one instance, until it is told to pause. */
export async function driveSeat(soak: Soak, seat: Seat, paused: AbortSignal): Promise<void> {
  const { tally } = soak;
  const acts = actsOf(soak, seat, paused);
  while (!paused.aborted) {
    const act = seat.torn ? "write" : seat.random.weighted(weights);
    try {
      await acts[act]();
      tally.add(`asked: ${act}`);
    } catch (error) {
      if (paused.aborted) return;
      if (error instanceof Refusal) tally.add("refused by Holdfast");
      else if (isAway(error)) tally.add("could not be asked");
      else tally.problem(`${act} on ${seat.target.name}: ${String(error)}`);
    }
    await sleep(seat.random.int(100, 1500), undefined, { signal: paused }).catch(() => undefined);
  }
}

function actsOf(soak: Soak, seat: Seat, paused: AbortSignal): Record<keyof typeof weights, Act> {
  const { holdfast, ledger } = soak;
  const { random } = seat;
  const runs = () => holdfast.runs();

  const mine = async (): Promise<BackupRow[]> =>
    (await runs().backups()).filter((row) => row.containerId === seat.target.row.id);
  const aLiveOne = async () => {
    const live = (await mine()).filter((row) => row.state === "live");
    return live.length > 0 ? random.pick(live) : null;
  };
  /** Waits for an end that may be long in coming, as things go wrong meanwhile. */
  const until = async (ended: () => Promise<boolean>) => {
    while (!paused.aborted && !(await ended().catch(() => false))) await sleep(200);
  };
  const started = async (variant: Variant) => {
    await configure(holdfast, seat, { variant, schedule: true });
    return runs().ask(seat.target);
  };

  return {
    async write() {
      const busy = async () =>
        (await mine()).some(({ instanceId, state }) => {
          return instanceId === seat.target.instanceId && /queued|saving/.test(state);
        });
      if (seat.kind.alone && (await busy())) return;
      await write(seat, ledger);
    },
    async backup() {
      const id = await started(random.weighted({ quick: 5, slow: 4, failing: 1 }));
      if (random.int(1, 4) === 1) return;
      await until(async () => !/queued|saving/.test((await runs().findBackup(id)).state));
    },
    async cancel() {
      const id = await started("slow");
      await sleep(random.int(0, 2500));
      await runs().cancel(seat.target, id);
    },
    async restore() {
      const backup = await aLiveOne();
      if (!backup) return;
      const id = await runs().askRestore(seat.target, backup.id);
      await until(async () => !/queued|running/.test((await runs().findRestore(id)).state));
      await checkRestored(soak, seat, backup, id);
    },
    async cancelRestore() {
      const backup = await aLiveOne();
      if (!backup) return;
      const id = await runs().askRestore(seat.target, backup.id);
      await sleep(random.int(0, 500));
      await runs().cancel(seat.target, backup.id, id);
    },
    async delete() {
      const backup = await aLiveOne();
      if (!backup) return;
      ledger.mayGo(backup.id);
      await runs().askDelete(seat.target, backup.id);
    },
  };
}

type Act = () => Promise<void>;

/** A restore that completed has made exactly what the container held when it was backed up. */
export async function checkRestored(
  { holdfast, ledger, tally }: Soak,
  { kind, target }: Seat,
  backup: BackupRow,
  restoreId: string,
): Promise<boolean> {
  const { state, fedBytes } = await holdfast.runs().findRestore(restoreId);
  if (state !== "completed") return false;
  const sum = await kind.restored(target);
  const sums = ledger.sumsOf(backup);
  if (!sums.includes(sum))
    tally.problem(`backup ${backup.id} restored ${sum} where ${sums.join(" or ")} was dumped`);
  else if (fedBytes !== backup.originalSize)
    tally.problem(`restore ${restoreId} fed ${fedBytes} of ${backup.originalSize} bytes`);
  else tally.add("restored and compared");
  return true;
}
