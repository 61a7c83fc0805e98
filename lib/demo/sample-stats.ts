import { setTimeout as delay } from "node:timers/promises";
import type { InstanceStats } from "#lib/containers/runtime-ports";
import { findSample } from "#lib/demo/read-samples";

const everyMs = 1000;
const limitBytes = 2 * 2 ** 30;

/** What a sample seems to use: made up around its usual values, for it has no processes of its own. */
export async function* followSampleStats(
  dataFolder: string,
  dockerId: string,
  signal: AbortSignal,
): AsyncGenerator<InstanceStats> {
  let drift = 0;
  for (let look = 0; !signal.aborted; look++) {
    const sample = await findSample(dataFolder, dockerId);
    if (!sample?.isRunning) return;
    drift = drift * 0.9 + (Math.random() - 0.5) * 0.3;
    const factor = Math.max(0.1, 1 + drift);
    yield {
      cpuPercent: look === 0 ? null : sample.cpu * factor,
      memoryBytes: Math.round(sample.memory * (1 + drift / 20)),
      memoryLimitBytes: limitBytes,
    };
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
