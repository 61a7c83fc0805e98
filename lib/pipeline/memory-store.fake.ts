import { createHash, randomUUID } from "node:crypto";
import type { ObjectRef, ObjectStore, OutgoingPart, Upload } from "#lib/pipeline/ports";
import { StoreError } from "#lib/pipeline/store-error";

type Pending = { key: string; started: Date; parts: Map<number, Buffer> };

/** Where a test steps in; each may wait, throw, or answer something else. */
export type MemoryStoreHooks = {
  putPart?(part: OutgoingPart, signal: AbortSignal): Promise<void>;
  complete?(key: string): Promise<void>;
  headSize?(size: number): number | null;
  readRange?(range: { start: number; length: number }, signal: AbortSignal): Promise<void>;
};

/**
 * A versionless store in memory for tests. It refuses what a real one refuses: a part whose bytes do
 * not have the hash they were sent with, too small a part before the last, too many parts.
 *
 * @param options.discard keeps sizes but no bytes, to swallow large streams
 */
export function createMemoryStore(
  options: {
    limits?: Partial<ObjectStore["limits"]>;
    hooks?: MemoryStoreHooks;
    discard?: boolean;
  } = {},
) {
  const limits = {
    minPartBytes: 5 * 2 ** 20,
    maxPartBytes: 5 * 2 ** 30,
    maxParts: 10_000,
    ...options.limits,
  };
  const hooks = options.hooks ?? {};
  const objects = new Map<string, { bytes: Buffer; size: number; modified: Date }>();
  const uploads = new Map<string, Pending>();
  const seen = { aborted: 0, completed: 0, partSizes: [] as number[], deleted: [] as string[] };

  const putPart = async (uploadId: string, part: OutgoingPart, signal: AbortSignal) => {
    await hooks.putPart?.(part, signal);
    signal.throwIfAborted();
    const pending = uploads.get(uploadId);
    if (pending === undefined) throw new StoreError("not-found", "There is no such upload.");
    const hash = createHash("sha256");
    for (const piece of part.body) hash.update(piece);
    if (hash.digest("hex") !== part.sha256)
      throw new StoreError("damaged", `Part ${part.number} arrived with another hash.`);
    pending.parts.set(part.number, options.discard ? Buffer.alloc(0) : Buffer.concat(part.body));
    seen.partSizes[part.number - 1] = part.size;
  };
  const complete = async (uploadId: string): Promise<ObjectRef> => {
    const pending = uploads.get(uploadId);
    if (pending === undefined) throw new StoreError("not-found", "There is no such upload.");
    await hooks.complete?.(pending.key);
    const { key, parts } = pending;
    const sizes = seen.partSizes;
    if (sizes.length !== parts.size || sizes.length > limits.maxParts)
      throw new StoreError("too-large", "Parts are missing or too many.");
    if (sizes.slice(0, -1).some((size) => size < limits.minPartBytes))
      throw new StoreError("misconfigured", "A part before the last is too small.");
    const inOrder = [...parts.entries()].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
    const size = sizes.reduce((sum, bytes) => sum + bytes, 0);
    objects.set(key, { bytes: Buffer.concat(inOrder), size, modified: new Date() });
    uploads.delete(uploadId);
    seen.completed++;
    return { key, versionId: null };
  };
  const abort = async (uploadId: string) => {
    seen.aborted++;
    uploads.delete(uploadId);
  };

  const store: ObjectStore = {
    limits,
    async startUpload(key, signal): Promise<Upload> {
      signal.throwIfAborted();
      const uploadId = randomUUID();
      uploads.set(uploadId, { key, started: new Date(), parts: new Map() });
      return {
        key,
        uploadId,
        putPart: (part, partSignal) => putPart(uploadId, part, partSignal),
        complete: () => complete(uploadId),
        abort: () => abort(uploadId),
      };
    },
    async putObject(key, body) {
      objects.set(key, { bytes: Buffer.from(body), size: body.length, modified: new Date() });
      return { key, versionId: null };
    },
    async headObject({ key }) {
      const size = objects.get(key)?.size ?? null;
      const shown = size === null || !hooks.headSize ? size : hooks.headSize(size);
      return shown === null ? null : { size: shown, versionId: null };
    },
    async readRange({ key }, range, signal, into) {
      await hooks.readRange?.(range, signal);
      signal.throwIfAborted();
      const bytes = objects.get(key)?.bytes.subarray(range.start, range.start + range.length);
      if (bytes?.length !== range.length) throw new StoreError("not-found", "No such bytes.");
      if (into === undefined) return Buffer.from(bytes);
      into.set(bytes);
      return into.subarray(0, range.length);
    },
    async deleteObject({ key }) {
      seen.deleted.push(key);
      objects.delete(key);
    },
    async *listObjects(prefix) {
      for (const [key, { size, modified }] of [...objects].sort())
        if (key.startsWith(prefix)) yield { key, versionId: null, size, modified };
    },
    async *listUploads(prefix) {
      for (const [uploadId, { key, started }] of uploads)
        if (key.startsWith(prefix)) yield { key, uploadId, started };
    },
    abortUpload: ({ uploadId }) => abort(uploadId),
    close: () => undefined,
  };
  return { store, objects, uploads, seen };
}
