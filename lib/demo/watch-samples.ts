import type { HostWatch, WatchHandlers } from "#lib/containers/host-ports";
import { observeSamples } from "#lib/demo/observe-samples";
import { readSamples } from "#lib/demo/read-samples";
import { appendToLog } from "#lib/demo/sample-log";

const lookEveryMs = 1000;
const tellAnywayMs = 60_000;
const retryMs = 3000;
/** How often a sample writes into its log, on average. */
const logEveryMs = 15_000;

/** Keeps the record of the samples fresh by looking at their folders, and lets their logs go on. */
export function watchSamples(dataFolder: string, handlers: WatchHandlers): HostWatch {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let told = "";
  let tellBy = 0;

  async function look(): Promise<void> {
    let wait = lookEveryMs;
    try {
      const seen = await observeSamples(dataFolder);
      const now = JSON.stringify(seen);
      if (now !== told || Date.now() >= tellBy) {
        const due = await handlers.seen(seen);
        told = now;
        tellBy = Math.min(Date.now() + tellAnywayMs, due?.getTime() ?? Number.POSITIVE_INFINITY);
      }
      await writeLogs();
    } catch (error) {
      console.error("samples:", error);
      wait = retryMs;
    }
    if (!stopped) timer = setTimeout(() => void look(), wait);
  }

  async function writeLogs(): Promise<void> {
    for (const { folder, isRunning, logLines } of await readSamples(dataFolder)) {
      if (!isRunning || Math.random() > lookEveryMs / logEveryMs) continue;
      const line = logLines[Math.floor(Math.random() * logLines.length)];
      if (line) await appendToLog(folder, new Date(), line);
    }
  }

  void look();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
