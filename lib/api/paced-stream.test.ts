import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { pacedStream } from "#lib/api/paced-stream";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A source of `chunks` MiB that says when it was ended. */
function source(chunks: number) {
  const seen = { given: 0, ended: 0, done: 0 };
  async function* bytes() {
    try {
      for (; seen.given < chunks; seen.given++) yield new Uint8Array(1024 * 1024).fill(seen.given);
    } finally {
      seen.ended++;
    }
  }
  return { bytes: bytes(), seen, done: () => void seen.done++ };
}

/** Serves the stream as Next does, and answers the response of a client of it. */
async function download(stream: ReadableStream<Uint8Array>): Promise<IncomingMessage> {
  const server = createServer((_, response) => {
    Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])
      .on("error", () => response.destroy())
      .pipe(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const [response] = await once(get({ port, host: "127.0.0.1" }), "response");
  return response;
}

test("a reader that takes nothing more is cut off, and gives its place back", async () => {
  const { bytes, seen, done } = source(200);
  const response = await download(pacedStream(bytes, { idleMs: 400, done }));
  response.pause();
  const began = performance.now();
  await expect.poll(() => seen.done, { timeout: 5000 }).toBe(1);
  expect(performance.now() - began).toBeGreaterThan(300);
  expect(seen.ended).toBe(1);
  expect(seen.given).toBeLessThan(200);
  const broken = once(response, "end").then(
    () => "whole",
    () => "broken",
  );
  response.resume();
  expect(await broken).toBe("broken");
});

test("one that never asks for a byte is given up too", async () => {
  const { bytes, seen, done } = source(1);
  const reader = pacedStream(bytes, { idleMs: 50, done }).getReader();
  await sleep(120);
  await expect(reader.read()).rejects.toThrow("took nothing");
  expect(seen).toEqual({ given: 0, ended: 0, done: 1 });
});

test("a slow reader keeps its place, and has every byte", async () => {
  const { bytes, seen, done } = source(2);
  const reader = pacedStream(bytes, { idleMs: 100, done }).getReader();
  let read = 0;
  for (;;) {
    const { value, done: ended } = await reader.read();
    if (ended) break;
    read += value.length;
    await sleep(20);
  }
  expect(read).toBe(2 * 1024 * 1024);
  expect(seen).toEqual({ given: 2, ended: 1, done: 1 });
});

test("a source that is slow is not the reader's fault, and its error is passed on", async () => {
  let done = 0;
  async function* slow() {
    yield new Uint8Array(1);
    await sleep(150);
    yield new Uint8Array(1);
    throw new Error("damaged");
  }
  const reader = pacedStream(slow(), { idleMs: 50, done: () => done++ }).getReader();
  expect((await reader.read()).value).toHaveLength(1);
  expect((await reader.read()).value).toHaveLength(1);
  await expect(reader.read()).rejects.toThrow("damaged");
  expect(done).toBe(1);
});

test("a reader that leaves ends the source", async () => {
  const { bytes, seen, done } = source(3);
  const reader = pacedStream(bytes, { idleMs: 50, done }).getReader();
  await reader.read();
  await reader.cancel();
  await sleep(120);
  expect(seen).toEqual({ given: 0, ended: 1, done: 1 });
});

test("one that leaves while the source is asked is done with once", async () => {
  let done = 0;
  async function* slow() {
    await sleep(50);
    yield new Uint8Array(1);
  }
  const reader = pacedStream(slow(), { idleMs: 20, done: () => done++ }).getReader();
  const asked = reader.read();
  await sleep(10);
  await reader.cancel();
  expect((await asked).done).toBe(true);
  await sleep(80);
  expect(done).toBe(1);
});
