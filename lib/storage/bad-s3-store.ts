import { createHash, randomBytes } from "node:crypto";
import type { ObjectStore, OutgoingPart, Upload } from "#lib/pipeline/ports";
import {
  type BadRequest,
  type BadS3,
  sendError,
  sendXml,
  startBadS3,
} from "#lib/storage/bad-s3-server";
import { createS3Store } from "#lib/storage/s3-store";

export type Answer = (request: BadRequest, count: number) => Promise<void> | void;

/** A retry policy that a test can wait for. */
export const quickRetry = { forMs: 400, leastTries: 3, firstDelayMs: 5, longestDelayMs: 20 };

/** A signal that nothing aborts. */
export const live = (): AbortSignal => new AbortController().signal;

const opened: { store: ObjectStore; server: BadS3 }[] = [];

/** Ends every server and store that a test opened. */
export async function closeBadS3Stores(): Promise<void> {
  for (const { store, server } of opened.splice(0)) {
    store.close();
    await server.close();
  }
}

/** A store whose S3 answers as the test says, and gives up stalls after `idleMs`. */
export async function openBadS3Store(
  answer: Answer,
  idleMs = 10_000,
): Promise<{ store: ObjectStore; server: BadS3 }> {
  const server = await startBadS3(answer);
  const settings = {
    vendor: "s3" as const,
    endpoint: server.endpoint,
    region: "us-east-1",
    bucket: "b",
    keyId: "id",
    pathStyle: true,
    prefix: "",
  };
  const store = createS3Store(settings, "secret", { retry: quickRetry, idleMs });
  opened.push({ store, server });
  return { store, server };
}

/** The same, with an upload that began well; `part` answers its parts and `rest` all else. */
export async function openBadUpload(
  part: Answer,
  idleMs?: number,
  rest: Answer = ({ response }) => sendError(response, 500, "Unexpected"),
): Promise<{ upload: Upload; server: BadS3 }> {
  let parts = 0;
  const { store, server } = await openBadS3Store(async (request, count) => {
    if (request.method === "POST" && request.query.has("uploads")) {
      sendXml(
        request.response,
        "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>",
      );
    } else if (request.method === "PUT") await part(request, ++parts);
    else await rest(request, count);
  }, idleMs);
  return { upload: await store.startUpload("k", live()), server };
}

/** A part of random bytes in two slabs. */
export function outgoing(size: number, number = 1): OutgoingPart {
  const bytes = randomBytes(size);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { number, size, sha256, body: [bytes.subarray(0, 1000), bytes.subarray(1000)] };
}

/** Takes a part and says so. */
export async function accept({ body, response }: BadRequest): Promise<void> {
  await body();
  response.writeHead(200, { etag: '"e"' }).end();
}
