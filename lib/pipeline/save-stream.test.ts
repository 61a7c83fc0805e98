import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { zstdDecompressSync } from "node:zlib";
import { expect, test, vi } from "vitest";
import { type SaveSizes, saveSizes } from "#lib/pipeline/buffer-budget";
import { createMemoryStore } from "#lib/pipeline/memory-store.fake";
import { partBytes } from "#lib/pipeline/part-plan";
import { EmptyStreamError, type SaveInput, saveStream } from "#lib/pipeline/save-stream";
import { StoreError } from "#lib/pipeline/store-error";

const mebibyte = 2 ** 20;
const dockerChunk = 32_768;
const none = new AbortController().signal;
const key = "hub/container/backup";

/** Bytes as Docker gives them: in chunks of 32 KiB. */
async function* chunked(bytes: Buffer, chunk = dockerChunk): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
}

function sqlText(bytes: number): Buffer {
  const text: string[] = [];
  let seed = 1;
  for (let size = 0; size < bytes; ) {
    seed = (seed * 48_271) % 2_147_483_647;
    const row = `INSERT INTO orders VALUES (${size}, 'customer ${seed}', '${seed.toString(36)}');\n`;
    text.push(row);
    size += row.length;
  }
  return Buffer.from(text.join("")).subarray(0, bytes);
}

function save(memory: ReturnType<typeof createMemoryStore>, input: Partial<SaveInput>) {
  return saveStream({
    store: memory.store,
    key,
    source: chunked(Buffer.alloc(0)),
    compress: true,
    signal: none,
    verifySource: async () => undefined,
    ...input,
  });
}

function expectNothingLeft(memory: ReturnType<typeof createMemoryStore>) {
  expect([...memory.objects.keys()]).toEqual([]);
  expect([...memory.uploads.keys()]).toEqual([]);
}

test("random bytes are stored as they are, in hashed parts", async () => {
  const memory = createMemoryStore();
  const bytes = randomBytes(20 * mebibyte + 7);
  const started = vi.fn(async () => expect(memory.seen.partSizes).toEqual([]));
  const object = await save(memory, { source: chunked(bytes), onUploadStarted: started });

  expect(memory.objects.get(key)?.bytes.equals(bytes)).toBe(true);
  expect(started).toHaveBeenCalledTimes(1);
  expect(object).toMatchObject({ key, size: bytes.length, originalSize: bytes.length });
  expect(object.compression).toBe("none");
  expect(object.parts.map((part) => part.size)).toEqual([
    8 * mebibyte,
    8 * mebibyte,
    4 * mebibyte + 7,
  ]);
  const second = createHash("sha256").update(bytes.subarray(8 * mebibyte, 16 * mebibyte));
  expect(object.parts[1]?.sha256).toBe(second.digest("hex"));
  const whole = createHash("sha256");
  for (const part of object.parts) whole.update(Buffer.from(part.sha256, "hex"));
  expect(object.sha256).toBe(whole.digest("hex"));
});

test("text is stored as one .zst that zstd itself reads", async () => {
  const memory = createMemoryStore();
  const bytes = sqlText(19 * mebibyte);
  const object = await save(memory, { source: chunked(bytes, 50_001) });
  const stored = memory.objects.get(key)?.bytes ?? Buffer.alloc(0);
  expect(object.compression).toBe("zstd");
  expect(object.size).toBe(stored.length);
  expect(object.originalSize).toBe(bytes.length);
  expect(stored.length).toBeLessThan(bytes.length / 2);
  expect(zstdDecompressSync(stored).equals(bytes)).toBe(true);
});

test("the zstd command reads a stored object", async ({ skip }) => {
  const memory = createMemoryStore();
  const bytes = sqlText(9 * mebibyte);
  await save(memory, { source: chunked(bytes) });
  const read = () =>
    execFileSync("zstd", ["-d", "-c"], {
      input: memory.objects.get(key)?.bytes ?? Buffer.alloc(0),
      maxBuffer: 64 * mebibyte,
    });
  if (!hasZstd()) skip("zstd is not installed here");
  expect(read().equals(bytes)).toBe(true);
});

