import type { ReadSizes } from "#lib/pipeline/buffer-budget";
import { StoreError } from "#lib/pipeline/store-error";
import { decompressFrame, freeBuffer, indexBytes, readFrameIndex } from "#lib/pipeline/zstd-frames";

/** Collects frames out of stored bytes, wherever these are cut. */
export function createFrameCollector() {
  const index = Buffer.alloc(indexBytes);
  let indexFill = 0;
  let frame: Buffer | null = null;
  let fill = 0;

  return {
    /** Copies the bytes and returns the frames that they completed. */
    push(bytes: Uint8Array): Buffer[] {
      const frames: Buffer[] = [];
      let at = 0;
      while (at < bytes.length) {
        if (frame === null) {
          const taken = Math.min(indexBytes - indexFill, bytes.length - at);
          index.set(bytes.subarray(at, at + taken), indexFill);
          indexFill += taken;
          at += taken;
          if (indexFill < indexBytes) break;
          const size = readFrameIndex(index);
          if (size === null || size === 0) throw notOurs();
          frame = Buffer.allocUnsafeSlow(size);
          indexFill = 0;
          fill = 0;
        }
        const taken = Math.min(frame.length - fill, bytes.length - at);
        frame.set(bytes.subarray(at, at + taken), fill);
        fill += taken;
        at += taken;
        if (fill < frame.length) break;
        frames.push(frame);
        frame = null;
      }
      return frames;
    },
    end(): void {
      if (frame !== null || indexFill > 0) throw notOurs();
    },
  };
}

/** Decompresses stored bytes, a few frames at once, in order. */
export async function* decompressAll(
  stored: AsyncIterable<Uint8Array>,
  sizes: ReadSizes,
): AsyncGenerator<Buffer> {
  const collector = createFrameCollector();
  const under: Promise<Buffer>[] = [];
  for await (const bytes of stored) {
    for (const frame of collector.push(bytes)) {
      const decompressing = decompressFrame(frame, sizes.blockBytes).finally(() =>
        freeBuffer(frame),
      );
      decompressing.catch(() => undefined);
      under.push(decompressing);
      if (under.length < sizes.framesAtOnce) continue;
      const block = await under.shift();
      if (block !== undefined) yield block;
    }
  }
  collector.end();
  for (const decompressing of under) yield await decompressing;
}

function notOurs(): StoreError {
  return new StoreError(
    "damaged",
    "The stored bytes are not the compressed frames they should be.",
  );
}
