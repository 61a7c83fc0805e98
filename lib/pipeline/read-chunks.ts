import type { ReadSizes } from "#lib/pipeline/buffer-budget";
import type { ObjectStore, StoredObject } from "#lib/pipeline/ports";
import { decompressAll } from "#lib/pipeline/read-frames";
import { type CheckedPart, readParts } from "#lib/pipeline/read-parts";
import { freeBuffer } from "#lib/pipeline/zstd-frames";

export type CheckedChunk = {
  bytes: Uint8Array;
  /** Stored bytes read and checked so far. */
  storedBytes: number;
  /** To be called once; with `reuse` the memory serves again, and nobody may read the bytes then. */
  done(reuse: boolean): void;
};

/**
 * Checked bytes of an object, as stored or decompressed, in order. A chunk may be held while the next
 * is asked for.
 *
 * @throws StoreError, or the signal's reason
 */
export async function* readChunks(input: {
  store: ObjectStore;
  object: StoredObject;
  decompress: boolean;
  signal: AbortSignal;
  sizes: ReadSizes;
}): AsyncGenerator<CheckedChunk> {
  let storedBytes = 0;
  const parts = readParts(input);
  if (input.decompress && input.object.compression === "zstd") {
    const count = (part: CheckedPart) => {
      storedBytes += part.part.size;
    };
    for await (const bytes of decompressAll(releasing(parts, count), input.sizes))
      yield { bytes, storedBytes, done: (reuse) => (reuse ? freeBuffer(bytes) : undefined) };
    return;
  }
  for await (const part of parts) {
    storedBytes += part.part.size;
    let waiting = part.pieces.length;
    // The part's buffers go back together, when the last of its pieces is done with.
    const done = (reuse: boolean) => {
      waiting--;
      if (waiting === 0) part.release(reuse);
    };
    for (const bytes of part.pieces) yield { bytes, storedBytes, done };
  }
}

/** The decompressor copies what it takes, so a part is free as soon as it has been taken. */
async function* releasing(
  parts: AsyncIterable<CheckedPart>,
  count: (part: CheckedPart) => void,
): AsyncGenerator<Uint8Array> {
  for await (const part of parts) {
    count(part);
    yield* part.pieces;
    part.release(true);
  }
}
