import type { CatalogueRecord } from "#lib/backups/catalogue/ports";
import { byteOrder } from "#lib/backups/catalogue/sweep-roots";
import type { KnownObject } from "#lib/backups/catalogue/types";

const pageSize = 1000;

/** One key that should be in the bucket: a backup's object, or the manifest beside it. */
export type Expected = { key: string; of: "object" | "manifest"; backup: KnownObject };

/**
 * Every key that the catalogue says is in the bucket, in byte order, a page of rows at a time. A
 * manifest's key is its object's and an ending, so it comes soon after.
 */
export async function* expectedObjects(
  record: Pick<CatalogueRecord, "knownAfter">,
  integrationId: string,
): AsyncGenerator<Expected> {
  let waiting: Expected[] = [];
  let last = "";
  for (;;) {
    const page = await record.knownAfter(integrationId, last, pageSize);
    for (const backup of page) {
      const due = waiting.filter(({ key }) => byteOrder(key, backup.path) < 0);
      waiting = waiting.filter((one) => !due.includes(one));
      yield* due;
      yield { key: backup.path, of: "object", backup };
      if (backup.manifestPath !== null) {
        waiting.push({ key: backup.manifestPath, of: "manifest", backup });
        waiting.sort((a, b) => byteOrder(a.key, b.key));
      }
    }
    last = page.at(-1)?.path ?? last;
    if (page.length < pageSize) break;
  }
  yield* waiting;
}
