import { explainFailure } from "#lib/backups/failure";
import { objectChange } from "#lib/backups/object-change";
import type { OpenStore } from "#lib/backups/ports";
import { progressMeter } from "#lib/backups/run-scope";
import type { RunFailure } from "#lib/backups/types";
import type { BackupToVerify, VerifyProgress, VerifyRecord } from "#lib/backups/verify-ports";
import { checkObject, type Turn } from "#lib/pipeline/check-object";
import type { ObjectStore, StoredObject } from "#lib/pipeline/ports";
import { StoreError } from "#lib/pipeline/store-error";

const headMs = 30_000;

export type VerifyDeps = {
  record: Pick<VerifyRecord, "whole" | "damaged" | "notVerified">;
  openStore: OpenStore;
  progress(backup: BackupToVerify, progress: VerifyProgress): void;
  now(): Date;
};

/** Thrown by `turn` when there is nothing to check any more. */
export class VerifyStopped extends Error {
  override name = "VerifyStopped";
}

/**
 * Reads a backup back whole, checks every hash and writes down what was found. Damage makes it `missing`;
 * a bucket that cannot be read only leaves it unverified. A check that was stopped leaves no word: its row
 * says that it has begun, and it is begun again.
 *
 * @param input.turn gives the memory that is read into, and makes it wait
 * @returns false when the bucket could not be read, so that the next one there may wait
 */
export async function verifyBackup(
  deps: VerifyDeps,
  backup: BackupToVerify,
  input: { signal: AbortSignal; turn: Turn },
): Promise<boolean> {
  try {
    const damage = await findDamage(deps, backup, input);
    if (damage) await deps.record.damaged(backup, damage);
    else await deps.record.whole(backup, deps.now());
    return true;
  } catch (error) {
    if (input.signal.aborted || error instanceof VerifyStopped) return true;
    const { code, message } = explainFailure(error);
    if (code === "unexpected") console.error(`verify ${backup.id}:`, error);
    await deps.record.notVerified(backup, { code, message });
    return false;
  }
}

/** What is wrong with what the bucket holds, or null. Throws when that cannot be found out. */
async function findDamage(
  deps: VerifyDeps,
  backup: BackupToVerify,
  input: { signal: AbortSignal; turn: Turn },
): Promise<RunFailure | null> {
  const { object } = backup;
  const { store } = await deps.openStore(backup.integrationId);
  const ref = { kind: "backup" as const, backupId: backup.id, ...backup };
  const meter = progressMeter((_, progress) => deps.progress(backup, progress), ref);
  try {
    const head = await input.turn((_, signal) => askHead(store, object, signal));
    const change = objectChange(head, object);
    if (change) return { code: change.code, message: change.reason };
    await checkObject({
      store,
      object,
      turn: input.turn,
      onProgress: (bytes) => meter({ originalBytes: bytes, storedBytes: bytes }),
    });
    return null;
  } catch (error) {
    if (input.signal.aborted || !isDamage(error)) throw error;
    const { code, message } = explainFailure(error);
    return { code, message };
  } finally {
    store.close();
  }
}

/** Asks with less patience than a run has: nothing is lost when it is asked again later. */
async function askHead(store: ObjectStore, object: StoredObject, signal: AbortSignal) {
  const patience = AbortSignal.timeout(headMs);
  try {
    return await store.headObject(object, AbortSignal.any([signal, patience]));
  } catch (error) {
    if (signal.aborted || !patience.aborted) throw error;
    throw new StoreError("unreachable", `The bucket did not answer within ${headMs / 1000} s.`);
  }
}

const isDamage = (error: unknown) =>
  error instanceof StoreError && (error.code === "damaged" || error.code === "not-found");
