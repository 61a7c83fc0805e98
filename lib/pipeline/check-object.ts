import { createHash } from "node:crypto";
import { checkPieceBytes } from "#lib/pipeline/buffer-budget";
import { objectSha256 } from "#lib/pipeline/object-hash";
import type { ObjectStore, StoredObject, StoredPart } from "#lib/pipeline/ports";
import { StoreError } from "#lib/pipeline/store-error";

/**
 * Lets some reading be done, into the buffer that it gives (of `checkPieceBytes`) and with its signal. It
 * may make the reading wait, or break it off and have it done anew.
 */
export type Turn = <T>(work: (into: Uint8Array, signal: AbortSignal) => Promise<T>) => Promise<T>;

type Input = {
  store: ObjectStore;
  object: StoredObject;
  turn: Turn;
  /** Told the stored bytes read so far. */
  onProgress?(bytes: number): void;
  pieceBytes?: number;
};

/**
 * Reads an object back whole, one small piece at a time, and checks its size, each part's SHA-256 and the
 * object's own. Nothing is kept, so it needs no more memory than one piece. A part that differs is read
 * once more: what changed on the way is not damage.
 *
 * @throws StoreError ("damaged" names the part), or what `turn` throws
 */
export async function checkObject(input: Input): Promise<void> {
  const { object } = input;
  requireRecord(object);
  let start = 0;
  for (const part of object.parts) {
    const sound =
      (await hashPart(input, part, start)) === part.sha256 ||
      (await hashPart(input, part, start)) === part.sha256;
    if (!sound)
      throw new StoreError(
        "damaged",
        `Part ${part.number} of ${object.parts.length} is not what was stored: its SHA-256 differs from the recorded one.`,
        { detail: object.key },
      );
    start += part.size;
  }
}

async function hashPart(input: Input, part: StoredPart, start: number): Promise<string> {
  const { store, object, pieceBytes = checkPieceBytes } = input;
  const hash = createHash("sha256");
  for (let done = 0; done < part.size; done += pieceBytes) {
    const range = { start: start + done, length: Math.min(pieceBytes, part.size - done) };
    await input.turn(async (into, signal) => {
      hash.update(await store.readRange(object, range, signal, into));
    });
    input.onProgress?.(range.start + range.length);
  }
  return hash.digest("hex");
}

/** The parts must be the whole object, and the object's own hash theirs. */
function requireRecord(object: StoredObject): void {
  const sum = object.parts.reduce((bytes, part) => bytes + part.size, 0);
  if (sum === object.size && objectSha256(object.parts) === object.sha256) return;
  throw new StoreError(
    "damaged",
    "Its record is inconsistent: the parts are not the object that it names.",
    { detail: object.key },
  );
}