function hasZstd(): boolean {
  try {
    execFileSync("zstd", ["--version"]);
    return true;
  } catch {
    return false;
  }
}

test.for([12, 1, 0.01])("a command that fails after %d MiB leaves nothing", async (mebibytes) => {
  const memory = createMemoryStore();
  const failed = new Error("exit 1");
  const bytes = randomBytes(mebibytes * mebibyte);
  const verifySource = vi.fn(async () => {
    expect(memory.seen.partSizes.reduce((sum, size) => sum + size, 0)).toBe(bytes.length);
    throw failed;
  });
  const saving = save(memory, { source: chunked(bytes), verifySource });
  await expect(saving).rejects.toBe(failed);
  expect(verifySource).toHaveBeenCalledTimes(1);
  expect(memory.seen).toMatchObject({ aborted: 1, completed: 0 });
  expectNothingLeft(memory);
});

test("no bytes at all are no backup", async () => {
  const memory = createMemoryStore();
  const verifySource = vi.fn(async () => undefined);
  await expect(save(memory, { verifySource })).rejects.toBeInstanceOf(EmptyStreamError);
  await expect(
    save(memory, { source: chunked(Buffer.alloc(0), 1), compress: false }),
  ).rejects.toBeInstanceOf(EmptyStreamError);
  expect(verifySource).not.toHaveBeenCalled();
  expectNothingLeft(memory);
});

test("a source that breaks, breaks the backup with its own error", async () => {
  const memory = createMemoryStore();
  const broken = new Error("the connection broke");
  async function* source() {
    yield* chunked(randomBytes(9 * mebibyte));
    throw broken;
  }
  await expect(save(memory, { source: source() })).rejects.toBe(broken);
  expect(memory.seen).toMatchObject({ aborted: 1, completed: 0 });
  expectNothingLeft(memory);
});

test.for([true, false])("a part refused stops it (text: %s)", async (text) => {
  const refused = new StoreError("refused", "The key may not write.");
  const memory = createMemoryStore({
    limits: { minPartBytes: 1, maxPartBytes: mebibyte },
    hooks: {
      putPart: async (part) => {
        if (part.number === 3) throw refused;
      },
    },
  });
  const bytes = text ? sqlText(8 * mebibyte) : randomBytes(8 * mebibyte);
  async function* endless() {
    while (true) yield* chunked(bytes);
  }
  await expect(save(memory, { source: endless() })).rejects.toBe(refused);
  expect(memory.seen).toMatchObject({ aborted: 1, completed: 0 });
  expectNothingLeft(memory);
});

test("an abort ends it at once, even while the source gives nothing", async () => {
  const memory = createMemoryStore();
  const cancel = new AbortController();
  async function* source() {
    yield randomBytes(9 * mebibyte);
    await new Promise(() => undefined);
  }
  const reason = new Error("cancelled");
  setTimeout(() => cancel.abort(reason), 50);
  await expect(save(memory, { source: source(), signal: cancel.signal })).rejects.toBe(reason);
  expect(memory.seen.aborted).toBe(1);
  expectNothingLeft(memory);
});

