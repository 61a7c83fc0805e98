import { HeadObjectCommand } from "@aws-sdk/client-s3";
import type { ObjectRef } from "#lib/pipeline/ports";
import type { S3Bucket } from "#lib/storage/s3-client";
import { readS3Failure } from "#lib/storage/s3-failure";

/**
 * The object as it stands if it has that size, else null: what an earlier try of ours has written
 * whose answer was lost. For keys that nobody else writes.
 */
export async function findWritten(
  bucket: S3Bucket,
  key: string,
  size: number,
  abortSignal: AbortSignal,
): Promise<ObjectRef | null> {
  try {
    const head = await bucket.client.send(
      new HeadObjectCommand({ Bucket: bucket.name, Key: key }),
      { abortSignal },
    );
    return head.ContentLength === size ? { key, versionId: head.VersionId ?? null } : null;
  } catch (error) {
    if (readS3Failure(error).status === 404) return null;
    throw error;
  }
}
