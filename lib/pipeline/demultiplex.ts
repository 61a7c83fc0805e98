import { Readable } from "node:stream";
import { createFrameParser } from "#lib/pipeline/docker-frames";

/** Chunks that stdout holds before the socket is paused; a chunk is at most one socket read, 64 KiB. */
const chunksHeld = 32;

export type Demultiplexed = {
  /** Chunks as they came (object mode: joining them would copy every byte). */
  stdout: Readable;
  /** Resolves with null when the socket has ended in good order, else with what went wrong. */
  ended: Promise<Error | null>;
  /** Since when (ms, `performance.now`) the socket has been paused for stdout's reader, else null. */
  pausedSince(): number | null;
  /** Reads the socket to its end whether or not anybody reads stdout. */
  unbound(): void;
};

/** What a filter may do with stdout. */
export type StdoutEnd = { push(chunk: Buffer): void; end(): void };
export type StdoutFilter = (stdout: StdoutEnd) => StdoutEnd;

/**
 * Splits Docker's multiplexed stream. A stdout reader that stops, pauses the socket after 2 MiB at
 * most; stderr never waits for anybody but that. When stdout is destroyed, what still comes for it
 * is dropped and stderr flows on.
 *
 * stdout ends whichever way the socket did, cut off or not: that it ended never means that the
 * command succeeded, and `ended` says what is known.
 *
 * @param onStderr called at once with each piece of stderr; must not keep it without bound
 * @param filter stands between the socket and stdout
 */
export function demultiplex(
  socket: Readable,
  onStderr: (chunk: Buffer) => void,
  filter: StdoutFilter = (stdout) => stdout,
): Demultiplexed {
  const { promise: ended, resolve: settle } = Promise.withResolvers<Error | null>();
  let paused: number | null = null;
  let bounded = true;
  let over = false;
  const resume = () => {
    paused = null;
    socket.resume();
  };
  const stdout = new Readable({
    objectMode: true,
    highWaterMark: chunksHeld,
    read: resume,
    destroy(error, callback) {
      resume();
      callback(error);
    },
  });
  const filtered = filter({
    push(chunk) {
      if (stdout.destroyed || stdout.readableEnded || stdout.push(chunk) || !bounded) return;
      paused ??= performance.now();
      socket.pause();
    },
    end() {
      if (!stdout.destroyed) stdout.push(null);
    },
  });
  const parser = createFrameParser({ stdout: filtered.push, stderr: onStderr });
  const finish = (error: Error | null) => {
    if (over) return;
    over = true;
    filtered.end();
    settle(error);
  };

  socket.on("data", (chunk: Buffer) => {
    if (over) return;
    try {
      parser.push(chunk);
    } catch (error) {
      finish(asError(error));
      socket.destroy();
    }
  });
  socket.on("end", () => {
    try {
      parser.end();
      finish(null);
    } catch (error) {
      finish(asError(error));
    }
  });
  socket.on("error", finish);
  socket.on("close", () => finish(new Error("The connection to Docker was closed.")));
  return {
    stdout,
    ended,
    pausedSince: () => paused,
    unbound() {
      bounded = false;
      resume();
    },
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
