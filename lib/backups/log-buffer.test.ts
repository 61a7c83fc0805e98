import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLogBuffer, createTail } from "#lib/backups/log-buffer";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("createLogBuffer", () => {
  it("keeps a short log whole", () => {
    const log = createLogBuffer();
    log.push(bytes("one\n"));
    log.push(bytes("two\n"));
    expect(log.snapshot()).toEqual({ text: "one\ntwo\n", totalBytes: 8, cutBytes: 0 });
  });

  it("keeps head and tail of a long one and says what it cut", () => {
    const log = createLogBuffer({ headBytes: 4, tailBytes: 6 });
    for (const each of "abcdefghijklmnopqrstuvwxyz") log.push(bytes(each));
    expect(log.snapshot()).toEqual({
      text: "abcd\n[16 bytes cut here]\nuvwxyz",
      totalBytes: 26,
      cutBytes: 16,
    });
  });

  it("never splits a character at the cut", () => {
    const log = createLogBuffer({ headBytes: 4, tailBytes: 4 });
    log.push(bytes("ab☃☃☃☃☃☃z"));
    expect(log.snapshot()).toEqual({
      text: "ab\n[15 bytes cut here]\n☃z",
      totalBytes: 21,
      cutBytes: 15,
    });
  });

  it("holds together a character that lies across head and tail", () => {
    const log = createLogBuffer({ headBytes: 3, tailBytes: 100 });
    log.push(bytes("ab☃c"));
    expect(log.snapshot().text).toBe("ab☃c");
  });

  it("leaves out NUL and replaces what is no UTF-8", () => {
    const log = createLogBuffer();
    log.push(Uint8Array.of(97, 0, 98, 0xff, 0xc3));
    expect(log.snapshot().text).toBe("ab\ufffd\ufffd");
  });

  it("copies what it keeps", () => {
    const log = createLogBuffer({ headBytes: 2, tailBytes: 4 });
    const chunk = bytes("abcdef");
    log.push(chunk);
    chunk.fill(0);
    expect(log.snapshot().text).toBe("abcdef");
  });

  it("stays within its bound for 100 MiB", () => {
    const log = createLogBuffer();
    const before = process.memoryUsage().arrayBuffers;
    const chunk = new Uint8Array(64 * 1024).fill(101);
    for (let pushed = 0; pushed < 1600; pushed++) log.push(chunk);
    const { text, totalBytes, cutBytes } = log.snapshot();
    expect(totalBytes).toBe(100 * 1024 * 1024);
    expect(cutBytes).toBe(99 * 1024 * 1024);
    expect(text).toContain(`[${cutBytes.toLocaleString("en")} bytes cut here]`);
    expect(text.length).toBeLessThan(1024 * 1024 + 100);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
  });

  it("agrees with the plain way for any chunks", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 12 }),
        fc.nat(9),
        fc.nat(9),
        (chunks, headBytes, tailBytes) => {
          const log = createLogBuffer({ headBytes, tailBytes });
          for (const chunk of chunks) log.push(chunk);
          const all = Buffer.concat(chunks);
          const shown = log.snapshot();
          expect(shown.totalBytes).toBe(all.length);
          expect(shown.text).not.toContain("\0");
          expect(shown.text.isWellFormed()).toBe(true);
          if (all.length <= headBytes + tailBytes) {
            expect(shown.cutBytes).toBe(0);
            expect(shown.text).toBe(
              new TextDecoder("utf-8", { ignoreBOM: true }).decode(all).replaceAll("\0", ""),
            );
          } else {
            const least = all.length - headBytes - tailBytes;
            expect(shown.cutBytes).toBeGreaterThanOrEqual(least);
            expect(shown.cutBytes).toBeLessThanOrEqual(Math.min(all.length, least + 6));
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("createTail", () => {
  it("keeps the last 1 KiB", () => {
    const tail = createTail();
    for (let line = 0; line < 1000; line++) tail.push(bytes(`line ${line}\n`));
    expect(tail.text()).toHaveLength(1024);
    expect(tail.text().endsWith("line 999\n")).toBe(true);
    expect(tail.totalBytes()).toBe(8890);
  });

  it("makes binary readable and splits no character", () => {
    const tail = createTail([], 8);
    tail.push(bytes("xxxx☃"));
    tail.push(Uint8Array.of(0, 1, 0xff, 97, 10));
    expect(tail.text()).toBe("☃·a\n");
    const cut = createTail([], 4);
    cut.push(bytes("☃☃"));
    expect(cut.text()).toBe("☃");
  });

  it("redacts a secret that the cut goes through", () => {
    const secret = "correct horse battery";
    for (let behind = 1010; behind <= 1030; behind++) {
      const tail = createTail([secret]);
      tail.push(bytes(`${"x".repeat(500)}PASSWORD=${secret}`));
      tail.push(bytes("y".repeat(behind)));
      const text = tail.text();
      expect(text).toMatch(/^(RD=|D=|=)?(\[redacted\])?y+$/);
      expect(text.endsWith("y".repeat(Math.min(behind, 1024)))).toBe(true);
    }
  });
});
