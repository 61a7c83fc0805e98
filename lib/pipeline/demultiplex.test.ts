import { Duplex, PassThrough, Readable } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { demultiplex as demultiplexSocket, readableSocket } from "#lib/pipeline/demultiplex";
import { createFrameParser } from "#lib/pipeline/docker-frames";

const demultiplex = (stream: Readable, onStderr: (chunk: Buffer) => void) =>
  demultiplexSocket(readableSocket(stream), onStderr);

function frame(stream: number, payload: string | Buffer): Buffer {
  const bytes = Buffer.from(payload);
  const header = Buffer.alloc(8);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}

const wire = Buffer.concat([
  frame(1, "out one "),
  frame(2, "err one "),
  frame(1, ""),
  frame(1, "out two"),
  frame(2, "err two"),
]);

function parse(chunks: Buffer[]) {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const parser = createFrameParser({
    stdout: (chunk) => out.push(Buffer.from(chunk)),
    stderr: (chunk) => err.push(Buffer.from(chunk)),
  });
  for (const chunk of chunks) parser.push(chunk);
  parser.end();
  return { out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

test("headers and frames may be split at every offset", () => {
  const expected = { out: "out one out two", err: "err one err two" };
  for (let one = 0; one <= wire.length; one++)
    for (let two = one; two <= wire.length; two++) {
      const chunks = [wire.subarray(0, one), wire.subarray(one, two), wire.subarray(two)];
      expect(parse(chunks)).toEqual(expected);
    }
  expect(parse([...wire].map((byte) => Buffer.from([byte])))).toEqual(expected);
});

test("a stream cut off at any offset inside a frame is an error", () => {
  const one = frame(1, "payload");
  for (let end = 1; end < one.length; end++)
    expect(() => parse([one.subarray(0, end)])).toThrow("in the middle of a frame");
  expect(parse([one])).toEqual({ out: "payload", err: "" });
});

test("what is no multiplexed stream is refused, and the daemon's own complaint is no output", () => {
  expect(() => parse([Buffer.from("plain text from a terminal")])).toThrow("not a multiplexed");
  expect(() => parse([frame(3, "no space left")])).toThrow("no space left");
});

/** A socket that counts what it was asked for and stops giving when it is paused. */
function endlessSocket(chunk: Buffer) {
  let given = 0;
  const socket = new Readable({
    highWaterMark: chunk.length,
    read() {
      given += chunk.length;
      this.push(chunk);
    },
  });
  return { socket, given: () => given };
}

test("a stdout reader that stops, stops the socket", async () => {
  const { socket, given } = endlessSocket(frame(1, Buffer.alloc(65_536 - 8)));
  const { stdout } = demultiplex(socket, () => undefined);
  for (let turns = 0; turns < 500; turns++) await turn();
  const stopped = given();
  expect(stopped).toBeLessThanOrEqual(3 * 2 ** 20);
  for (let turns = 0; turns < 500; turns++) await turn();
  expect(given()).toBe(stopped);

  // And goes on when the reader does.
  for (let reads = 0; reads < 100; reads++) {
    if (stdout.read() === null) await turn();
  }
  for (let turns = 0; turns < 50; turns++) await turn();
  expect(given()).toBeGreaterThan(stopped);
  socket.destroy();
});

test("100 MiB of stderr passes while nobody reads stdout", async () => {
  const mebibyte = frame(2, Buffer.alloc(2 ** 20, "e"));
  const socket = new PassThrough({ highWaterMark: 2 ** 16 });
  let errors = 0;
  const { stdout, ended } = demultiplex(socket, (chunk) => {
    errors += chunk.length;
  });
  socket.write(frame(1, "waiting"));
  for (let sent = 0; sent < 100; sent++)
    if (!socket.write(mebibyte)) await new Promise((resolve) => socket.once("drain", resolve));
  socket.end();
  expect(await ended).toBeNull();
  expect(errors).toBe(100 * 2 ** 20);
  expect(socket.readableLength + stdout.readableLength).toBeLessThan(2 ** 17);
  expect(stdout.read()?.toString()).toBe("waiting");
});

test("a destroyed stdout is drained, so that stderr and the end still come", async () => {
  const socket = new PassThrough();
  let errors = "";
  const { stdout, ended } = demultiplex(socket, (chunk) => {
    errors += chunk;
  });
  stdout.destroy();
  for (let sent = 0; sent < 100; sent++) socket.write(frame(1, Buffer.alloc(65_536)));
  socket.end(frame(2, "last words"));
  expect(await ended).toBeNull();
  expect(errors).toBe("last words");
});

test("outputs end with the socket; of a truncated or broken one the end tells", async () => {
  const read = async (socket: Readable) => {
    const { stdout, ended } = demultiplex(socket, () => undefined);
    const chunks: string[] = [];
    const reading = (async () => {
      for await (const chunk of stdout) chunks.push(String(chunk));
    })();
    await reading;
    return { ended: await ended, text: chunks.join("") };
  };
  expect(await read(Readable.from([wire]))).toMatchObject({
    ended: null,
    text: "out one out two",
  });
  const cut = await read(Readable.from([wire.subarray(0, wire.length - 1)]));
  expect(cut.ended?.message).toContain("in the middle of a frame");

  const broken = new Duplex({ read: () => undefined });
  const reading = read(broken);
  broken.destroy(new Error("reset"));
  expect((await reading).ended?.message).toBe("reset");
});
