import { writeFileSync } from "node:fs";
import { setPriority } from "node:os";

/** A quarter of the processor beside somebody who wants all of it, all of it where nobody does. */
const niceness = 5;

/**
 * Lets a process that has just started step back behind the others on this machine: the dashboard and
 * the containers' own work stay quick while backups run. Where the system does not allow it, all stays
 * as it is.
 *
 * Linux shares the processor among sessions first, and a session's own weight is what counts there
 * (sched(7), "The autogroup feature"); elsewhere the process's counts.
 *
 * @param pid of a process that leads its session
 */
export function yieldProcessor(pid: number): void {
  attempt(() => setPriority(pid, niceness));
  attempt(() => writeFileSync(`/proc/${pid}/autogroup`, String(niceness)));
}

function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // A wish, not a need.
  }
}
