import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { ObjectRef, ObjectStore } from "#lib/pipeline/ports";
import { StoreError } from "#lib/pipeline/store-error";
import { findWritten } from "#lib/storage/find-written";
import {
  openS3Bucket,
  type S3Bucket,
  type S3Options,
  type S3Settings,
} from "#lib/storage/s3-client";
import { listS3Objects, listS3Uploads } from "#lib/storage/s3-list";
import { headS3Object, readS3Range } from "#lib/storage/s3-read";
import { abortS3Upload, startS3Upload } from "#lib/storage/s3-upload";

/**
 * Of S3 and B2, the narrower: a part has 5 MiB (S3) to 5,000,000,000 bytes (B2), except the last.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
 * https://www.backblaze.com/docs/cloud-storage-large-files
 */
const limits = { minPartBytes: 5 * 2 ** 20, maxPartBytes: 5_000_000_000, maxParts: 10_000 };

/** A bucket that speaks S3 as an `ObjectStore`. Opens no connection until it is used. */
export function createS3Store(
  settings: S3Settings,
  secret: string,
  options?: S3Options,
): ObjectStore {
  const bucket = openS3Bucket(settings, secret, options);
  return {
    limits,
    startUpload: (key, signal) => startS3Upload(bucket, key, signal),
    putObject: (key, body, signal) => putS3Object(bucket, key, body, signal),
    headObject: (ref, signal) => headS3Object(bucket, ref, signal),
    readRange: (ref, range, signal, into) => readS3Range(bucket, ref, range, signal, into),
    deleteObject: (ref, signal) => deleteS3Object(bucket, ref, signal),
    listObjects: (prefix, signal) => listS3Objects(bucket, prefix, signal),
    listUploads: (prefix, signal) => listS3Uploads(bucket, prefix, signal),
    abortUpload: (upload) => abortS3Upload(bucket, upload),
    close: () => bucket.close(),
  };
}

/** A second try looks first: a version whose answer was lost would stay behind the new one, unknown. */
async function putS3Object(
  bucket: S3Bucket,
  key: string,
  body: Uint8Array,
  signal?: AbortSignal,
): Promise<ObjectRef> {
  return bucket.call("PutObject", signal, async (attempt, tried) => {
    const done = tried > 0 ? await findWritten(bucket, key, body.length, attempt.signal) : null;
    if (done) return done;
    const { VersionId } = await bucket.client.send(
      new PutObjectCommand({ Bucket: bucket.name, Key: key, Body: body }),
      { abortSignal: attempt.signal },
    );
    return { key, versionId: VersionId ?? null };
  });
}

/**
 * Deletes one version. Without a version id, on a bucket that keeps versions by now, a DELETE only
 * hides the object: then the mark that hides it is taken away again, and the version from before
 * versioning, which S3 calls "null", deleted.
 */
async function deleteS3Object(
  bucket: S3Bucket,
  ref: ObjectRef,
  signal?: AbortSignal,
): Promise<void> {
  const remove = (versionId: string | null) =>
    bucket.call("DeleteObject", signal, (attempt) =>
      bucket.client.send(
        new DeleteObjectCommand({
          Bucket: bucket.name,
          Key: ref.key,
          VersionId: versionId ?? undefined,
        }),
        { abortSignal: attempt.signal },
      ),
    );
  try {
    const done = await remove(ref.versionId);
    if (ref.versionId !== null || !done.DeleteMarker || !done.VersionId) return;
    await remove(done.VersionId);
    await remove("null");
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== "not-found") throw error;
  }
}
