import type { Writable } from "node:stream";
import type { CheckedChunk } from "#lib/pipeline/read-chunks";

/** What a pipe or socket says when its other end has stopped reading. */
const closedCodes = new Set([
  "EPIPE",
  "ECONNRESET",
  "ERR_STREAM_DESTROYED",
  "ERR_STREAM_WRITE_AFTER_END",
  "ERR_STREAM_PREMATURE_CLOSE",
]);

export type ChunkFeeder = {
  /** Writes a chunk; resolves when the next may come, true while the sink still takes any. */
  feed(chunk: CheckedChunk): Promise<boolean>;
  /** Ends the sink; resolves when all was taken, true unless it closed before. */
  end(): Promise<boolean>;
  /** Lets go of the sink without ending it. */
  leave(): void;
};

/**
 * Feeds chunks to a writable with back-pressure: a few are under way at once, and a chunk's memory is
 * given back when the sink has taken it. A sink that closes early is not an error here.
 *
 * @throws (feed, end) the signal's reason, or an error of the sink other than being closed
 */
export function createChunkFeeder(
  sink: Writable,
  chunksUnderWay: number,
  signal: AbortSignal,
): ChunkFeeder {
  let underWay = 0;
  let closed = sink.destroyed || sink.writableEnded;
  let failure: Error | null = null;
  let wake: () => void = () => undefined;

  const onClose = () => {
    closed = true;
    wake();
  };
  const onError = (error: NodeJS.ErrnoException) => {
    if (!closedCodes.has(error.code ?? "")) failure ??= error;
    onClose();
  };
  const onAbort = () => wake();
  sink.on("close", onClose);
  sink.on("error", onError);
  signal.addEventListener("abort", onAbort);

  const until = async (done: () => boolean) => {
    while (!closed && !done()) {
      signal.throwIfAborted();
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    signal.throwIfAborted();
    if (failure !== null) throw failure;
  };

  return {
    async feed(chunk) {
      await until(() => underWay < chunksUnderWay);
      if (closed) return false;
      underWay++;
      sink.write(chunk.bytes, (error) => {
        underWay--;
        // After a failed write something may still read the bytes.
        chunk.done(!error);
        wake();
      });
      await until(() => underWay < chunksUnderWay);
      return !closed;
    },
    async end() {
      let finished = false;
      if (!closed)
        sink.end(() => {
          finished = true;
          wake();
        });
      await until(() => finished);
      return finished;
    },
    leave() {
      sink.off("close", onClose);
      signal.removeEventListener("abort", onAbort);
      // Its error listener stays: a late EPIPE must not end the process.
    },
  };
}
