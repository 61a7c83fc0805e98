import { GetObjectCommand, HeadObjectCommand } from "@aws-sdk/client-s3";
import type { ObjectRef } from "#lib/pipeline/ports";
import { StoreError } from "#lib/pipeline/store-error";
import type { S3Bucket } from "#lib/storage/s3-client";
import type { Attempt } from "#lib/storage/watched-attempt";

const target = (bucket: S3Bucket, ref: ObjectRef) => ({
  Bucket: bucket.name,
  Key: ref.key,
  VersionId: ref.versionId ?? undefined,
});

/** Size in bytes and version of an object, or null when it is not there. Throws `StoreError`. */
export async function headS3Object(
  bucket: S3Bucket,
  ref: ObjectRef,
  signal?: AbortSignal,
): Promise<{ size: number; versionId: string | null } | null> {
  try {
    const head = await bucket.call("HeadObject", signal, (attempt) =>
      bucket.client.send(new HeadObjectCommand(target(bucket, ref)), {
        abortSignal: attempt.signal,
      }),
    );
    return { size: head.ContentLength ?? 0, versionId: head.VersionId ?? ref.versionId };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    // 405 is the answer for a version that is a delete marker.
    if (error.code === "not-found" || error.status === 405) return null;
    throw error;
  }
}

/**
 * Reads exactly `length` bytes from `start`. After a break it goes on where it stopped. Throws
 * `StoreError`: `damaged` when the object is shorter.
 */
export async function readS3Range(
  bucket: S3Bucket,
  ref: ObjectRef,
  { start, length }: { start: number; length: number },
  signal: AbortSignal,
  into: Uint8Array = new Uint8Array(length),
): Promise<Uint8Array> {
  const view = into.subarray(0, length);
  let filled = 0;
  if (length === 0) return view;
  await bucket.call("GetObject", signal, async (attempt) => {
    const from = start + filled;
    bucket.announce(attempt.signal, {
      view: view.subarray(filled),
      received(bytes) {
        filled += bytes;
        attempt.moved();
      },
    });
    const { Body, ContentRange } = await bucket.client.send(
      new GetObjectCommand({
        ...target(bucket, ref),
        Range: `bytes=${from}-${start + length - 1}`,
      }),
      { abortSignal: attempt.signal },
    );
    const sent = /^bytes (\d+)-(\d+)\//.exec(ContentRange ?? "");
    if (!sent || Number(sent[1]) !== from) {
      throw new StoreError("misconfigured", "The store ignores the range it is asked for.");
    }
    if (Number(sent[2]) < start + length - 1) {
      throw new StoreError("damaged", "The object in the bucket is shorter than its record says.");
    }
    for await (const chunk of bytesOf(Body, attempt)) {
      if (filled + chunk.byteLength > length) {
        throw new StoreError("damaged", "The store answered with more bytes than asked for.");
      }
      view.set(chunk, filled);
      filled += chunk.byteLength;
    }
    if (filled < length) throw Object.assign(new Error("cut short"), { code: "ECONNRESET" });
  });
  return view;
}

/** The answer's bytes while the attempt lasts: nothing is handed out once it was ended. */
async function* bytesOf(stream: unknown, attempt: Attempt): AsyncGenerator<Uint8Array> {
  if (typeof stream !== "object" || stream === null || !(Symbol.asyncIterator in stream)) {
    throw new StoreError("misconfigured", "The store answered without a body.");
  }
  const chunks: AsyncIterable<unknown> = Object(stream);
  for await (const chunk of chunks) {
    attempt.signal.throwIfAborted();
    attempt.moved();
    if (chunk instanceof Uint8Array) yield chunk;
  }
}
