import { setTimeout as delay } from "node:timers/promises";
import type { StartedExec } from "#lib/docker/exec-start";

const pollMs = 400;
/** Docker cuts the output of a command that has exited after 2 s. */
const safeMs = 1500;

/**
 * Guards the output of a command that runs without our shell (see `trackedCommand`): while its reader
 * makes it wait, asks whether it has exited, and if so takes the rest at once, at most the few MiB
 * that Docker and the socket hold.
 *
 * @returns whether that may have come too late
 */
export async function guardOutput(started: StartedExec): Promise<{ mayBeCut: boolean }> {
  let open = true;
  void started.ended.then(() => {
    open = false;
  });
  let safe = performance.now();
  const late = () => performance.now() - safe > safeMs;
  while (open) {
    await Promise.race([delay(pollMs), started.ended]);
    const asked = performance.now();
    if (started.pausedSince() === null) {
      if (!late()) safe = asked;
      continue;
    }
    const info = await started.exec
      .inspect({ abortSignal: AbortSignal.timeout(safeMs) })
      .catch(() => null);
    if (info?.Running) safe = asked;
    if (info === null || info.Running) continue;
    const mayBeCut = late();
    started.unbound();
    await started.ended;
    return { mayBeCut };
  }
  return { mayBeCut: late() };
}
