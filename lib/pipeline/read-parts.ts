import { createHash } from "node:crypto";
import type { ReadSizes } from "#lib/pipeline/buffer-budget";
import { hashInSlices } from "#lib/pipeline/hash-in-slices";
import type { ObjectStore, StoredObject, StoredPart } from "#lib/pipeline/ports";
import { createSlabPool } from "#lib/pipeline/slab-pool";
import { StoreError } from "#lib/pipeline/store-error";

/** A part whose bytes are the bytes that were stored. */
export type CheckedPart = {
  part: StoredPart;
  /** Its bytes in order. */
  pieces: Uint8Array[];
  /** Gives their place in memory back; with `reuse` the buffers too, and nobody may read them then. */
  release(reuse: boolean): void;
};

/** So much of one part as one read brings. */
type Piece = { start: number; length: number; last: boolean; part: StoredPart };
/** One ranged read: pieces that lie one after another. */
type Read = { start: number; length: number; pieces: Piece[] };
/** Memory of a read; it goes back when all its pieces have. */
type Lent = { slab: Buffer; holders: number; reuse: boolean };
type Filled = { piece: Piece; bytes: Uint8Array; lent: Lent };

/**
 * Reads an object part by part with a few ranged reads ahead, and gives a part only when its SHA-256
 * is the recorded one (promise 4); one that differs is read once more. Every part has to be released
 * sooner or later.
 *
 * @throws StoreError "damaged" naming the part, other StoreErrors, or the signal's reason
 */
export async function* readParts(input: {
  store: ObjectStore;
  object: StoredObject;
  signal: AbortSignal;
  sizes: ReadSizes;
}): AsyncGenerator<CheckedPart> {
  const { store, object, sizes } = input;
  requireWholeRecord(object, sizes);
  const stop = new AbortController();
  const signal = AbortSignal.any([input.signal, stop.signal]);
  const maxBytes = sizes.readsBytes[object.compression];
  const pool = createSlabPool(sizes.readBytes, maxBytes);
  const reads = planReads(object, sizes.readBytes);
  let upcoming = reads.next();
  const ahead: { read: Read; slab: Buffer; reading: Promise<Uint8Array> }[] = [];

  const begin = (read: Read, slab: Buffer) => {
    const reading = store.readRange(object, rangeOf(read), signal, slab);
    // Awaited in its turn; until then a failure is nobody's unhandled rejection.
    reading.catch(() => undefined);
    upcoming = reads.next();
    ahead.push({ read, slab, reading });
  };
  /** What changed on the way is not damage: only what the bucket gives twice is. */
  const readAgain = async (filled: Filled[]) => {
    const hash = createHash("sha256");
    for (const { piece, bytes } of filled)
      hash.update(await store.readRange(object, rangeOf(piece), signal, bytes));
    return hash.digest("hex");
  };
  const readAhead = () => {
    while (!upcoming.done && ahead.length < sizes.readsAhead) {
      const slab = pool.tryAcquire();
      if (slab === null) return;
      begin(upcoming.value, slab);
    }
  };
  const giveBack = (lent: Lent, reuse: boolean) => {
    lent.reuse &&= reuse;
    if (--lent.holders > 0) return;
    if (lent.reuse) pool.release(lent.slab);
    else pool.forget();
  };

  try {
    let hash = createHash("sha256");
    let checked: Filled[] = [];
    while (true) {
      readAhead();
      // Everything is with whoever feeds the command: wait until some of it comes back.
      if (ahead.length === 0 && !upcoming.done) begin(upcoming.value, await pool.acquire(signal));
      const next = ahead.shift();
      if (next === undefined) return;
      const { read, slab } = next;
      const bytes = await next.reading;
      signal.throwIfAborted();
      readAhead();
      const lent: Lent = { slab, holders: read.pieces.length, reuse: true };
      for (const piece of read.pieces) {
        const from = piece.start - read.start;
        const filled = { piece, lent, bytes: bytes.subarray(from, from + piece.length) };
        await hashInSlices(hash, filled.bytes);
        signal.throwIfAborted();
        checked.push(filled);
        if (!piece.last) continue;
        const { part } = piece;
        if (hash.digest("hex") !== part.sha256 && (await readAgain(checked)) !== part.sha256)
          throw damaged(part, object);
        const held = checked;
        yield {
          part,
          pieces: held.map((one) => one.bytes),
          release(reuse) {
            for (const one of held) giveBack(one.lent, reuse);
            readAhead();
          },
        };
        hash = createHash("sha256");
        checked = [];
      }
    }
  } finally {
    stop.abort(new Error("reading was given up"));
  }
}

function rangeOf({ start, length }: { start: number; length: number }) {
  return { start, length };
}

/**
 * Small parts are read several at once: each request costs the store, and us, some milliseconds. The
 * first comes alone, so that the command can begin; a large one is read in pieces, and shares no read
 * with others, so that what it needs is known.
 */
function* planReads(object: StoredObject, readBytes: number): Generator<Read, undefined> {
  let start = 0;
  let gathered: Piece[] = [];
  let bytes = 0;
  const gather = (piece: Piece) => {
    gathered.push(piece);
    bytes += piece.length;
  };
  const flush = (): Read[] => {
    const [first] = gathered;
    const read = first && { start: first.start, length: bytes, pieces: gathered };
    gathered = [];
    bytes = 0;
    return read ? [read] : [];
  };
  for (const part of object.parts) {
    if (bytes + part.size > readBytes) yield* flush();
    for (let done = 0; done < part.size; done += readBytes) {
      const length = Math.min(readBytes, part.size - done);
      gather({ start: start + done, length, last: done + length === part.size, part });
      if (start === 0 || part.size > readBytes) yield* flush();
    }
    start += part.size;
  }
  yield* flush();
}

function requireWholeRecord(object: StoredObject, sizes: ReadSizes): void {
  const sum = object.parts.reduce((bytes, part) => bytes + part.size, 0);
  if (sum !== object.size)
    throw new StoreError(
      "damaged",
      `The record is inconsistent: the parts of ${object.key} hold ${sum} bytes, the object ${object.size}.`,
    );
  const large = object.parts.find(
    (part) =>
      Math.ceil(part.size / sizes.readBytes) * sizes.readBytes >
      sizes.readsBytes[object.compression],
  );
  if (large !== undefined)
    throw new StoreError(
      "too-large",
      `Part ${large.number} of ${object.key} is too large to be checked before it is used.`,
    );
}

function damaged(part: StoredPart, object: StoredObject): StoreError {
  return new StoreError(
    "damaged",
    `Part ${part.number} of ${object.parts.length} is not what was stored: its SHA-256 differs from the recorded one. Nothing of it was used.`,
    { detail: object.key },
  );
}
