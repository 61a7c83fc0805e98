import { randomBytes } from "node:crypto";
import { Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { loadStream } from "#lib/pipeline/load-stream";
import { createMemoryStore, type MemoryStoreHooks } from "#lib/pipeline/memory-store.fake";
import type { StoredObject } from "#lib/pipeline/ports";
import { readObject } from "#lib/pipeline/read-object";
import { saveStream } from "#lib/pipeline/save-stream";

const mebibyte = 2 ** 20;
const none = new AbortController().signal;
const key = "hub/container/backup";

async function stored(bytes: Buffer, hooks: MemoryStoreHooks = {}) {
  const memory = createMemoryStore({ hooks });
  async function* source() {
    for (let at = 0; at < bytes.length; at += 65_000) yield bytes.subarray(at, at + 65_000);
  }
  const object = await saveStream({
    ...{ store: memory.store, key, source: source(), compress: true, signal: none },
    verifySource: async () => undefined,
  });
  return { memory, store: memory.store, object };
}

/** A sink that keeps what it was given, slowly enough that a buffer used too early would show. */
function keepingSink(slow = 0) {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    highWaterMark: 2 ** 16,
    async write(chunk: Buffer, _encoding, callback) {
      if (slow > 0) await delay(slow);
      chunks.push(Buffer.from(chunk));
      callback();
    },
  });
  return { sink, bytes: () => Buffer.concat(chunks) };
}

const text = (bytes: number) =>
  Buffer.from("row 4711; ".repeat(Math.ceil(bytes / 10))).subarray(0, bytes);
const mixed = (bytes: number) => Buffer.concat([text(bytes / 2), randomBytes(bytes / 2)]);

test.for([
  { name: "random bytes", bytes: randomBytes(45 * mebibyte + 3), compression: "none" },
  { name: "text", bytes: text(45 * mebibyte + 3), compression: "zstd" },
  { name: "both", bytes: mixed(60 * mebibyte), compression: "zstd" },
  { name: "one byte", bytes: Buffer.from("x"), compression: "none" },
])("$name come back as they were", async ({ bytes, compression }) => {
  const { store, object } = await stored(bytes);
  expect(object.compression).toBe(compression);
  const kept = keepingSink(3);
  const progress = vi.fn();
  const result = await loadStream({
    ...{ store, object, signal: none, onProgress: progress },
    openSink: async () => kept.sink,
  });
  expect(kept.bytes().equals(bytes)).toBe(true);
  expect(kept.sink.writableFinished).toBe(true);
  expect(result).toEqual({ fedBytes: bytes.length, sinkClosedEarly: false });
  expect(progress).toHaveBeenLastCalledWith({
    originalBytes: bytes.length,
    storedBytes: object.size,
  });
});

test("a download gives buffers of its own, as stored or decompressed", async () => {
  const bytes = mixed(40 * mebibyte);
  const { memory, store, object } = await stored(bytes);
  for (const decompress of [true, false]) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of readObject({ store, object, decompress, signal: none }))
      chunks.push(chunk);
    const expected = decompress ? bytes : (memory.objects.get(key)?.bytes ?? Buffer.alloc(0));
    expect(Buffer.concat(chunks).equals(expected)).toBe(true);
  }
});

test.for([1, 2, 3])(
  "part %d damaged: none of it is fed, and the sink is not ended",
  async (number) => {
    const bytes = randomBytes(24 * mebibyte);
    const { memory, store, object } = await stored(bytes);
    const held = memory.objects.get(key)?.bytes ?? Buffer.alloc(0);
    const at = (number - 1) * 8 * mebibyte + 5 * mebibyte;
    held[at] = (held[at] ?? 0) ^ 1;
    const kept = keepingSink();
    const openSink = vi.fn(async () => kept.sink);
    const loading = loadStream({ store, object, openSink, signal: none });
    await expect(loading).rejects.toMatchObject({
      name: "StoreError",
      code: "damaged",
      message: expect.stringContaining(`Part ${number} of 3`),
    });
    await delay(10);
    expect(kept.bytes().equals(bytes.subarray(0, (number - 1) * 8 * mebibyte))).toBe(true);
    expect(openSink).toHaveBeenCalledTimes(number === 1 ? 0 : 1);
    expect(kept.sink.writableEnded).toBe(false);
  },
);

test("a record that does not fit its object is refused", async () => {
  const { store, object } = await stored(text(9 * mebibyte));
  const load = (changed: Partial<StoredObject>) => {
    const kept = keepingSink();
    const loading = loadStream({
      ...{ store, object: { ...object, ...changed }, signal: none },
      openSink: async () => kept.sink,
    });
    return loading.finally(() => expect(kept.sink.writableEnded).toBe(false));
  };
  await expect(load({ size: object.size + 1 })).rejects.toMatchObject({ code: "damaged" });
  await expect(load({ originalSize: 5 })).rejects.toMatchObject({ code: "damaged" });
  const random = await stored(randomBytes(mebibyte));
  const claimed: StoredObject = { ...random.object, compression: "zstd" };
  await expect(
    loadStream({
      ...{ store: random.store, object: claimed, signal: none },
      openSink: async () => keepingSink().sink,
    }),
  ).rejects.toMatchObject({ code: "damaged" });
});

test("a sink that closes early ends the reading and is no error", async () => {
  const reads = vi.fn(async () => undefined);
  const { store, object } = await stored(randomBytes(200 * mebibyte), { readRange: reads });
  for (const close of ["EPIPE", "ECONNRESET", null]) {
    reads.mockClear();
    let taken = 0;
    const sink = new Writable({
      write(chunk: Buffer, _encoding, callback) {
        taken += chunk.length;
        if (taken < 10 * mebibyte) return callback();
        if (close === null) this.destroy();
        else callback(Object.assign(new Error("closed"), { code: close }));
      },
    });
    const result = await loadStream({ store, object, openSink: async () => sink, signal: none });
    expect(result.sinkClosedEarly).toBe(true);
    expect(reads.mock.calls.length).toBeLessThan(15);
  }
});

test("another error of the sink is the load's error", async () => {
  const { store, object } = await stored(randomBytes(mebibyte));
  const sink = new Writable({
    write: (_chunk, _encoding, callback) => callback(new Error("no such container")),
  });
  const loading = loadStream({ store, object, openSink: async () => sink, signal: none });
  await expect(loading).rejects.toThrow("no such container");
});

test("a sink that stops, stops the reading; an abort ends the wait", async () => {
  let read = 0;
  const { store, object } = await stored(randomBytes(300 * mebibyte), {
    readRange: async ({ length }) => {
      read += length;
    },
  });
  const cancel = new AbortController();
  const sink = new Writable({ write: () => undefined });
  const loading = loadStream({ store, object, openSink: async () => sink, signal: cancel.signal });
  const failed = loading.catch((error: unknown) => error);
  await delay(300);
  expect(read).toBeLessThanOrEqual(156 * mebibyte);
  const before = read;
  await delay(100);
  expect(read).toBe(before);
  const reason = new Error("cancelled");
  cancel.abort(reason);
  expect(await failed).toBe(reason);
  expect(sink.writableEnded).toBe(false);
});
