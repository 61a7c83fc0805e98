import { randomUUID } from "node:crypto";
import { type FileHandle, open, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { OutgoingPart, Upload } from "#lib/pipeline/ports";
import { StoreError } from "#lib/pipeline/store-error";
import { toFolderError } from "#lib/storage/folder-error";
import { uploadFolder } from "#lib/storage/folder-path";
import { makeUploadFolder, moveIntoPlace, writeSlabs } from "#lib/storage/folder-write";
import { untilAborted } from "#lib/storage/until-aborted";

/**
 * Begins an upload: a folder `.holdfast-uploads/<id>` inside the store, with the key in one file
 * and the bytes in another that is renamed into place when complete.
 *
 * Parts are written into that one file at their offset, several at once. A part's offset is the sum
 * of the sizes before it, so a part waits until all lower numbers have been announced by a call of
 * `putPart`; sent in order, as the pipeline does, none ever waits.
 *
 * @param target the file that the key stands for
 */
export async function startFolderUpload(
  root: string,
  key: string,
  target: string,
  signal: AbortSignal,
): Promise<Upload> {
  const uploadId = randomUUID();
  const folder = uploadFolder(root, uploadId);
  const data = path.join(folder, "data");
  const remove = () => rm(folder, { recursive: true, force: true });
  signal.throwIfAborted();
  await guarded("start upload", async () => {
    await makeUploadFolder(root, folder);
    try {
      await writeFile(path.join(folder, "key"), key, { flush: true });
      await writeFile(data, "", { mode: 0o600, flag: "wx" });
    } catch (error) {
      await remove().catch(() => undefined);
      throw error;
    }
  });
  const offsets = createOffsets();
  const accepted = new Map<number, number>();
  const given = new AbortController();
  const under = new Set<Promise<void>>();
  // Opened anew for each part, so that an upload that is forgotten holds no file open.
  const withFile = async <T>(use: (file: FileHandle) => Promise<T>): Promise<T> => {
    const file = await open(data, "r+");
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  };

  const write = async (part: OutgoingPart, ended: AbortSignal) => {
    const offset = await untilAborted(offsets.announce(part.number, part.size), ended);
    ended.throwIfAborted();
    const writing = guarded("write part", () =>
      withFile((file) => writeSlabs(file, part.body, offset)),
    );
    const settled = writing.catch(() => undefined).finally(() => under.delete(settled));
    under.add(settled);
    // A disk that hangs cannot be interrupted; the caller is let go all the same.
    await untilAborted(writing, ended);
    accepted.set(part.number, part.size);
  };

  return {
    key,
    uploadId,
    putPart: (part, signal) => write(part, AbortSignal.any([signal, given.signal])),
    async complete(signal) {
      signal.throwIfAborted();
      const size = [...accepted.values()].reduce((sum, each) => sum + each, 0);
      if (accepted.size === 0 || accepted.size !== Math.max(...accepted.keys())) {
        throw new StoreError("damaged", "A part of the upload is missing.");
      }
      await guarded(
        "complete upload",
        async () => {
          const syncing = withFile(async (file) => {
            await file.sync();
            return (await file.stat()).size;
          });
          if ((await untilAborted(syncing, signal)) !== size) {
            throw new StoreError("damaged", "The file lost bytes on the way.");
          }
          signal.throwIfAborted();
          await moveIntoPlace(root, data, target);
          // The object stands; what is left of its upload is swept later at worst.
          await remove().catch(() => undefined);
        },
        signal,
      );
      return { key, versionId: null };
    },
    async abort() {
      given.abort(new StoreError("not-found", "The upload was given up."));
      await guarded("abort upload", async () => {
        await Promise.all(under);
        await remove();
      });
    },
  };
}

/**
 * Where each part begins, as soon as all lower numbers have been announced with their sizes. A part
 * that is sent again has its old place, and so must have its old size.
 */
function createOffsets() {
  const parts = new Map<number, { size: number; offset: PromiseWithResolvers<number> }>();
  let next = 1;
  let end = 0;
  return {
    announce(number: number, size: number): Promise<number> {
      const known = parts.get(number);
      if (known && known.size !== size) {
        throw new StoreError("misconfigured", "A part was sent again with another size.");
      }
      const part = known ?? { size, offset: Promise.withResolvers<number>() };
      parts.set(number, part);
      for (let each = parts.get(next); each; each = parts.get(++next)) {
        each.offset.resolve(end);
        end += each.size;
      }
      return part.offset.promise;
    },
  };
}

async function guarded<T>(call: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    throw toFolderError(error, call);
  }
}
