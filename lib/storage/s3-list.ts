import {
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
} from "@aws-sdk/client-s3";
import type { ListedObject, ListedUpload } from "#lib/pipeline/ports";
import { StoreError } from "#lib/pipeline/store-error";
import type { S3Bucket } from "#lib/storage/s3-client";

/**
 * The newest version of each object under the prefix, in key order. A store that keeps no versions
 * and says so (501, as some do) is asked for plain objects.
 */
export async function* listS3Objects(
  bucket: S3Bucket,
  prefix: string,
  signal?: AbortSignal,
): AsyncGenerator<ListedObject> {
  let from: { KeyMarker?: string; VersionIdMarker?: string } | null = {};
  while (from) {
    const marker: { KeyMarker?: string; VersionIdMarker?: string } = from;
    let page: ListObjectVersionsCommandOutput;
    try {
      page = await bucket.call("ListObjectVersions", signal, (attempt) =>
        bucket.client.send(
          new ListObjectVersionsCommand({ Bucket: bucket.name, Prefix: prefix, ...marker }),
          { abortSignal: attempt.signal },
        ),
      );
    } catch (error) {
      if (!(error instanceof StoreError) || error.status !== 501) throw error;
      yield* listUnversioned(bucket, prefix, signal);
      return;
    }
    for (const { Key, VersionId, Size, LastModified, IsLatest } of page.Versions ?? []) {
      if (Key === undefined || !IsLatest) continue;
      const versionId = VersionId === undefined || VersionId === "null" ? null : VersionId;
      yield { key: Key, versionId, size: Size ?? 0, modified: LastModified ?? new Date(0) };
    }
    from = page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
      : null;
  }
}

async function* listUnversioned(
  bucket: S3Bucket,
  prefix: string,
  signal?: AbortSignal,
): AsyncGenerator<ListedObject> {
  let token: string | undefined;
  do {
    const page: ListObjectsV2CommandOutput = await bucket.call("ListObjectsV2", signal, (attempt) =>
      bucket.client.send(
        new ListObjectsV2Command({ Bucket: bucket.name, Prefix: prefix, ContinuationToken: token }),
        { abortSignal: attempt.signal },
      ),
    );
    for (const { Key, Size, LastModified } of page.Contents ?? []) {
      if (Key === undefined) continue;
      yield { key: Key, versionId: null, size: Size ?? 0, modified: LastModified ?? new Date(0) };
    }
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}

/** Unfinished multipart uploads under the prefix. */
export async function* listS3Uploads(
  bucket: S3Bucket,
  prefix: string,
  signal?: AbortSignal,
): AsyncGenerator<ListedUpload> {
  let from: { KeyMarker?: string; UploadIdMarker?: string } | null = {};
  while (from) {
    const marker: { KeyMarker?: string; UploadIdMarker?: string } = from;
    const page: ListMultipartUploadsCommandOutput = await bucket.call(
      "ListMultipartUploads",
      signal,
      (attempt) =>
        bucket.client.send(
          new ListMultipartUploadsCommand({ Bucket: bucket.name, Prefix: prefix, ...marker }),
          { abortSignal: attempt.signal },
        ),
    );
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      if (Key === undefined || UploadId === undefined) continue;
      yield { key: Key, uploadId: UploadId, started: Initiated ?? new Date(0) };
    }
    from = page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
      : null;
  }
}
