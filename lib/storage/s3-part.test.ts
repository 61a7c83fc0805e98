import { afterEach, describe, expect, it } from "vitest";
import { type BadRequest, sendError } from "#lib/storage/bad-s3-server";
import {
  accept,
  closeBadS3Stores,
  live,
  openBadUpload,
  outgoing,
  quickRetry,
} from "#lib/storage/bad-s3-store";

afterEach(closeBadS3Stores);

describe("a part", () => {
  it("is sent as it is: known hash, known length, no checksum header, no waiting for 100", async () => {
    let headers: BadRequest["headers"] = {};
    const { upload, server } = await openBadUpload((request) => {
      headers = request.headers;
      return accept(request);
    });
    const part = outgoing(3_000_000);
    await upload.putPart(part, live());
    expect(server.requests[1]).toMatchObject({
      query: expect.stringContaining("partNumber=1"),
      sha256: part.sha256,
    });
    expect(headers["x-amz-content-sha256"]).toBe(part.sha256);
    expect(headers["content-length"]).toBe("3000000");
    expect(headers.authorization).toContain("x-amz-content-sha256");
    expect(headers.expect).toBeUndefined();
    expect(headers["transfer-encoding"]).toBeUndefined();
    expect(Object.keys(headers).filter((name) => /checksum|crc/.test(name))).toEqual([]);
  });

  it.each([
    [503, "SlowDown"],
    [503, "ServiceUnavailable"],
    [500, "InternalError"],
    [502, "Bad"],
    [408, "RequestTimeout"],
    [400, "RequestTimeout"],
    [429, "TooManyRequests"],
    [400, "XAmzContentSHA256Mismatch"],
  ])("is sent again, whole, after %d %s", async (status, code) => {
    const { upload, server } = await openBadUpload(async (request, count) => {
      if (count > 2) return accept(request);
      await request.body();
      sendError(request.response, status, code);
    });
    const part = outgoing(100_000);
    await upload.putPart(part, live());
    expect(server.requests.slice(1).map((each) => each.sha256)).toEqual(Array(3).fill(part.sha256));
  });

  it("is sent again after a reset in the middle", async () => {
    const { upload, server } = await openBadUpload((request, count) => {
      if (count > 2) return accept(request);
      request.request.once("data", () => request.request.socket.resetAndDestroy());
    });
    await upload.putPart(outgoing(5_000_000), live());
    expect(server.requests).toHaveLength(4);
  });

  it.each([
    [403, "AccessDenied", "refused"],
    [403, "InvalidAccessKeyId", "refused"],
    [403, "SignatureDoesNotMatch", "refused"],
    [401, "Unauthorized", "refused"],
    [403, "RequestTimeTooSkewed", "misconfigured"],
    [404, "NoSuchBucket", "bucket-missing"],
    [404, "NoSuchUpload", "not-found"],
    [403, "QuotaExceeded", "full"],
    [507, "InsufficientStorage", "full"],
    [400, "EntityTooLarge", "too-large"],
    [400, "InvalidArgument", "misconfigured"],
    [301, "PermanentRedirect", "misconfigured"],
  ])("is not sent again after %d %s: %s", async (status, code, expected) => {
    const { upload, server } = await openBadUpload(async (request) => {
      await request.body();
      sendError(request.response, status, code);
    });
    await expect(upload.putPart(outgoing(100_000), live())).rejects.toMatchObject({
      name: "StoreError",
      code: expected,
      status,
      detail: expect.stringContaining(code),
    });
    expect(server.requests).toHaveLength(2);
  });

  it("knows Backblaze's cap by its words", async () => {
    const { upload } = await openBadUpload(async ({ body, response }) => {
      await body();
      sendError(response, 403, "AccessDenied", {}, "Cannot upload files, storage cap exceeded.");
    });
    await expect(upload.putPart(outgoing(10), live())).rejects.toMatchObject({ code: "full" });
  });

  it("stops sending when the store refuses early", async () => {
    let received = 0;
    const { upload } = await openBadUpload(({ request, response }) => {
      request.on("data", (chunk: Buffer) => {
        received += chunk.length;
        request.pause();
      });
      sendError(response, 403, "AccessDenied");
    });
    const began = performance.now();
    await expect(upload.putPart(outgoing(40_000_000), live())).rejects.toMatchObject({
      code: "refused",
    });
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(received).toBeLessThan(20_000_000);
  });

  it("gives up after the time allowed, with the last reason", async () => {
    const { upload, server } = await openBadUpload(async ({ body, response }) => {
      await body();
      sendError(response, 503, "SlowDown");
    });
    const began = performance.now();
    await expect(upload.putPart(outgoing(10), live())).rejects.toMatchObject({
      code: "unreachable",
      detail: expect.stringContaining("503 SlowDown"),
    });
    expect(performance.now() - began).toBeGreaterThan(quickRetry.forMs - 50);
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(server.requests.length).toBeGreaterThan(4);
  });

  it("waits as long as Retry-After asks", async () => {
    const times: number[] = [];
    const { upload } = await openBadUpload(async (request, count) => {
      times.push(performance.now());
      if (count > 1) return accept(request);
      await request.body();
      sendError(request.response, 503, "SlowDown", { "retry-after": "1" });
    });
    await upload.putPart(outgoing(10), live());
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(950);
  });

  it("says damaged when its bytes never arrive whole", async () => {
    const { upload } = await openBadUpload(async ({ body, response }) => {
      await body();
      sendError(response, 400, "XAmzContentSHA256Mismatch");
    });
    await expect(upload.putPart(outgoing(10), live())).rejects.toMatchObject({ code: "damaged" });
  });

  it("is dropped and sent again when the store stops reading", async () => {
    const { upload, server } = await openBadUpload((request, count) => {
      if (count > 1) return accept(request);
      request.request.pause();
    }, 1_000);
    await upload.putPart(outgoing(40_000_000), live());
    expect(server.requests).toHaveLength(3);
  });

  it("is stalled when the store never answers", async () => {
    const { upload, server } = await openBadUpload(({ request }) => void request.resume(), 100);
    await expect(upload.putPart(outgoing(1_000_000), live())).rejects.toMatchObject({
      code: "stalled",
    });
    expect(server.requests.length).toBeGreaterThanOrEqual(1 + quickRetry.leastTries);
  });

  it("is not called stalled while bytes trickle", async () => {
    const { upload, server } = await openBadUpload(async ({ request, response }) => {
      // Slower in all than the idle time, but never idle.
      for await (const _ of request) await new Promise((resolve) => setTimeout(resolve, 6));
      response.writeHead(200, { etag: '"e"' }).end();
    }, 1_200);
    const began = performance.now();
    await upload.putPart(outgoing(20_000_000), live());
    expect(performance.now() - began).toBeGreaterThan(1_300);
    expect(server.requests).toHaveLength(2);
  });

  it("ends at once when it is cancelled, while sending and while waiting to try again", async () => {
    for (const answer of [
      ({ request }: BadRequest) => void request.pause(),
      async ({ body, response }: BadRequest) => {
        await body();
        sendError(response, 503, "SlowDown", { "retry-after": "30" });
      },
    ]) {
      const { upload } = await openBadUpload(answer);
      const controller = new AbortController();
      const reason = new Error("cancelled by a person");
      const sending = upload.putPart(outgoing(20_000_000), controller.signal);
      setTimeout(() => controller.abort(reason), 100);
      const began = performance.now();
      await expect(sending).rejects.toBe(reason);
      expect(performance.now() - began).toBeLessThan(5_000);
      await closeBadS3Stores();
    }
  });

  it("uses connections again", async () => {
    const { upload, server } = await openBadUpload(accept);
    for (let number = 1; number <= 8; number++)
      await upload.putPart(outgoing(3_000_000, number), live());
    expect(server.connections()).toBe(1);
  });
});
