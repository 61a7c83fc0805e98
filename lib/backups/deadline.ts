import { formatDuration } from "#lib/backups/duration";
import { RunError } from "#lib/backups/failure";

// setTimeout holds 2^31-1 ms; a longer wait would fire at once.
const longestTimerMs = 2 ** 31 - 1;

/**
 * One signal for everything that can end a run from outside: `cancel`, or the timeout in seconds,
 * which covers the command and the transfer. Call `clear` when the run is over.
 */
export function startDeadline(
  seconds: number,
  cancel: AbortSignal,
): { signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  const due = Date.now() + seconds * 1000;
  let timer: NodeJS.Timeout;
  const tick = () => {
    const left = due - Date.now();
    if (left <= 0) controller.abort(timedOut(seconds));
    else timer = setTimeout(tick, Math.min(left, longestTimerMs));
  };
  tick();
  return {
    signal: AbortSignal.any([cancel, controller.signal]),
    clear: () => clearTimeout(timer),
  };
}

function timedOut(seconds: number): RunError {
  return new RunError(
    "timed-out",
    `Timed out: it was not done after ${formatDuration(seconds)}. The command was stopped and nothing was kept. Raise the timeout in Config → Integrations → Backups if it needs longer.`,
  );
}
