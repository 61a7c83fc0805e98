import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Part } from "#lib/start/stop-list";

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** A process that lived this long is taken to be well: the next pause is short again. */
const wellAfterMs = 60_000;

export type Kept = Part & {
  /** How often it ended by itself. */
  endings(): number;
  /** Ends this process; the next one starts at once. */
  restart(): void;
};

/**
 * Starts a process, and again whenever it ends, after half a second that doubles up to 30 s.
 *
 * @param start makes the process; a throw counts as an ending
 * @param graceMs how long `stop` waits after `stopSignal` before it kills
 */
export function keepRunning(options: {
  name: string;
  start: () => Promise<ChildProcess>;
  stopSignal: NodeJS.Signals;
  killSignal?: NodeJS.Signals;
  graceMs: number;
  say: (line: string) => void;
}): Kept {
  const { name, start, stopSignal, killSignal = "SIGKILL", graceMs, say } = options;
  let child: ChildProcess | undefined;
  let endings = 0;
  let pauseMs = firstPauseMs;
  let stopping = false;
  let wanted = false;
  let wake = () => {};

  async function runOnce(): Promise<string> {
    const running = await start();
    child = running;
    if (stopping) running.kill(stopSignal);
    if (running.exitCode === null && running.signalCode === null) await once(running, "exit");
    return running.signalCode ?? `exit code ${running.exitCode}`;
  }

  async function keep(): Promise<void> {
    while (!stopping) {
      const begun = performance.now();
      const end = await runOnce().catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      );
      child = undefined;
      if (stopping) return;
      if (wanted) {
        wanted = false;
        continue;
      }
      endings += 1;
      if (performance.now() - begun > wellAfterMs) pauseMs = firstPauseMs;
      say(`${name} ended (${end}); starting it again in ${pauseMs / 1000} s.`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  }

  const kept = keep();
  return {
    endings: () => endings,
    restart() {
      if (!child) return;
      wanted = true;
      child.kill(stopSignal);
    },
    async stop() {
      stopping = true;
      wake();
      child?.kill(stopSignal);
      const timer = setTimeout(() => {
        say(`${name} did not end within ${graceMs / 1000} s and is killed.`);
        child?.kill(killSignal);
      }, graceMs);
      await kept;
      clearTimeout(timer);
    },
    kill() {
      stopping = true;
      wake();
      child?.kill(killSignal);
    },
  };
}
