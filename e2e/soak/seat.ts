import { readFileSync } from "node:fs";
import type { Supervised } from "#e2e/faults/supervised";
import { poll } from "#e2e/fixtures/poll";
import type { Target } from "#e2e/fixtures/runs";
import { startContainer, type TestContainer } from "#e2e/services/container";
import type { Kind, Variant } from "#e2e/soak/kinds";
import { keptOfEach, type Ledger } from "#e2e/soak/ledger";
import type { Random } from "#e2e/soak/random";

/** One instance with what is known of it. */
export type Seat = {
  kind: Kind;
  random: Random;
  target: Target;
  /** A write was broken off that is not all or nothing: what it holds is not known. */
  torn: boolean;
};

/** Starts a container of the kind, has it found, and puts its first content there. */
export async function openSeat(
  holdfast: Supervised,
  ledger: Ledger,
  kind: Kind,
  random: Random,
): Promise<Seat> {
  const container = await startContainer(kind.start);
  try {
    await kind.prepare(container);
    const target = { ...(await holdfast.runs().track(container)), processes: strays(container) };
    const seat: Seat = { kind, random, target, torn: false };
    await write(seat, ledger);
    return seat;
  } catch (error) {
    await container.remove();
    throw error;
  }
}

/** Another content. Where that can be half done, the caller sees to it that nothing reads it. */
export async function write(seat: Seat, ledger: Ledger): Promise<void> {
  const { sum, put } = await seat.kind.next(seat.target, seat.random);
  const nothingElse = ledger.mayHold(seat.target.instanceId, sum);
  seat.torn = seat.kind.alone;
  await put();
  seat.torn = false;
  nothingElse();
}

/** Sets its commands; those of one container share them. */
export async function configure(
  holdfast: Supervised,
  { kind, target }: Pick<Seat, "kind" | "target">,
  { variant, schedule }: { variant: Variant; schedule: boolean },
): Promise<void> {
  await holdfast.runs().configure(target, {
    backup: kind.backup[variant],
    restore: kind.restore,
    schedule: schedule && !kind.alone ? "* * * * *" : null,
    retention: { last: keptOfEach },
  });
}

/** Removes the Docker container, not its volume, and starts another that takes its place. */
export async function recreate(holdfast: Supervised, seat: Seat): Promise<void> {
  const { name } = seat.target;
  await seat.target.docker("rm", "-f");
  const container = await startContainer({ ...seat.kind.start, name });
  await reseat(holdfast, seat, container);
}

/** Waits until the worker has found the instance running again. */
export async function reseat(
  holdfast: Supervised,
  seat: Seat,
  container: TestContainer = seat.target,
): Promise<void> {
  const find = () => holdfast.runs().track(container);
  // The database may be away at the moment.
  const found = await poll(`${container.name} to be back`, () => find().catch(() => null), {
    seconds: 90,
  });
  if (found.instanceId !== seat.target.instanceId)
    throw new Error(`${container.name} came back as another instance`);
  seat.target = { ...found, processes: strays(container) };
}

/**
 * Of a container that has processes of its own only what a run has left there: all that it starts
 * inherits HOLDFAST_RUN.
 */
function strays(container: TestContainer): () => Promise<string[]> {
  return async () => {
    const rows = await container.processes();
    return rows.filter((row) => {
      try {
        const pid = Number.parseInt(row, 10);
        return readFileSync(`/proc/${pid}/environ`, "latin1").includes("HOLDFAST_RUN=");
      } catch {
        // It has just ended.
        return false;
      }
    });
  };
}
