import type { Writable } from "node:stream";
import { readSizes } from "#lib/pipeline/buffer-budget";
import { type ChunkFeeder, createChunkFeeder } from "#lib/pipeline/chunk-feeder";
import type { ObjectStore, StoredObject, TransferProgress } from "#lib/pipeline/ports";
import { readChunks } from "#lib/pipeline/read-chunks";
import { requireBytes } from "#lib/pipeline/read-object";

export type LoadInput = {
  store: ObjectStore;
  object: StoredObject;
  /** Called once, when the first part has been checked: before that, nothing needs to be started. */
  openSink(): Promise<Writable>;
  signal: AbortSignal;
  onProgress?(progress: TransferProgress): void;
};

/**
 * Feeds an object's original bytes to a sink: parts are read ahead, checked, decompressed, and only
 * then written, as fast as the sink takes them; at the end the sink is ended.
 *
 * A sink that closes early (tar stops at the end of its archive) ends the reading and is no error.
 * On a failure the sink is left open: ending it would look like the end of the data to the command,
 * which has to be killed instead.
 *
 * @returns bytes handed to the sink, and whether it closed before it had all of them
 * @throws StoreError, the signal's reason, or an error of the sink
 */
export async function loadStream(
  input: LoadInput,
): Promise<{ fedBytes: number; sinkClosedEarly: boolean }> {
  const { store, object, signal } = input;
  let fedBytes = 0;
  let feeder: ChunkFeeder | null = null;
  const open = async () =>
    createChunkFeeder(await input.openSink(), readSizes.chunksUnderWay, signal);
  try {
    const chunks = readChunks({ store, object, decompress: true, signal, sizes: readSizes });
    for await (const chunk of chunks) {
      feeder ??= await open();
      // Its memory may be gone once it is fed.
      const { length } = chunk.bytes;
      const more = await feeder.feed(chunk);
      if (!more) return { fedBytes, sinkClosedEarly: true };
      fedBytes += length;
      input.onProgress?.({ originalBytes: fedBytes, storedBytes: chunk.storedBytes });
    }
    requireBytes(object, fedBytes, object.originalSize);
    feeder ??= await open();
    const finished = await feeder.end();
    return { fedBytes, sinkClosedEarly: !finished };
  } finally {
    feeder?.leave();
  }
}
