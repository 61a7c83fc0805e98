import { createHash, randomUUID } from "node:crypto";
import type { ObjectStore, OutgoingPart } from "#lib/pipeline/ports";
import { StoreError } from "#lib/pipeline/store-error";

type Version = { versionId: string; body: Buffer; modified: Date };

/** An `ObjectStore` in memory with versions, for tests: what the contract says and nothing more. */
export function createMemoryStore(): ObjectStore {
  const objects = new Map<string, Version[]>();
  const uploads = new Map<string, { key: string; started: Date; parts: Map<number, Buffer> }>();
  const find = (key: string, versionId: string | null) =>
    objects.get(key)?.findLast((each) => versionId === null || each.versionId === versionId);
  const put = (key: string, body: Buffer) => {
    const versionId = randomUUID();
    objects.set(key, [...(objects.get(key) ?? []), { versionId, body, modified: new Date() }]);
    return { key, versionId };
  };
  const putPart = (uploadId: string, part: OutgoingPart) => {
    const body = Buffer.concat(part.body);
    if (createHash("sha256").update(body).digest("hex") !== part.sha256) {
      throw new StoreError("damaged", "The part's bytes are not those of its hash.");
    }
    const upload = uploads.get(uploadId);
    if (!upload) throw new StoreError("not-found", "The upload was given up.");
    upload.parts.set(part.number, body);
  };
  return {
    limits: { minPartBytes: 1, maxPartBytes: 2 ** 30, maxParts: 10_000 },
    async startUpload(key, signal) {
      signal.throwIfAborted();
      const uploadId = randomUUID();
      uploads.set(uploadId, { key, started: new Date(), parts: new Map() });
      return {
        key,
        uploadId,
        async putPart(part, signal) {
          signal.throwIfAborted();
          putPart(uploadId, part);
        },
        async complete(signal) {
          signal.throwIfAborted();
          const upload = uploads.get(uploadId);
          if (!upload) throw new StoreError("not-found", "The upload was given up.");
          uploads.delete(uploadId);
          const numbers = [...upload.parts.keys()].sort((a, b) => a - b);
          return put(
            key,
            Buffer.concat(numbers.map((each) => upload.parts.get(each) ?? Buffer.of())),
          );
        },
        async abort() {
          uploads.delete(uploadId);
        },
      };
    },
    async putObject(key, body) {
      return put(key, Buffer.from(body));
    },
    async headObject(ref) {
      const found = find(ref.key, ref.versionId);
      return found ? { size: found.body.length, versionId: found.versionId } : null;
    },
    async readRange(ref, { start, length }, signal, into = new Uint8Array(length)) {
      signal.throwIfAborted();
      const found = find(ref.key, ref.versionId);
      if (!found) throw new StoreError("not-found", "The object is not there any more.");
      if (start + length > found.body.length) throw new StoreError("damaged", "It is shorter.");
      into.set(found.body.subarray(start, start + length));
      return into.subarray(0, length);
    },
    async deleteObject(ref) {
      const left = (objects.get(ref.key) ?? []).filter(
        (each) => each !== find(ref.key, ref.versionId),
      );
      if (left.length > 0) objects.set(ref.key, left);
      else objects.delete(ref.key);
    },
    async *listObjects(prefix) {
      for (const key of [...objects.keys()].sort()) {
        const newest = objects.get(key)?.at(-1);
        if (!key.startsWith(prefix) || !newest) continue;
        const { versionId, body, modified } = newest;
        yield { key, versionId, size: body.length, modified };
      }
    },
    async *listUploads(prefix) {
      for (const [uploadId, { key, started }] of uploads) {
        if (key.startsWith(prefix)) yield { key, uploadId, started };
      }
    },
    async abortUpload({ uploadId }) {
      uploads.delete(uploadId);
    },
    close: () => undefined,
  };
}
