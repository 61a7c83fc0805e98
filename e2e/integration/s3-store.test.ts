import { createHash, randomBytes } from "node:crypto";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBucket, s3Client, type TestBucket } from "#e2e/services/s3-bucket";
import { readServices } from "#e2e/services/services";
import type { ObjectStore } from "#lib/pipeline/ports";
import { describeObjectStore } from "#lib/storage/object-store.contract";
import type { S3Settings } from "#lib/storage/s3-client";
import { createS3Store } from "#lib/storage/s3-store";
import { verifyStore } from "#lib/storage/verify-store";

const { s3 } = readServices();
const live = () => new AbortController().signal;
type PlainS3 = Extract<S3Settings, { vendor: "s3" }>;
const settingsOf = (bucket: string): PlainS3 => ({
  vendor: "s3",
  endpoint: s3.endpoint,
  region: s3.region,
  bucket,
  keyId: s3.accessKeyId,
  pathStyle: true,
  prefix: "mine/",
});

describeObjectStore("Ceph's gateway, with versions,", async () => {
  const bucket = await createBucket(s3);
  const store = createS3Store(settingsOf(bucket.name), s3.secretAccessKey);
  return {
    store,
    prefix: "backups/",
    versioned: true,
    dispose: async () => {
      store.close();
      await bucket.destroy();
    },
  };
});

describe("on Ceph's gateway", () => {
  let bucket: TestBucket;
  let store: ObjectStore;
  beforeAll(async () => {
    bucket = await createBucket(s3);
    store = createS3Store(settingsOf(bucket.name), s3.secretAccessKey, {
      retry: { forMs: 500, leastTries: 2, firstDelayMs: 10, longestDelayMs: 50 },
      idleMs: 10_000,
    });
  });
  afterAll(async () => {
    store.close();
    await bucket.destroy();
  });

  it("a part whose bytes are not those of its hash is refused by the store itself", async () => {
    const upload = await store.startUpload("damaged", live());
    const body = randomBytes(100_000);
    const sha256 = createHash("sha256").update("other bytes").digest("hex");
    await expect(
      upload.putPart({ number: 1, size: body.length, sha256, body: [body] }, live()),
    ).rejects.toMatchObject({ name: "StoreError", status: 400 });
    await upload.abort();
    expect(await bucket.uploads()).toEqual([]);
  });

  it("cancelling with parts on their way leaves no upload", async () => {
    const upload = await store.startUpload("cancelled", live());
    const controller = new AbortController();
    const body = randomBytes(8 * 2 ** 20);
    const sha256 = createHash("sha256").update(body).digest("hex");
    const parts = [1, 2, 3, 4].map((number) =>
      upload.putPart({ number, size: body.length, sha256, body: [body] }, controller.signal),
    );
    const settled = Promise.allSettled(parts);
    await new Promise((resolve) => setTimeout(resolve, 60));
    controller.abort(new Error("cancelled"));
    await settled;
    await upload.abort();
    expect(await bucket.uploads()).toEqual([]);
    expect(await bucket.versions()).toEqual([]);
  });

  it("an object from before versioning is deleted, not hidden", async () => {
    const client = s3Client(s3);
    const Bucket = `plain-${randomBytes(6).toString("hex")}`;
    await client.send(new CreateBucketCommand({ Bucket }));
    const plain = createS3Store(settingsOf(Bucket), s3.secretAccessKey);
    const old = await plain.putObject("old", Buffer.from("old"));
    const other = await plain.putObject("other", Buffer.from("other"));
    expect(old.versionId).toBeNull();
    await client.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }),
    );
    await plain.deleteObject(old);
    expect((await Array.fromAsync(plain.listObjects(""))).map((each) => each.key)).toEqual([
      "other",
    ]);
    await plain.deleteObject(other);
    // Neither versions nor delete marks are left, else the bucket could not go.
    await client.send(new DeleteBucketCommand({ Bucket }));
    plain.close();
    client.destroy();
  });
});

describe("verifying", () => {
  let bucket: TestBucket;
  beforeAll(async () => {
    bucket = await createBucket(s3);
  });
  afterAll(() => bucket.destroy());

  it("a good key passes and leaves nothing", async () => {
    expect(await verifyStore(settingsOf(bucket.name), s3.secretAccessKey)).toEqual({ ok: true });
    expect(await bucket.versions()).toEqual([]);
    expect(await bucket.uploads()).toEqual([]);
  });

  it.each<[string, Partial<PlainS3>, string, string]>([
    ["a bucket that is not there", { bucket: "no-such-bucket-here" }, "", "bucket"],
    ["an unknown key ID", { keyId: "UNKNOWNKEYID" }, "", "key ID"],
    ["a wrong secret", {}, "not-the-secret", "secret key"],
    ["a port where nobody listens", { endpoint: "http://127.0.0.1:9" }, "", "endpoint"],
    [
      "https where http is spoken",
      { endpoint: s3.endpoint.replace("http:", "https:") },
      "",
      "endpoint",
    ],
    ["a name that nobody has", { endpoint: "http://s3.invalid" }, "", "endpoint"],
    [
      "a bucket's name before the host",
      { endpoint: "http://s3.invalid", pathStyle: false },
      "",
      "path style",
    ],
  ])("names what is missing for %s", async (_, wrong, secret, missing) => {
    const settings = { ...settingsOf(bucket.name), ...wrong };
    const result = await verifyStore(settings, secret || s3.secretAccessKey);
    expect(result).toMatchObject({ ok: false, missing });
  });

  const all = [
    "s3:PutObject",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:ListBucketVersions",
    "s3:ListBucket",
    "s3:ListBucketMultipartUploads",
    "s3:AbortMultipartUpload",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
  ];
  it.each([
    ["s3:PutObject", "s3:PutObject"],
    ["s3:GetObject", "s3:GetObjectVersion"],
    ["s3:ListBucket", "s3:ListBucketVersions"],
    ["s3:ListBucketMultipartUploads", "s3:ListBucketMultipartUploads"],
    ["s3:AbortMultipartUpload", "s3:AbortMultipartUpload"],
    ["s3:DeleteObject", "s3:DeleteObjectVersion"],
    [null, null],
  ])("names the one permission that a restricted key lacks: %s", async (withheld, missing) => {
    const restricted = await createBucket(s3);
    try {
      const statement = (Effect: "Allow" | "Deny", Action: string[]) => ({
        Effect,
        Principal: { AWS: [`arn:aws:iam:::user/${s3.stranger.userId}`] },
        Action,
        Resource: [`arn:aws:s3:::${restricted.name}`, `arn:aws:s3:::${restricted.name}/*`],
      });
      await restricted.client.send(
        new PutBucketPolicyCommand({
          Bucket: restricted.name,
          Policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              statement("Allow", all),
              // A denial: what a key has written it could read by its ownership else.
              ...(withheld === null ? [] : [statement("Deny", all.filter(matches(withheld)))]),
            ],
          }),
        }),
      );
      const settings = { ...settingsOf(restricted.name), keyId: s3.stranger.accessKeyId };
      const result = await verifyStore(settings, s3.stranger.secretAccessKey);
      expect(result).toMatchObject(missing === null ? { ok: true } : { ok: false, missing });
      expect(await restricted.uploads()).toHaveLength(
        missing === "s3:AbortMultipartUpload" ? 1 : 0,
      );
    } finally {
      await restricted.destroy();
    }
  });
});

/** `s3:GetObject` stands for `s3:GetObjectVersion` too, and so on. */
function matches(withheld: string) {
  return (action: string) =>
    [withheld, `${withheld}Version`, `${withheld}Versions`].includes(action);
}
