import { Refusal } from "#lib/hubs/refusal";
import type { ObjectRef, ObjectStore } from "#lib/pipeline/ports";
import { StoreError } from "#lib/pipeline/store-error";

const longestMs = 30_000;

/**
 * Refuses a new place for an integration that does not hold what was backed up to the old one: every
 * backup would be taken for gone, and deleting one would leave its real object behind.
 *
 * @param newest a live backup's object
 */
export async function requireBackupsThere(store: ObjectStore, newest: ObjectRef): Promise<void> {
  const why = await store.headObject(newest, AbortSignal.timeout(longestMs)).then(
    (head) => (head ? null : "the newest one is not there"),
    (error: unknown) =>
      error instanceof StoreError ? error.message : "whether they are there could not be seen",
  );
  if (why === null) return;
  throw new Refusal(
    "invalid-state",
    `Backups lie in this integration, and the new place does not hold them: ${why.replace(/\.$/, "")}. Move them there first, or add another integration for the new place.`,
  );
}
