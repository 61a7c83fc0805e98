import { readSizes } from "#lib/pipeline/buffer-budget";
import type { ObjectStore, StoredObject } from "#lib/pipeline/ports";
import { readChunks } from "#lib/pipeline/read-chunks";
import { StoreError } from "#lib/pipeline/store-error";

/**
 * The bytes of an object, checked part by part before any of them is given, as stored or
 * decompressed. The chunks belong to whoever asked. Nothing more is read than asked for, but for a
 * few parts ahead.
 *
 * @throws StoreError ("damaged" names the part), or the signal's reason
 */
export async function* readObject(input: {
  store: ObjectStore;
  object: StoredObject;
  decompress: boolean;
  signal: AbortSignal;
}): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of readChunks({ ...input, sizes: readSizes })) {
    bytes += chunk.bytes.length;
    chunk.done(false);
    yield chunk.bytes;
  }
  const { object, decompress } = input;
  requireBytes(object, bytes, decompress ? object.originalSize : object.size);
}

/** @throws StoreError "damaged" when an object did not hold what its record says */
export function requireBytes(object: StoredObject, bytes: number, expected: number): void {
  if (bytes === expected) return;
  throw new StoreError(
    "damaged",
    `The object held ${bytes} bytes where ${expected} were recorded.`,
    { detail: object.key },
  );
}
