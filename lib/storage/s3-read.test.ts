import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { type BadRequest, sendError } from "#lib/storage/bad-s3-server";
import { closeBadS3Stores, live, openBadS3Store } from "#lib/storage/bad-s3-store";

const ref = { key: "k", versionId: null };

afterEach(closeBadS3Stores);

describe("reading", () => {
  const content = randomBytes(1_000_000);
  const serve = (
    { headers, response }: BadRequest,
    upTo = Number.POSITIVE_INFINITY,
    whole = content,
  ) => {
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(headers.range ?? "") ?? [];
    const [start, end] = [Number(from), Math.min(Number(to), whole.length - 1)];
    response.writeHead(206, {
      "content-range": `bytes ${start}-${end}/${whole.length}`,
      "content-length": end - start + 1,
    });
    const bytes = whole.subarray(start, end + 1);
    if (bytes.length <= upTo) response.end(bytes);
    else response.write(bytes.subarray(0, upTo), () => setTimeout(() => response.destroy(), 20));
  };

  it("goes on where a broken answer stopped", async () => {
    const ranges: string[] = [];
    const { store } = await openBadS3Store((request) => {
      ranges.push(request.headers.range ?? "");
      serve(request, ranges.length < 4 ? 200_000 : undefined);
    });
    const got = await store.readRange(ref, { start: 100, length: 900_000 }, live());
    expect(Buffer.compare(got, content.subarray(100, 900_100))).toBe(0);
    expect(ranges[0]).toBe("bytes=100-900099");
    expect(ranges.length).toBe(4);
    expect(Number(/=(\d+)/.exec(ranges[3] ?? "")?.[1])).toBeGreaterThan(100_000);
  });

  it.each([
    [
      "an object that is shorter",
      (request: BadRequest) => serve(request, undefined, content.subarray(0, 50)),
      "damaged",
    ],
    [
      "InvalidRange",
      ({ response }: BadRequest) => sendError(response, 416, "InvalidRange"),
      "damaged",
    ],
    [
      "a store that ignores ranges",
      ({ response }: BadRequest) => void response.end(content),
      "misconfigured",
    ],
    ["403", ({ response }: BadRequest) => sendError(response, 403, "AccessDenied"), "refused"],
    ["404", ({ response }: BadRequest) => sendError(response, 404, "NoSuchKey"), "not-found"],
  ])("fails once for %s", async (_, answer, code) => {
    const { store, server } = await openBadS3Store(answer);
    await expect(store.readRange(ref, { start: 0, length: 100 }, live())).rejects.toMatchObject({
      code,
    });
    // An answer that cannot be read directly is asked for once more, in the usual way.
    expect(server.requests).toHaveLength(code === "misconfigured" ? 2 : 1);
  });

  it("is stalled when the answer stops, and leaves the buffer alone from then on", async () => {
    let late: (() => void) | null = null;
    const { store } = await openBadS3Store(({ headers, response }) => {
      const from = Number(/=(\d+)/.exec(headers.range ?? "")?.[1]);
      response.writeHead(206, {
        "content-range": `bytes ${from}-99/100`,
        "content-length": 100 - from,
      });
      response.write(content.subarray(from, from + 10));
      late = () => response.end(content.subarray(from + 10, 100));
    }, 100);
    const into = new Uint8Array(100);
    await expect(
      store.readRange(ref, { start: 0, length: 100 }, live(), into),
    ).rejects.toMatchObject({
      code: "stalled",
    });
    into.fill(7);
    (late as (() => void) | null)?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(into.every((byte) => byte === 7)).toBe(true);
  });

  it("ends at once when it is cancelled", async () => {
    const { store } = await openBadS3Store(({ response }) => {
      response.writeHead(206, { "content-range": "bytes 0-99/100", "content-length": 100 });
      response.write(content.subarray(0, 10));
    });
    const reason = new Error("cancelled by a person");
    const controller = new AbortController();
    const reading = store.readRange(ref, { start: 0, length: 100 }, controller.signal);
    setTimeout(() => controller.abort(reason), 50);
    await expect(reading).rejects.toBe(reason);
  });
});
