import { expect, test } from "vitest";
import { createReadBlocks } from "#lib/pipeline/read-blocks";

function reader() {
  const blocks = createReadBlocks(100, 40);
  const memories = new Set<ArrayBufferLike>();
  let value = 0;
  return {
    blocks,
    memories,
    /** A read of so many bytes, each telling the read's number. */
    read(bytes: number): Buffer {
      value++;
      const place = blocks.next();
      memories.add(place.buffer);
      place.fill(value, 0, bytes);
      return blocks.taken(bytes);
    },
  };
}

test("memory is used again when nobody holds a chunk of it, and never before", () => {
  const { blocks, memories, read } = reader();
  const held: { chunk: Buffer; value: number }[] = [];
  for (let round = 1; round <= 200; round++) {
    const chunk = read(30);
    // Frames lie anywhere in a chunk.
    const frame = chunk.subarray(3, 20);
    blocks.retain(frame);
    held.push({ chunk: frame, value: round % 256 });
    for (const { chunk: bytes, value } of held)
      expect(bytes.every((byte) => byte === value)).toBe(true);
    if (held.length === 5) {
      const oldest = held.shift();
      if (oldest) blocks.release(oldest.chunk);
    }
  }
  expect(memories.size).toBeLessThanOrEqual(6);
});

test("reads that nobody holds need one block", () => {
  const { memories, read } = reader();
  for (let round = 0; round < 50; round++) read(30);
  expect(memories.size).toBeLessThanOrEqual(2);
});

test("a chunk from elsewhere is passed over", () => {
  const { blocks, read } = reader();
  blocks.release(Buffer.alloc(10));
  blocks.retain(Buffer.alloc(10));
  expect(read(10).length).toBe(10);
});
