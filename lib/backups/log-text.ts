/**
 * Bytes as text that PostgreSQL can store: bytes that are no UTF-8 become U+FFFD, NUL is left out
 * (PostgreSQL manual, 8.3: text cannot hold the character with code zero).
 */
export function storableText(pieces: readonly Uint8Array[]): string {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const text = pieces.map((piece) => decoder.decode(piece, { stream: true })).join("");
  return (text + decoder.decode()).replaceAll("\0", "");
}

/** Bytes of unknown kind as text for a person: each run of what is not text becomes one `·`. */
export function readableText(bytes: Uint8Array): string {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return text.replace(/(?:(?!\s)[\p{Cc}\p{Co}\p{Cn}\uFFFD])+/gu, "·");
}
