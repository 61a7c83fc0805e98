import { setTimeout as delay } from "node:timers/promises";
import type Docker from "dockerode";
import type { RuntimeLogLine } from "#lib/containers/runtime-ports";
import { statusCode } from "#lib/docker/connect-docker";
import { inspectContainer } from "#lib/docker/inspect-container";
import { readLogLine } from "#lib/docker/log-line";
import { openStream, untilAborted } from "#lib/docker/open-stream";
import { createLineSplitter } from "#lib/docker/split-lines";
import { createFrameParser } from "#lib/pipeline/docker-frames";

type Options = { tail: number | "all"; follow: boolean; signal: AbortSignal };

const lookEveryMs = 1000;

/**
 * A container's log. Docker ends a followed log when the container stops: then this waits until it
 * runs again and goes on behind the last line that came, until it is removed.
 */
export async function* followLog(
  docker: Docker,
  dockerId: string,
  { tail, follow, signal }: Options,
): AsyncGenerator<RuntimeLogLine[]> {
  const { Config: config } = await inspectContainer(docker, dockerId);
  const seen = createSeen();
  for (let since: string | null = null; ; since = seen.since()) {
    const query = {
      stdout: true,
      stderr: true,
      timestamps: true,
      follow,
      ...(since === null ? { tail } : { since }),
    };
    const path = `/containers/${dockerId}/logs`;
    const stream = await openStream(docker, { path, query, signal });
    for await (const lines of readLines(untilAborted(stream, signal), config.Tty)) {
      const fresh = lines.filter(seen.isNew);
      if (fresh.length > 0) yield fresh;
    }
    if (!follow || !(await runsAgain(docker, dockerId, signal))) return;
  }
}

async function* readLines(
  chunks: AsyncIterable<Buffer>,
  hasTerminal: boolean,
): AsyncGenerator<RuntimeLogLine[]> {
  let lines: RuntimeLogLine[] = [];
  const stdout = createLineSplitter((line) => lines.push(readLogLine(line, "stdout")));
  const stderr = createLineSplitter((line) => lines.push(readLogLine(line, "stderr")));
  const frames = createFrameParser({ stdout: stdout.push, stderr: stderr.push });
  for await (const chunk of chunks) {
    if (hasTerminal) stdout.push(chunk);
    else frames.push(chunk);
    if (lines.length > 0) yield lines;
    lines = [];
  }
  stdout.end();
  stderr.end();
  if (lines.length > 0) yield lines;
}

/** Waits until the container runs; false once it is removed, or nobody wants to know any more. */
async function runsAgain(docker: Docker, dockerId: string, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    await delay(lookEveryMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    try {
      const { State: state } = await inspectContainer(docker, dockerId);
      if (state.Running) return true;
    } catch (error) {
      if (statusCode(error) === 404) return false;
      throw error;
    }
  }
  return false;
}

/** Which lines came already: Docker's `since` gives those of that very moment once more. */
function createSeen() {
  let last = "";
  let ofLast: string[] = [];
  let again: string[] = [];
  return {
    since(): string {
      again = [...ofLast];
      if (last === "") return "0";
      return `${Math.floor(Date.parse(last) / 1000)}.${last.slice(20, 29)}`;
    },
    isNew({ time, text }: RuntimeLogLine): boolean {
      if (time === last && again[0] === text) {
        again.shift();
        return false;
      }
      // The two outputs are not always in the order of their times.
      if (time < last) return true;
      if (time > last) ofLast = [];
      last = time;
      ofLast.push(text);
      return true;
    },
  };
}
