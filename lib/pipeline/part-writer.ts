import { createHash } from "node:crypto";
import type { SaveSizes } from "#lib/pipeline/buffer-budget";
import type { ObjectStore, OutgoingPart } from "#lib/pipeline/ports";
import type { SlabPool } from "#lib/pipeline/slab-pool";
import { StoreError } from "#lib/pipeline/store-error";

export type PartWriter = {
  /** Copies the bytes into the part being filled. A promise means: wait before writing more. */
  write(bytes: Uint8Array): Promise<void> | undefined;
  /** Sends the last, shorter part. */
  finish(): Promise<void>;
};

/**
 * Puts a stream of bytes together into parts and hands each on. The part's SHA-256 is taken buffer
 * by buffer as they fill: a part never has to lie in one piece, so that the next one can be filled
 * while a large one is under way, and it costs no copy (`crypto.subtle.digest` copies what it hashes).
 *
 * @param send takes a full part over, buffers included; its promise is the back-pressure
 */
export function createPartWriter(input: {
  limits: ObjectStore["limits"];
  pool: SlabPool;
  partBytes: SaveSizes["partBytes"];
  signal: AbortSignal;
  send(part: OutgoingPart, slabs: Buffer[]): Promise<void>;
}): PartWriter {
  const { limits, pool, signal } = input;
  let number = 0;
  let room = 0;
  let hash = createHash("sha256");
  let slabs: Buffer[] = [];
  let body: Buffer[] = [];
  let size = 0;
  let slab: Buffer | null = null;
  let used = 0;

  const closeSlab = () => {
    if (slab === null) return;
    const view = slab.subarray(0, used);
    hash.update(view);
    body.push(view);
    slabs.push(slab);
    size += used;
    slab = null;
  };
  const closePart = async () => {
    const part = { number, size, sha256: hash.digest("hex"), body };
    const taken = slabs;
    hash = createHash("sha256");
    slabs = [];
    body = [];
    size = 0;
    room = 0;
    await input.send(part, taken);
  };
  const openSlab = async () => {
    if (room === 0) {
      number++;
      if (number > limits.maxParts) throw tooLarge(limits.maxParts);
      room = input.partBytes(number, limits);
      // One part filling while another is under way.
      pool.allow(2 * room);
    }
    slab = await pool.acquire(signal);
    used = 0;
  };
  const writeOver = async (bytes: Uint8Array) => {
    let at = 0;
    while (at < bytes.length) {
      if (slab === null) await openSlab();
      if (slab === null) continue;
      const taken = Math.min(bytes.length - at, pool.slabBytes - used, room - size - used);
      slab.set(bytes.subarray(at, at + taken), used);
      used += taken;
      at += taken;
      if (used === pool.slabBytes || size + used === room) {
        closeSlab();
        if (size === room) await closePart();
      }
    }
  };

  return {
    write(bytes) {
      // Almost every write: it fits, and neither the buffer nor the part is full afterwards.
      const end = used + bytes.length;
      if (slab === null || end >= pool.slabBytes || size + end >= room) return writeOver(bytes);
      slab.set(bytes, used);
      used = end;
      return undefined;
    },
    async finish() {
      closeSlab();
      if (size > 0) await closePart();
    },
  };
}

function tooLarge(maxParts: number): StoreError {
  return new StoreError(
    "too-large",
    `The backup is larger than the ${maxParts} parts that the bucket takes for one object can hold.`,
  );
}