test("an abort ends it while parts are stuck", async () => {
  const cancel = new AbortController();
  const memory = createMemoryStore({
    hooks: {
      putPart: (_part, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
    },
  });
  const reason = new Error("timed out");
  setTimeout(() => cancel.abort(reason), 50);
  const source = chunked(randomBytes(100 * mebibyte));
  await expect(save(memory, { source, signal: cancel.signal })).rejects.toBe(reason);
  expectNothingLeft(memory);
});

test.for([null, 5])("a HEAD that shows %o bytes fails it and removes the object", async (shown) => {
  const memory = createMemoryStore({ hooks: { headSize: () => shown } });
  const saving = save(memory, { source: chunked(randomBytes(mebibyte)) });
  await expect(saving).rejects.toMatchObject({ name: "StoreError", code: "damaged" });
  if (shown !== null) expectNothingLeft(memory);
});

test("an object that appeared although the answer was lost is removed again", async () => {
  const memory = createMemoryStore();
  const { startUpload } = memory.store;
  memory.store.startUpload = async (...args) => {
    const upload = await startUpload(...args);
    return {
      ...upload,
      complete: async (signal) => {
        await upload.complete(signal);
        throw new StoreError("unreachable", "No answer.");
      },
    };
  };
  const saving = save(memory, { source: chunked(randomBytes(mebibyte)) });
  await expect(saving).rejects.toMatchObject({ code: "unreachable" });
  expectNothingLeft(memory);
});

test("a store that stops, stops the source", async () => {
  const stuck = (_part: unknown, signal: AbortSignal) =>
    new Promise<void>((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  const memory = createMemoryStore({ hooks: { putPart: stuck } });
  const cancel = new AbortController();
  const block = randomBytes(mebibyte);
  let given = 0;
  async function* endless() {
    while (true) {
      given += block.length;
      yield block;
      await delay(0);
    }
  }
  const saving = save(memory, { source: endless(), signal: cancel.signal }).catch((error) => error);
  let before = -1;
  while (given !== before) {
    before = given;
    await delay(200);
  }
  // Four parts under way, one filled, and the chunk that waits.
  expect(given).toBeLessThanOrEqual(5 * 8 * mebibyte + block.length);
  cancel.abort(new Error("enough"));
  expect(await saving).toMatchObject({ message: "enough" });
  expectNothingLeft(memory);
});

/** 1 TiB at 1/4096 of its size: the same parts, each 4096 times smaller. */
const scale = 4096;
const scaled: SaveSizes = {
  ...saveSizes,
  slabBytes: saveSizes.slabBytes / scale,
  blockBytes: saveSizes.blockBytes / scale,
  partsBytes: { zstd: saveSizes.partsBytes.zstd / scale, none: saveSizes.partsBytes.none / scale },
  usualPartsBytes: saveSizes.usualPartsBytes / scale,
  trialBytes: 1024,
  partBytes: (number, limits) => partBytes(number, limits) / scale,
};

test("1 TiB, simulated: under 10,000 parts of the planned sizes, within the budget", async () => {
  let given = 0;
  let accepted = 0;
  let buffered = 0;
  const memory = createMemoryStore({
    discard: true,
    limits: { minPartBytes: 1 },
    hooks: { putPart: () => new Promise((resolve) => setImmediate(resolve)) },
  });
  const block = randomBytes(64 * 1024);
  async function* source() {
    while (given < 2 ** 40 / scale) {
      given += block.length;
      yield block;
    }
  }
  const onProgress: SaveInput["onProgress"] = (progress) => {
    accepted = progress.storedBytes;
    // The chunk just given is not held yet.
    buffered = Math.max(buffered, given - block.length - accepted);
  };
  const object = await save(memory, { source: source(), sizes: scaled, onProgress });

  expect(object).toMatchObject({ size: 2 ** 40 / scale, compression: "none" });
  expect(object.parts.length).toBeLessThanOrEqual(10_000);
  const planned = object.parts.map((part) => partBytes(part.number, memory.store.limits) / scale);
  const sizes = object.parts.map((part) => part.size);
  expect(sizes.slice(0, -1)).toEqual(planned.slice(0, -1));
  expect(Math.max(...sizes)).toBe((112 * mebibyte) / scale);
  expect(buffered * scale).toBeLessThanOrEqual(160 * mebibyte);
  // The next part fills while one of the largest is under way.
  expect(buffered * scale).toBeGreaterThan(120 * mebibyte);
}, 60_000);

test("more than the store's parts can hold is too large, and leaves nothing", async () => {
  const memory = createMemoryStore({
    limits: { minPartBytes: 1, maxPartBytes: mebibyte, maxParts: 3 },
  });
  const saving = save(memory, { source: chunked(randomBytes(4 * mebibyte)) });
  await expect(saving).rejects.toMatchObject({ name: "StoreError", code: "too-large" });
  expectNothingLeft(memory);
  const fits = await save(memory, { source: chunked(randomBytes(3 * mebibyte)) });
  expect(fits.parts.length).toBe(3);
});
