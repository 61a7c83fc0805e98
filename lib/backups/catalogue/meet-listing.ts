import type { Expected } from "#lib/backups/catalogue/expected-objects";
import { byteOrder } from "#lib/backups/catalogue/sweep-roots";
import type { ListedObject } from "#lib/pipeline/ports";

/** A key of either side, with what the other side has under it. */
export type Met =
  | { expected: Expected; listed: ListedObject | null }
  | { expected: null; listed: ListedObject };

/**
 * Reads the bucket's listing and the catalogue side by side, both in byte order of their keys, holding
 * one of each. Where a store lists in another order, keys come up as missing on one side and unknown
 * on the other: whoever acts on it has to ask again, which races demand anyway.
 */
export async function* meetListing(
  listing: AsyncIterable<ListedObject>,
  catalogue: AsyncIterable<Expected>,
): AsyncGenerator<Met> {
  const known = catalogue[Symbol.asyncIterator]();
  let next = await known.next();
  for await (const listed of listing) {
    while (!next.done && byteOrder(next.value.key, listed.key) < 0) {
      yield { expected: next.value, listed: null };
      next = await known.next();
    }
    // Several rows may name one object: each of them is met by it.
    let isKnown = false;
    while (!next.done && next.value.key === listed.key) {
      isKnown = true;
      yield { expected: next.value, listed };
      next = await known.next();
    }
    if (!isKnown) yield { expected: null, listed };
  }
  for (; !next.done; next = await known.next()) yield { expected: next.value, listed: null };
}
