import { Readable } from "node:stream";

/** Bytes whose memory may be used again when they have been taken. */
export type ChunkSource = AsyncIterable<Uint8Array> & { recycle?(chunk: Uint8Array): void };

/**
 * Hands each chunk of a source to `take` and waits for it where it answers with a promise. An abort
 * ends the wait for a source that gives nothing; the source is let go on every early end. A chunk is
 * the taker's only until `take` is done.
 *
 * @throws the signal's reason, what the source throws, or what `take` throws
 */
export async function eachChunk(
  source: ChunkSource,
  signal: AbortSignal,
  take: (chunk: Uint8Array) => Promise<void> | undefined,
): Promise<void> {
  const iterator = source[Symbol.asyncIterator]();
  let interrupt: (reason: unknown) => void = () => undefined;
  const onAbort = () => interrupt(signal.reason);
  signal.addEventListener("abort", onAbort);
  let ended = false;
  try {
    while (true) {
      signal.throwIfAborted();
      const next = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
        interrupt = reject;
        iterator.next().then(resolve, reject);
      });
      if (next.done) {
        ended = true;
        return;
      }
      const taking = take(next.value);
      if (taking !== undefined) await taking;
      source.recycle?.(next.value);
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    if (!ended) letGo(source, iterator);
  }
}

function letGo(source: AsyncIterable<Uint8Array>, iterator: AsyncIterator<Uint8Array>): void {
  // An iterator's `return` waits for its pending `next`; a stream can be told at once.
  if (source instanceof Readable) source.destroy();
  iterator.return?.().catch(() => undefined);
}
