import { createHash } from "node:crypto";
import type { ReadSizes } from "#lib/pipeline/buffer-budget";
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

type Piece = { start: number; length: number; last: boolean; part: StoredPart };
type Filled = { piece: Piece; bytes: Uint8Array; slab: Buffer };

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
  const maxBytes = sizes.piecesBytes[object.compression];
  const pool = createSlabPool(sizes.pieceBytes, maxBytes);
  const pieces = planPieces(object, sizes.pieceBytes);
  let upcoming = pieces.next();
  const ahead: { piece: Piece; slab: Buffer; reading: Promise<Uint8Array> }[] = [];

  const read = (piece: Piece, slab: Buffer) => {
    const range = { start: piece.start, length: piece.length };
    const reading = store.readRange(object, range, signal, slab);
    // Awaited in its turn; until then a failure is nobody's unhandled rejection.
    reading.catch(() => undefined);
    upcoming = pieces.next();
    ahead.push({ piece, slab, reading });
  };
  /** What changed on the way is not damage: only what the bucket gives twice is. */
  const readAgain = async (filled: Filled[]) => {
    const hash = createHash("sha256");
    for (const { piece, slab } of filled)
      hash.update(await store.readRange(object, piece, signal, slab));
    return hash.digest("hex");
  };
  const readAhead = () => {
    while (!upcoming.done && ahead.length < sizes.piecesAhead) {
      const slab = pool.tryAcquire();
      if (slab === null) return;
      read(upcoming.value, slab);
    }
  };

  try {
    let hash = createHash("sha256");
    let checked: Filled[] = [];
    while (true) {
      readAhead();
      // Everything is with whoever feeds the command: wait until some of it comes back.
      if (ahead.length === 0 && !upcoming.done) read(upcoming.value, await pool.acquire(signal));
      const next = ahead.shift();
      if (next === undefined) return;
      const bytes = await next.reading;
      signal.throwIfAborted();
      readAhead();
      hash.update(bytes);
      checked.push({ bytes, ...next });
      if (!next.piece.last) continue;
      const { part } = next.piece;
      if (hash.digest("hex") !== part.sha256 && (await readAgain(checked)) !== part.sha256)
        throw damaged(part, object);
      const held = checked;
      yield {
        part,
        pieces: held.map((piece) => piece.bytes),
        release(reuse) {
          for (const { slab } of held) reuse ? pool.release(slab) : pool.forget();
          readAhead();
        },
      };
      hash = createHash("sha256");
      checked = [];
    }
  } finally {
    stop.abort(new Error("reading was given up"));
  }
}

function* planPieces(object: StoredObject, pieceBytes: number): Generator<Piece, undefined> {
  let start = 0;
  for (const part of object.parts) {
    for (let done = 0; done < part.size; done += pieceBytes) {
      const length = Math.min(pieceBytes, part.size - done);
      yield { start: start + done, length, last: done + length === part.size, part };
    }
    start += part.size;
  }
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
      Math.ceil(part.size / sizes.pieceBytes) * sizes.pieceBytes >
      sizes.piecesBytes[object.compression],
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
