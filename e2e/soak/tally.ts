import { readFileSync } from "node:fs";
import type { Supervised } from "#e2e/faults/supervised";

/** What has been done and seen so far. */
export type Tally = {
  counts: Map<string, number>;
  add(what: string, by?: number): void;
  /** Things that are not as they have to be. */
  problems: string[];
  problem(what: string): void;
  /** The longest that it took after a fault until all was final and true, in ms. */
  worstTruthMs: number;
  /** The most memory that a worker has had resident, in bytes. */
  peakBytes: number;
};

export function createTally(): Tally {
  const counts = new Map<string, number>();
  const problems: string[] = [];
  return {
    counts,
    add: (what, by = 1) => void counts.set(what, (counts.get(what) ?? 0) + by),
    problems,
    problem(what) {
      problems.push(what);
      console.error(`WRONG: ${what}`);
    },
    worstTruthMs: 0,
    peakBytes: 0,
  };
}

/** The most memory that a process has had resident, in bytes; 0 for a zombie. Throws when it is gone. */
export function peakMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024;
}

/** Looks each second at the worker's peak of resident memory; one that was killed counts too. */
export function watchMemory(holdfast: Supervised, tally: Tally): () => void {
  let pid: number | null = null;
  const look = () => {
    try {
      pid ??= holdfast.workerPid();
      const bytes = peakMemory(pid);
      tally.peakBytes = Math.max(tally.peakBytes, bytes);
      // A zombie has no memory.
      if (bytes === 0) pid = null;
    } catch {
      pid = null;
    }
  };
  const timer = setInterval(look, 1000);
  return () => clearInterval(timer);
}

const away =
  /ECONN|EPIPE|CONNECTION_|CONNECT_TIMEOUT|57P0|08006|terminat|not running|No such container|is paused|docker |timeout|closed|Waited/i;

/** Whether it failed because a container, the database or Holdfast was not there just then. */
export function isAway(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    const code = "code" in each ? String(each.code) : "";
    if (away.test(`${code} ${each.message}`)) return true;
  }
  return false;
}
