import { appendFile, open, stat, truncate } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { RuntimeLogLine } from "#lib/containers/runtime-ports";
import { findSample } from "#lib/demo/read-samples";
import { logFile } from "#lib/demo/sample-folder";

const lookEveryMs = 500;
/** A log that is longer begins anew. */
const longestBytes = 512 * 1024;

/** One line as it stands in the file: the time with nanoseconds, a space, what was written. */
export function logLine(at: Date, text: string): string {
  return `${at.toISOString().slice(0, -1)}000000Z ${text}\n`;
}

/** Adds a line to a sample's log. */
export async function appendToLog(folder: string, at: Date, text: string): Promise<void> {
  const file = logFile(folder);
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > longestBytes) await truncate(file);
  await appendFile(file, logLine(at, text));
}

/** A sample's log: its last lines, and each new one while somebody looks and the sample is there. */
export async function* followSampleLog(
  dataFolder: string,
  dockerId: string,
  { tail, follow, signal }: { tail: number | "all"; follow: boolean; signal: AbortSignal },
): AsyncGenerator<RuntimeLogLine[]> {
  let at = 0;
  let first = true;
  while (!signal.aborted) {
    const sample = await findSample(dataFolder, dockerId);
    if (!sample) return;
    const read = await readFrom(logFile(sample.folder), at);
    at = read.end;
    const lines =
      first && tail !== "all" ? read.lines.slice(-tail || read.lines.length) : read.lines;
    first = false;
    if (lines.length > 0) yield lines;
    if (!follow) return;
    await delay(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
}

/** The whole lines after that many bytes; from the beginning when the file has begun anew. */
async function readFrom(path: string, at: number) {
  const file = await open(path).catch(() => null);
  if (!file) return { lines: [], end: at };
  try {
    const { size } = await file.stat();
    const start = size < at ? 0 : at;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), {
      position: start,
      length: size - start,
    });
    const whole = buffer.subarray(0, bytesRead);
    const used = whole.subarray(0, whole.lastIndexOf(0x0a) + 1);
    const lines = used.toString("utf8").split("\n").slice(0, -1).map(readLine);
    return { lines, end: start + used.length };
  } finally {
    await file.close();
  }
}

function readLine(line: string): RuntimeLogLine {
  const at = line.indexOf(" ");
  return { time: line.slice(0, at), stream: "stdout", text: line.slice(at + 1) };
}
