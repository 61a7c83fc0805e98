import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type FaultProxy, startFaultProxy } from "#e2e/faults/fault-proxy";
import { createBucket, s3Client, type TestBucket } from "#e2e/services/s3-bucket";
import { readServices } from "#e2e/services/services";
import { createS3Store } from "#lib/storage/s3-store";

/* The proxy itself: what it passes on is untouched, and each fault is the fault it says. */

const { s3 } = readServices();
const body = new Uint8Array(200_000).fill(7);
let proxy: FaultProxy;
let bucket: TestBucket;
let client: S3Client;

beforeAll(async () => {
  proxy = await startFaultProxy(s3.endpoint);
  bucket = await createBucket(s3);
  client = s3Client({ ...s3, endpoint: proxy.url }, { maxAttempts: 1 });
});
afterEach(() => proxy.recover());
afterAll(async () => {
  client.destroy();
  await proxy.close();
  await bucket.destroy();
});

const put = () =>
  client.send(new PutObjectCommand({ Bucket: bucket.name, Key: "a b", Body: body }));
const settings = () => ({
  vendor: "s3" as const,
  endpoint: proxy.url,
  region: s3.region,
  bucket: bucket.name,
  keyId: s3.accessKeyId,
  pathStyle: true,
  prefix: "",
});
const impatient = {
  retry: { forMs: 0, leastTries: 1, firstDelayMs: 1, longestDelayMs: 1 },
  idleMs: 400,
};
const read = async () => {
  const store = createS3Store(settings(), s3.secretAccessKey, impatient);
  const range = { start: 0, length: body.length };
  const ref = { key: "a b", versionId: null };
  return store.readRange(ref, range, AbortSignal.timeout(10_000)).finally(() => store.close());
};

test("signatures hold, and bytes pass as they are", async () => {
  await put();
  expect(Buffer.compare(await read(), body)).toBe(0);
});

test.each([403, 503] as const)("an answer of %i, so many times", async (status) => {
  const armed = proxy.arm({ kind: "answer", status }, (call) => call.operation === "PutObject", 1);
  await expect(put()).rejects.toMatchObject({ $metadata: { httpStatusCode: status } });
  await put();
  expect(armed.met).toMatchObject([{ operation: "PutObject", key: "a b" }]);
});

test("refused, and taken again", async () => {
  await proxy.refuse();
  // A connection that was kept is reset first.
  await put().catch(() => undefined);
  await expect(put()).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await proxy.recover();
  await put();
});

test.each([
  { kind: "reset", side: "answer", after: 100_000 },
  { kind: "cut", after: 100_000, length: "as sent" },
  { kind: "cut", after: 100_000, length: "made to fit" },
] as const)("an answer that ends early: %o", async (fault) => {
  await put();
  proxy.arm(fault, (call) => call.operation === "GetObject");
  await expect(read()).rejects.toMatchObject({ code: "unreachable" });
});

test("a stall is noticed by whoever waits, and the proxy knows when", async () => {
  await put();
  const fault = { kind: "stall", side: "answer", after: 100_000 } as const;
  const armed = proxy.arm(fault, (call) => call.operation === "GetObject", 1);
  await expect(read()).rejects.toMatchObject({ code: "stalled" });
  await expect.poll(() => armed.stalls[0]?.givenUp).toEqual(expect.any(Number));
});

test("a reset on the way there; one after the gateway did its work", async () => {
  const before = (await bucket.versions()).length;
  const on = () => true;
  proxy.arm({ kind: "reset", side: "request", after: 1000 }, on, 1);
  await expect(put()).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(await bucket.versions()).toHaveLength(before);
  proxy.arm({ kind: "reset", side: "answer", after: 0 }, on, 1);
  await expect(put()).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(await bucket.versions()).toHaveLength(before + 1);
});

test("one flipped bit: the gateway refuses it, and a reader gets it", async () => {
  await put();
  const on = () => true;
  proxy.arm({ kind: "flip", side: "request", at: 150_000 }, on, 1);
  await expect(put()).rejects.toMatchObject({ name: "XAmzContentSHA256Mismatch" });
  proxy.arm({ kind: "flip", side: "answer", at: 150_000 }, on, 1);
  const got = await read();
  expect(got[150_000]).toBe(6);
  expect(got.filter((byte) => byte !== 7)).toHaveLength(1);
});
