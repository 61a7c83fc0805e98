import { Readable } from "node:stream";
import { createFrameParser } from "#lib/pipeline/docker-frames";

/** Chunks that stdout holds before the socket is paused; a chunk is at most one socket read, 64 KiB. */
const chunksHeld = 32;

export type Demultiplexed = {
  /** Chunks as they came (object mode: joining them would copy every byte). */
  stdout: Readable;
  /** Resolves with null when the socket has ended in good order, else with what went wrong. */
  ended: Promise<Error | null>;
};

/**
 * Splits Docker's multiplexed stream. A stdout reader that stops, pauses the socket after 2 MiB at
 * most; stderr never waits for anybody but that. When stdout is destroyed, what still comes for it
 * is dropped and stderr flows on. A socket that breaks, or ends inside a frame, destroys stdout with
 * that error.
 *
 * @param onStderr called at once with each piece of stderr; must not keep it without bound
 */
export function demultiplex(socket: Readable, onStderr: (chunk: Buffer) => void): Demultiplexed {
  const { promise: ended, resolve: settle } = Promise.withResolvers<Error | null>();
  const stdout = new Readable({
    objectMode: true,
    highWaterMark: chunksHeld,
    read: () => socket.resume(),
    destroy(error, callback) {
      socket.resume();
      callback(error);
    },
  });
  // `ended` and the reader tell of an error; without a reader it must not end the process.
  stdout.on("error", () => undefined);
  const parser = createFrameParser({
    stdout(chunk) {
      if (!stdout.destroyed && !stdout.push(chunk)) socket.pause();
    },
    stderr: onStderr,
  });
  let over = false;
  const finish = (error: Error | null) => {
    if (over) return;
    over = true;
    if (error === null) stdout.push(null);
    else stdout.destroy(error);
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
  return { stdout, ended };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
