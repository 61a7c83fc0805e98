import { type SweepDeps, sweepLeftovers } from "#lib/backups/sweep-leftovers";

/** Often enough that what comes back is swept within the minute. */
const everyMs = 15_000;

/** Sweeps what runs of one host left behind, now and again and again; one sweep at a time. */
export function startLeftoverLoop(deps: SweepDeps, hostId: string): { stop(): void } {
  let sweeping = false;
  const sweep = async () => {
    if (sweeping) return;
    sweeping = true;
    await sweepLeftovers(deps, hostId).catch((error: unknown) =>
      console.error("leftovers:", error),
    );
    sweeping = false;
  };
  const timer = setInterval(() => void sweep(), everyMs);
  void sweep();
  return { stop: () => clearInterval(timer) };
}
