import { createHash, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { checkObject } from "#lib/pipeline/check-object";
import { createMemoryStore } from "#lib/pipeline/memory-store.fake";
import { objectSha256 } from "#lib/pipeline/object-hash";
import type { StoredObject } from "#lib/pipeline/ports";

const pieceBytes = 1000;
const sizes = [2500, 2500, 700];

/** An object of three parts, and what reads of it are made. */
async function stored(flip: (reads: number, start: number) => boolean = () => false) {
  const bytes = randomBytes(5700);
  const reads: { start: number; length: number }[] = [];
  const { store, objects } = createMemoryStore({
    hooks: {
      readRange: async (range) => {
        reads.push(range);
      },
    },
  });
  await store.putObject("key", bytes);
  let start = 0;
  const parts = sizes.map((size, at) => {
    const body = bytes.subarray(start, start + size);
    start += size;
    return { number: at + 1, size, sha256: createHash("sha256").update(body).digest("hex") };
  });
  const object: StoredObject = {
    key: "key",
    versionId: null,
    size: bytes.length,
    originalSize: bytes.length,
    compression: "none",
    sha256: objectSha256(parts),
    parts,
  };
  const readRange: typeof store.readRange = async (...input) => {
    const got = await store.readRange(...input);
    if (flip(reads.length, input[1].start)) got[0] = (got[0] ?? 0) ^ 1;
    return got;
  };
  const buffer = new Uint8Array(pieceBytes);
  const { signal } = new AbortController();
  const check = (over: Partial<StoredObject> = {}) => {
    const seen: number[] = [];
    const done = checkObject({
      store: { ...store, readRange },
      object: { ...object, ...over },
      turn: (work) => work(buffer, signal),
      onProgress: (count) => seen.push(count),
      pieceBytes,
    });
    return done.then(() => seen);
  };
  return { check, object, objects, reads };
}

test("every byte is read once, in pieces, and counted", async () => {
  const { check, reads } = await stored();
  expect(await check()).toEqual([1000, 2000, 2500, 3500, 4500, 5000, 5700]);
  expect(reads.every(({ length }) => length <= pieceBytes)).toBe(true);
  expect(reads.reduce((sum, { length }) => sum + length, 0)).toBe(5700);
});

test("a damaged byte is found, and the part is named", async () => {
  const { check, objects } = await stored();
  const bytes = objects.get("key")?.bytes ?? Buffer.alloc(0);
  bytes[4999] = (bytes[4999] ?? 0) ^ 1;
  await expect(check()).rejects.toMatchObject({
    code: "damaged",
    message: expect.stringContaining("Part 2 of 3"),
  });
});

test("what changes on the way once is read again and is no damage", async () => {
  const { check, reads } = await stored((count) => count === 5);
  await check();
  expect(reads.reduce((sum, { length }) => sum + length, 0)).toBe(5700 + 2500);
});

test("an object that is shorter than its record is not whole", async () => {
  const { check, objects } = await stored();
  const entry = objects.get("key");
  if (entry) entry.bytes = entry.bytes.subarray(0, 5000);
  await expect(check()).rejects.toMatchObject({ code: "not-found" });
});

test.each([{ size: 5701 }, { sha256: "0".repeat(64) }])(
  "a record that does not fit together is found: %j",
  async (over) => {
    const { check } = await stored();
    await expect(check(over)).rejects.toMatchObject({ code: "damaged" });
  },
);
