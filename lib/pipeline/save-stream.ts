import { createBlockCompressor } from "#lib/pipeline/block-compressor";
import { type SaveSizes, saveSizes } from "#lib/pipeline/buffer-budget";
import { type ChunkSource, eachChunk } from "#lib/pipeline/each-chunk";
import { objectSha256 } from "#lib/pipeline/object-hash";
import { createPartSender } from "#lib/pipeline/part-sender";
import { createPartWriter, type PartWriter } from "#lib/pipeline/part-writer";
import type {
  CompressionName,
  ObjectStore,
  StoredObject,
  StoredPart,
  TransferProgress,
} from "#lib/pipeline/ports";
import { createSlabPool } from "#lib/pipeline/slab-pool";
import { createTrialWriter } from "#lib/pipeline/trial-writer";
import { createUndoableUpload, type UndoableUpload } from "#lib/pipeline/undoable-upload";
import { within } from "#lib/pipeline/within";

/** How long parts under way may take to give up after an abort. */
const settleMs = 10_000;

/** The source ended well but gave nothing: not a backup. */
export class EmptyStreamError extends Error {
  override name = "EmptyStreamError";
  constructor() {
    super("The stream was empty.");
  }
}

export type SaveInput = {
  store: ObjectStore;
  key: string;
  source: ChunkSource;
  /** False stores the bytes as they are; true lets a trial of the first MiB decide. */
  compress: boolean;
  signal: AbortSignal;
  /** Awaited before any part is sent, so that a sweep can find the upload. */
  onUploadStarted?(uploadId: string): Promise<void>;
  /** Sees each chunk as the command wrote it; what it keeps it has to copy. */
  onSource?(chunk: Uint8Array): void;
  onProgress?(progress: TransferProgress): void;
  /** Awaited when the source has ended and every part was accepted; if it throws, nothing is kept. */
  verifySource(): Promise<void>;
  /** Another scale, so that a test can simulate large backups in seconds. */
  sizes?: SaveSizes;
};

type Run = { input: SaveInput; sizes: SaveSizes; signal: AbortSignal; upload: UndoableUpload };
type Sent = {
  compression: CompressionName;
  originalSize: number;
  size: number;
  parts: StoredPart[];
};

/**
 * Stores a stream as one object: compressed in blocks, cut into parts, hashed, a few parts uploaded
 * at once, all under one memory budget. A slow store slows the source down. The object appears under
 * its key only after `verifySource`, and stays only if the store then shows the counted size.
 *
 * On any failure or abort the upload is undone before this rejects, with the first error.
 *
 * @throws EmptyStreamError, StoreError, the signal's reason, or what source or verifySource threw
 */
export async function saveStream(input: SaveInput): Promise<StoredObject> {
  const stop = new AbortController();
  const signal = AbortSignal.any([input.signal, stop.signal]);
  const upload = createUndoableUpload(input.store, input.key, signal, input.onUploadStarted);
  try {
    const run = { input, sizes: input.sizes ?? saveSizes, signal, upload };
    const sent = await sendSource(run, (error) => stop.abort(error));
    await input.verifySource();
    signal.throwIfAborted();
    const ref = await upload.complete(sent.size);
    return { ...ref, ...sent, sha256: objectSha256(sent.parts) };
  } catch (error) {
    const first = signal.aborted ? signal.reason : error;
    stop.abort(first);
    await upload.undo();
    throw first;
  }
}

async function sendSource(run: Run, fail: (error: unknown) => void): Promise<Sent> {
  const { input, sizes, signal, upload } = run;
  const counted = { originalBytes: 0, storedBytes: 0 };
  let compression: CompressionName = "none";
  let settled: () => Promise<StoredPart[]> = async () => [];

  const openWriter = (chosen: CompressionName): PartWriter => {
    compression = chosen;
    const pool = createSlabPool(sizes.slabBytes, sizes.partsBytes[chosen], sizes.usualPartsBytes);
    const onStored = (bytes: number) => {
      counted.storedBytes += bytes;
      input.onProgress?.({ ...counted });
    };
    const sender = createPartSender({ upload: upload.open, pool, signal, onStored, fail });
    settled = sender.settled;
    const { limits } = input.store;
    const { partBytes } = sizes;
    const writer = createPartWriter({ limits, pool, partBytes, signal, send: sender.send });
    return chosen === "zstd" ? createBlockCompressor({ sizes, writer, signal, fail }) : writer;
  };

  const writer = input.compress
    ? createTrialWriter(sizes.trialBytes, openWriter)
    : openWriter("none");
  try {
    await eachChunk(input.source, signal, (chunk) => {
      if (chunk.length === 0) return undefined;
      // Under way while the first part fills.
      if (counted.originalBytes === 0) upload.open().catch(fail);
      counted.originalBytes += chunk.length;
      input.onSource?.(chunk);
      input.onProgress?.({ ...counted });
      return writer.write(chunk);
    });
    if (counted.originalBytes === 0) throw new EmptyStreamError();
    await writer.finish();
  } catch (error) {
    fail(error);
    await within(settleMs, settled());
    throw error;
  }
  const parts = await settled();
  signal.throwIfAborted();
  return { compression, originalSize: counted.originalBytes, size: counted.storedBytes, parts };
}
