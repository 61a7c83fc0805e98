/** What stands in a log in place of a secret. */
export const redactedMark = "[redacted]";

/**
 * Takes secrets out of a stream of bytes as it passes. What `push` gives back may end before what
 * it was given: a piece that could be the beginning of a secret waits for the next call. Holds at
 * most the length of the longest secret.
 */
export type Redactor = {
  push(chunk: Uint8Array): Uint8Array;
  /** The rest, once nothing more will come. */
  end(): Uint8Array;
};

const mark = new TextEncoder().encode(redactedMark);

/**
 * Makes a redactor for these secrets. Matches may lie across chunks; where secrets overlap, all of
 * what they cover becomes one mark.
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  const byFirst: (Uint8Array[] | undefined)[] = [];
  for (const secret of new Set(secrets)) {
    const bytes = new TextEncoder().encode(secret);
    const first = bytes[0];
    if (first === undefined) continue;
    const list = byFirst[first] ?? [];
    byFirst[first] = [...list, bytes].sort((a, b) => b.length - a.length);
  }
  let held: Uint8Array = new Uint8Array();
  /** How many of the held bytes lie in a mark that was written already. */
  let covered = 0;

  const pass = (chunk: Uint8Array, last: boolean): Uint8Array => {
    const input = held.length === 0 ? chunk : concat([held, chunk]);
    const pieces: Uint8Array[] = [];
    let plainFrom = covered;
    let index = 0;
    for (; index < input.length; index++) {
      const candidates = byFirst[input[index] ?? 0];
      if (!candidates) continue;
      const length = matchAt(input, index, candidates, last);
      if (length === "wait") break;
      if (length === 0) continue;
      if (index >= covered) {
        if (index > plainFrom) pieces.push(input.subarray(plainFrom, index));
        pieces.push(mark);
      }
      covered = Math.max(covered, index + length);
      plainFrom = covered;
    }
    if (index > plainFrom) pieces.push(input.subarray(plainFrom, index));
    held = input.slice(index);
    covered = Math.max(0, covered - index);
    return concat(pieces);
  };

  return { push: (chunk) => pass(chunk, false), end: () => pass(new Uint8Array(), true) };
}

/** Takes secrets out of a whole text. */
export function redactText(text: string, secrets: readonly string[]): string {
  const redactor = createRedactor(secrets);
  const bytes = concat([redactor.push(new TextEncoder().encode(text)), redactor.end()]);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** Length of the longest secret at `index`; `wait` when a longer one may go on past the end. */
function matchAt(
  input: Uint8Array,
  index: number,
  candidates: readonly Uint8Array[],
  last: boolean,
): number | "wait" {
  for (const secret of candidates) {
    const length = Math.min(secret.length, input.length - index);
    let same = 1;
    while (same < length && input[index + same] === secret[same]) same++;
    if (same < length) continue;
    if (length === secret.length) return length;
    if (!last) return "wait";
  }
  return 0;
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  if (pieces.length === 1 && only) return only;
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
