import { promisify } from "node:util";
import { constants, createZstdCompress, type ZstdOptions, zstdDecompress } from "node:zlib";

const decompress = promisify<Uint8Array, ZstdOptions, Buffer>(zstdDecompress);

const skippableMagic = 0x184d2a50;
export const indexBytes = 12;
/** No frame of ours decompresses to more; guards against a record that names another's object. */
const largestFrameBytes = 64 * 2 ** 20;

/**
 * Compresses one block, in the thread pool, into one zstd frame with its size and checksum. Level 1:
 * on SQL text it gives the size of level 3 at half the cost.
 *
 * `zlib.zstdCompress` would do the same in two steps, block and end, and join their output: another
 * copy, and memory that cannot be freed at once. Here the block is written with its end.
 *
 * @param expectedBytes the frame's likely size; a larger one costs another buffer of this size
 */
export function compressBlock(block: Uint8Array, expectedBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const frame = createZstdCompress({
      chunkSize: Math.min(expectedBytes, block.length) + (block.length >> 8) + 1024,
      flush: constants.ZSTD_e_end,
      params: {
        [constants.ZSTD_c_compressionLevel]: 1,
        [constants.ZSTD_c_checksumFlag]: 1,
      },
    });
    const pieces: Buffer[] = [];
    frame.on("data", (piece: Buffer) => pieces.push(piece));
    frame.on("error", reject);
    frame.write(block, () => {
      frame.close();
      const [whole] = pieces;
      resolve(pieces.length === 1 && whole !== undefined ? whole : Buffer.concat(pieces));
    });
  });
}

/** Decompresses one frame in the thread pool. */
export function decompressFrame(frame: Uint8Array, expectedBytes: number): Promise<Buffer> {
  return decompress(frame, { chunkSize: expectedBytes + 64, maxOutputLength: largestFrameBytes });
}

/**
 * What stands before each frame: a skippable frame with the next frame's size, as pzstd writes it.
 * `zstd -d` passes over it, and a reader of ours can find the frames without decompressing them.
 * https://github.com/facebook/zstd/blob/dev/contrib/pzstd/README.md
 */
export function frameIndex(frameBytes: number): Buffer {
  const index = Buffer.alloc(indexBytes);
  index.writeUInt32LE(skippableMagic, 0);
  index.writeUInt32LE(4, 4);
  index.writeUInt32LE(frameBytes, 8);
  return index;
}

/** The next frame's size in bytes, or null when these bytes are no index of ours. */
export function readFrameIndex(index: Buffer): number | null {
  if (index.readUInt32LE(0) !== skippableMagic || index.readUInt32LE(4) !== 4) return null;
  return index.readUInt32LE(8);
}

/** No pool that small buffers share is as large as this. */
const ownMemoryBytes = 2 ** 20;

/**
 * Frees a large buffer's memory now instead of at some later garbage collection, which a stream of
 * them brings on again and again. Only for a buffer that nothing reads any more.
 */
export function freeBuffer(buffer: Buffer): void {
  const { buffer: memory } = buffer;
  // A small one lies in Node's shared pool, which cannot be given away.
  if (memory instanceof ArrayBuffer && memory.byteLength >= ownMemoryBytes) memory.transfer(0);
}
