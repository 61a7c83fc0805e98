import { formatDuration } from "#lib/backups/duration";
import { RunError } from "#lib/backups/failure";
import { whatIsLeft } from "#lib/backups/what-is-left";

// setTimeout holds 2^31-1 ms; a longer wait would fire at once.
const longestTimerMs = 2 ** 31 - 1;

/**
 * One signal for everything that can end a run from outside: `cancel`, or the run's timeout,
 * which covers the command and the transfer. Call `clear` when the run is over.
 */
export function startDeadline(
  run: { kind: "backup" | "restore"; timeoutSeconds: number },
  cancel: AbortSignal,
): { signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  const due = Date.now() + run.timeoutSeconds * 1000;
  let timer: NodeJS.Timeout;
  const tick = () => {
    const left = due - Date.now();
    if (left <= 0) controller.abort(timedOut(run));
    else timer = setTimeout(tick, Math.min(left, longestTimerMs));
  };
  tick();
  return {
    signal: AbortSignal.any([cancel, controller.signal]),
    clear: () => clearTimeout(timer),
  };
}

function timedOut(run: { kind: "backup" | "restore"; timeoutSeconds: number }): RunError {
  return new RunError(
    "timed-out",
    `Timed out: it was not done after ${formatDuration(run.timeoutSeconds)}, and the command was stopped. ${whatIsLeft(run.kind)} Raise the timeout in Config → Integrations → Backups if it needs longer.`,
  );
}
