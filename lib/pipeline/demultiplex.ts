import { Readable } from "node:stream";
import { createFrameParser } from "#lib/pipeline/docker-frames";
import type { ReadBlocks } from "#lib/pipeline/read-blocks";

/** Chunks that stdout holds before the socket is paused; Docker's frames are 32 KiB or less. */
const chunksHeld = 32;

/** What a socket has to offer; `readableSocket` makes one of any stream. */
export type FrameSocket = {
  /** The memory that chunks lie in, when it is used again. */
  blocks: ReadBlocks | null;
  /** Begins the flow; called once. */
  onData(listener: (chunk: Buffer) => void): void;
  onEnd(listener: () => void): void;
  onError(listener: (error: Error) => void): void;
  onClose(listener: () => void): void;
  pause(): void;
  resume(): void;
  destroy(): void;
};

/**
 * A command's stdout: chunks as they came (object mode: joining them would copy every byte). Whoever
 * calls `recycle` with a chunk that it has done with spares its memory being allocated again, and may
 * not look at the chunk after that.
 */
export type RecyclingReadable = Readable & { recycle(chunk: Uint8Array): void };

export type Demultiplexed = {
  stdout: RecyclingReadable;
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
  socket: FrameSocket,
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
  const readable = new Readable({
    objectMode: true,
    highWaterMark: chunksHeld,
    read: resume,
    destroy(error, callback) {
      resume();
      callback(error);
    },
  });
  const stdout = Object.assign(readable, {
    recycle: (chunk: Uint8Array) => socket.blocks?.release(chunk),
  });
  const filtered = filter({
    push(chunk) {
      if (stdout.destroyed) return stdout.recycle(chunk);
      if (stdout.push(chunk) || !bounded) return;
      paused ??= performance.now();
      socket.pause();
    },
    end() {
      if (!stdout.destroyed) stdout.push(null);
    },
  });
  const parser = createFrameParser({
    stdout(chunk) {
      socket.blocks?.retain(chunk);
      filtered.push(chunk);
    },
    // There is little of it, and whoever gets it may keep it.
    stderr: (chunk) => onStderr(socket.blocks === null ? chunk : Buffer.from(chunk)),
  });
  const finish = (error: Error | null) => {
    if (over) return;
    over = true;
    filtered.end();
    settle(error);
  };

  socket.onEnd(() => {
    try {
      parser.end();
      finish(null);
    } catch (error) {
      finish(asError(error));
    }
  });
  socket.onError(finish);
  socket.onClose(() => finish(new Error("The connection to Docker was closed.")));
  socket.onData((chunk) => {
    if (over) return;
    try {
      parser.push(chunk);
    } catch (error) {
      finish(asError(error));
      socket.destroy();
    }
  });
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

/** Any stream of bytes as a socket; its chunks' memory is its own. */
export function readableSocket(stream: Readable): FrameSocket {
  return {
    blocks: null,
    onData: (listener) => void stream.on("data", listener),
    onEnd: (listener) => void stream.once("end", listener),
    onError: (listener) => void stream.on("error", listener),
    onClose: (listener) => void stream.once("close", listener),
    pause: () => void stream.pause(),
    resume: () => void stream.resume(),
    destroy: () => void stream.destroy(),
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
