import type { ObjectRef, ObjectStore, Upload } from "#lib/pipeline/ports";
import { StoreError } from "#lib/pipeline/store-error";
import { within } from "#lib/pipeline/within";

/** How long undoing may take; what is left then is found by the sweep. */
const undoMs = 30_000;

export type UndoableUpload = {
  /** Starts the upload on the first call; every call gives the same one. */
  open(): Promise<Upload>;
  /**
   * Completes it and checks that the store shows an object of that many bytes.
   * @throws StoreError "damaged" when it does not
   */
  complete(bytes: number): Promise<ObjectRef>;
  /** Leaves neither an unfinished upload nor an object behind, as far as the store can be reached. */
  undo(): Promise<void>;
};

/** @param onStarted awaited before anybody gets the upload, so that a crash later can be cleaned up */
export function createUndoableUpload(
  store: ObjectStore,
  key: string,
  signal: AbortSignal,
  onStarted?: (uploadId: string) => Promise<void>,
): UndoableUpload {
  let opening: Promise<Upload> | null = null;
  let upload: Upload | null = null;
  let completing = false;
  let completed: ObjectRef | null = null;

  const start = async () => {
    upload = await store.startUpload(key, signal);
    await onStarted?.(upload.uploadId);
    return upload;
  };
  const open = () => {
    opening ??= start();
    return opening;
  };
  const undo = async () => {
    await opening?.catch(() => undefined);
    if (completed === null) await upload?.abort().catch(() => undefined);
    // The answer to `complete` may have been lost; the key is this backup's own.
    if (completing) await removeObject(store, completed ?? { key, versionId: null });
  };

  return {
    open,
    async complete(bytes) {
      const opened = await open();
      completing = true;
      completed = await opened.complete(signal);
      const head = await store.headObject(completed, signal);
      if (head?.size !== bytes) throw sizeDiffers(bytes, head?.size ?? null);
      signal.throwIfAborted();
      // A gateway may name the version only when it is asked.
      return { ...completed, versionId: completed.versionId ?? head.versionId };
    },
    undo: () => within(undoMs, undo()),
  };
}

async function removeObject(store: ObjectStore, ref: ObjectRef): Promise<void> {
  try {
    const bound = AbortSignal.timeout(undoMs);
    const head = await store.headObject(ref, bound);
    if (head === null) return;
    await store.deleteObject({ key: ref.key, versionId: ref.versionId ?? head.versionId }, bound);
  } catch {
    // Whoever undoes has an error of its own to tell; the sweep looks at this key again.
  }
}

function sizeDiffers(sent: number, shown: number | null): StoreError {
  const says = shown === null ? "shows no object" : `shows an object of ${shown} bytes`;
  return new StoreError("damaged", `The bucket ${says} where ${sent} bytes were stored.`);
}
