import { randomBytes } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { S3Gateway } from "#e2e/services/s3-gateway";

export type TestBucket = {
  name: string;
  client: S3Client;
  /** Every version and delete marker in it, newest first per key. */
  versions(): Promise<{ key: string; versionId: string; size: number; marker: boolean }[]>;
  /** Unfinished multipart uploads. */
  uploads(): Promise<{ key: string; uploadId: string }[]>;
  /** Deletes all of it, and the bucket. */
  destroy(): Promise<void>;
};

/** A client for the gateway, set as B2 wants it: path style, no CRC headers by default. */
export function s3Client(gateway: S3Gateway, options: { maxAttempts?: number } = {}): S3Client {
  return new S3Client({
    ...options,
    endpoint: gateway.endpoint,
    region: gateway.region,
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    credentials: gateway,
  });
}

/** A fresh bucket with versioning on, as Backblaze's always are. */
export async function createBucket(gateway: S3Gateway, prefix = "test"): Promise<TestBucket> {
  const client = s3Client(gateway);
  const name = `${prefix}-${randomBytes(6).toString("hex")}`;
  await client.send(new CreateBucketCommand({ Bucket: name }));
  await client.send(
    new PutBucketVersioningCommand({
      Bucket: name,
      VersioningConfiguration: { Status: "Enabled" },
    }),
  );
  const bucket: TestBucket = {
    name,
    client,
    versions: () => listVersions(client, name),
    uploads: () => listUploads(client, name),
    destroy: async () => {
      for (const { key, uploadId } of await bucket.uploads())
        await client.send(
          new AbortMultipartUploadCommand({ Bucket: name, Key: key, UploadId: uploadId }),
        );
      for (const { key, versionId } of await bucket.versions())
        await client.send(
          new DeleteObjectCommand({ Bucket: name, Key: key, VersionId: versionId }),
        );
      await client.send(new DeleteBucketCommand({ Bucket: name }));
      client.destroy();
    },
  };
  return bucket;
}

async function listVersions(client: S3Client, name: string) {
  const found: { key: string; versionId: string; size: number; marker: boolean }[] = [];
  let from: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
  while (from !== undefined) {
    const page: Page = await client.send(new ListObjectVersionsCommand({ Bucket: name, ...from }));
    for (const { Key = "", VersionId = "null", Size = 0 } of page.Versions ?? [])
      found.push({ key: Key, versionId: VersionId, size: Size, marker: false });
    for (const { Key = "", VersionId = "null" } of page.DeleteMarkers ?? [])
      found.push({ key: Key, versionId: VersionId, size: 0, marker: true });
    from =
      page.IsTruncated === true
        ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
        : undefined;
  }
  return found;
}

type Page = Awaited<ReturnType<typeof firstPage>>;
const firstPage = (client: S3Client, Bucket: string) =>
  client.send(new ListObjectVersionsCommand({ Bucket }));

async function listUploads(client: S3Client, name: string) {
  const page = await client.send(new ListMultipartUploadsCommand({ Bucket: name }));
  return (page.Uploads ?? []).map(({ Key = "", UploadId = "" }) => ({
    key: Key,
    uploadId: UploadId,
  }));
}
