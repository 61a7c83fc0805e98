import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import type { ObjectRef, OutgoingPart, Upload } from "#lib/pipeline/ports";
import { StoreError } from "#lib/pipeline/store-error";
import { findWritten } from "#lib/storage/find-written";
import { partBody } from "#lib/storage/part-body";
import type { S3Bucket } from "#lib/storage/s3-client";
import { readS3Failure } from "#lib/storage/s3-failure";
import { listS3Uploads } from "#lib/storage/s3-list";
import { signWithHash } from "#lib/storage/s3-payload-hash";

/**
 * Completing 10,000 parts may take minutes, during which S3 sends blanks at best; a few parts take
 * moments. So many parts are allowed the idle time once more.
 */
const partsPerIdleTime = 1000;

/** Begins a multipart upload. Throws `StoreError`. */
export async function startS3Upload(
  bucket: S3Bucket,
  key: string,
  signal: AbortSignal,
): Promise<Upload> {
  const Bucket = bucket.name;
  let tries = 0;
  const started = await bucket.call("CreateMultipartUpload", signal, (attempt) => {
    tries++;
    return bucket.client.send(
      new CreateMultipartUploadCommand({
        Bucket,
        Key: key,
        ContentType: "application/octet-stream",
      }),
      { abortSignal: attempt.signal },
    );
  });
  const UploadId = started.UploadId;
  if (!UploadId) throw new StoreError("misconfigured", "The store gave the upload no id.");
  if (tries > 1) await forgetOthers(bucket, { key, uploadId: UploadId }, signal);
  const accepted = new Map<number, { etag: string; size: number }>();
  /** Ends parts that are still on their way when the upload is given up. */
  const given = new AbortController();
  const under = new Set<Promise<unknown>>();

  const sendPart = async (part: OutgoingPart, signal: AbortSignal) => {
    const { ETag } = await bucket.call("UploadPart", signal, (attempt) => {
      const command = new UploadPartCommand({
        Bucket,
        Key: key,
        UploadId,
        PartNumber: part.number,
        Body: partBody(part.body, attempt.moved),
        ContentLength: part.size,
      });
      signWithHash(command, part.sha256);
      return bucket.client.send(command, { abortSignal: attempt.signal });
    });
    if (!ETag) throw new StoreError("misconfigured", "The store gave a part no ETag.");
    accepted.set(part.number, { etag: ETag, size: part.size });
  };

  return {
    key,
    uploadId: UploadId,
    async putPart(part, signal) {
      const sending = sendPart(part, AbortSignal.any([signal, given.signal]));
      const settled = sending.catch(() => undefined).finally(() => under.delete(settled));
      under.add(settled);
      await sending;
    },
    complete: (signal) =>
      completeS3Upload(bucket, key, UploadId, accepted, AbortSignal.any([signal, given.signal])),
    async abort() {
      given.abort(new StoreError("not-found", "The upload was given up."));
      await Promise.all(under);
      await abortS3Upload(bucket, { key, uploadId: UploadId });
    },
  };
}

/** A try whose answer was lost may have begun an upload that nobody knows; the key is ours alone. */
async function forgetOthers(
  bucket: S3Bucket,
  ours: { key: string; uploadId: string },
  signal: AbortSignal,
): Promise<void> {
  for await (const upload of listS3Uploads(bucket, ours.key, signal))
    if (upload.key === ours.key && upload.uploadId !== ours.uploadId)
      await abortS3Upload(bucket, upload);
}

async function completeS3Upload(
  bucket: S3Bucket,
  key: string,
  UploadId: string,
  accepted: ReadonlyMap<number, { etag: string; size: number }>,
  signal: AbortSignal,
): Promise<ObjectRef> {
  const numbers = [...accepted.keys()].sort((a, b) => a - b);
  const size = [...accepted.values()].reduce((sum, part) => sum + part.size, 0);
  const complete = (abortSignal: AbortSignal) =>
    bucket.client.send(
      new CompleteMultipartUploadCommand({
        Bucket: bucket.name,
        Key: key,
        UploadId,
        MultipartUpload: {
          Parts: numbers.map((PartNumber) => ({
            PartNumber,
            ETag: accepted.get(PartNumber)?.etag,
          })),
        },
      }),
      { abortSignal },
    );
  return bucket.call(
    "CompleteMultipartUpload",
    signal,
    async (attempt, tried) => {
      // A try that timed out may have done its work. The next would then be told that there is no
      // such upload, or by Ceph, with a 500, that "completion is already in progress".
      const done = tried > 0 ? await findWritten(bucket, key, size, attempt.signal) : null;
      if (done) return done;
      try {
        const { VersionId } = await complete(attempt.signal);
        return { key, versionId: VersionId ?? null };
      } catch (error) {
        if (tried === 0 || readS3Failure(error).code !== "NoSuchUpload") throw error;
        const late = await findWritten(bucket, key, size, attempt.signal);
        if (!late) throw error;
        return late;
      }
    },
    Math.max(1, numbers.length / partsPerIdleTime),
  );
}

/** Forgets an unfinished upload and its parts; one that is not there is no error. */
export async function abortS3Upload(
  bucket: S3Bucket,
  upload: { key: string; uploadId: string },
): Promise<void> {
  try {
    await bucket.call("AbortMultipartUpload", undefined, (attempt) =>
      bucket.client.send(
        new AbortMultipartUploadCommand({
          Bucket: bucket.name,
          Key: upload.key,
          UploadId: upload.uploadId,
        }),
        { abortSignal: attempt.signal },
      ),
    );
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== "not-found") throw error;
  }
}
