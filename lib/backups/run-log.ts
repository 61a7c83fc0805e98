import { createLogBuffer, createTail } from "#lib/backups/log-buffer";
import type { LogText, RunRecord } from "#lib/backups/ports";
import { createRedactor } from "#lib/backups/redact";
import type { RunRef } from "#lib/backups/types";

const writeEveryMs = 1000;

export type RunLog = {
  stderr(chunk: Uint8Array): void;
  stdout(chunk: Uint8Array): void;
  /** Writes the last state; with `failed`, an empty stderr is replaced by the last 1 KiB of stdout. */
  finish(outcome: { failed: boolean }): Promise<void>;
};

/**
 * The log of one run: redacted before it is stored (promise 11), bounded in memory, written to the
 * record at most once a second while it grows.
 */
export function createRunLog(
  record: Pick<RunRecord, "writeLog">,
  run: RunRef & { instanceId: string },
  secrets: string[],
): RunLog {
  const buffer = createLogBuffer();
  const tail = createTail(secrets);
  const redactor = createRedactor(secrets);
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const write = (log: LogText) => {
    // A log that cannot be written now is written again by the next tick or by finish.
    writing = writing.then(() => record.writeLog(run, log)).catch(() => undefined);
    return writing;
  };
  const stderrText = (): LogText => ({ source: "stderr", ...buffer.snapshot() });

  return {
    stderr(chunk) {
      buffer.push(redactor.push(chunk));
      timer ??= setTimeout(() => {
        timer = undefined;
        void write(stderrText());
      }, writeEveryMs);
    },
    stdout: (chunk) => tail.push(chunk),
    async finish({ failed }) {
      clearTimeout(timer);
      buffer.push(redactor.end());
      const log = stderrText();
      if (!failed || log.text.trim() !== "") return write(log);
      const totalBytes = tail.totalBytes();
      return write({ source: "stdout-tail", text: tail.text(), totalBytes, cutBytes: 0 });
    },
  };
}
