import type { SaveSizes } from "#lib/pipeline/buffer-budget";
import type { PartWriter } from "#lib/pipeline/part-writer";
import { createSlabPool } from "#lib/pipeline/slab-pool";
import { compressBlock, frameIndex, freeBuffer } from "#lib/pipeline/zstd-frames";

/**
 * Gathers output into blocks, compresses a few at once and writes the frames in order. Same shape as
 * the writer it feeds, so that a stream that does not compress goes straight there.
 *
 * @param fail told of the first failure; it has to abort the signal
 */
export function createBlockCompressor(input: {
  sizes: SaveSizes;
  writer: PartWriter;
  signal: AbortSignal;
  fail(error: unknown): void;
}): PartWriter {
  const { sizes, writer, signal } = input;
  const pool = createSlabPool(sizes.blockBytes, sizes.blocksAtOnce * sizes.blockBytes);
  let block: Buffer | null = null;
  let used = 0;
  let written: Promise<void> = Promise.resolve();
  let expectedBytes = sizes.blockBytes;

  const submit = () => {
    if (block === null) return;
    const full = block;
    const compressing = compressBlock(full.subarray(0, used), expectedBytes);
    block = null;
    written = writeInOrder(written, compressing, full);
    written.catch(input.fail);
  };
  const writeInOrder = async (
    before: Promise<void>,
    compressing: Promise<Buffer>,
    full: Buffer,
  ) => {
    const [frame] = await Promise.all([compressing, before]);
    expectedBytes = frame.length + (frame.length >> 2);
    await writer.write(frameIndex(frame.length));
    await writer.write(frame);
    freeBuffer(frame);
    pool.release(full);
  };
  const writeOver = async (bytes: Uint8Array) => {
    let at = 0;
    while (at < bytes.length) {
      if (block === null) {
        block = await pool.acquire(signal);
        used = 0;
      }
      const taken = Math.min(bytes.length - at, sizes.blockBytes - used);
      block.set(bytes.subarray(at, at + taken), used);
      used += taken;
      at += taken;
      if (used === sizes.blockBytes) submit();
    }
  };

  return {
    write(bytes) {
      if (block === null || used + bytes.length >= sizes.blockBytes) return writeOver(bytes);
      block.set(bytes, used);
      used += bytes.length;
      return undefined;
    },
    async finish() {
      submit();
      await written;
      await writer.finish();
    },
  };
}
