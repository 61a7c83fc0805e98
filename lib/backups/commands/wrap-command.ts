/**
 * Reads a command wrapped in double quotes and gives what is inside, or null when it is not
 * wrapped: the first quote must be closed by the very last character.
 *
 * `\"` inside is a `"` for the shell. Backslashes that stand directly before a quote are written
 * doubled (`\\\"` is `\"`), all others stay as they are, so `\$` reaches the shell as `\$`.
 */
export function unwrapCommand(text: string): string | null {
  const trimmed = text.trim();
  const end = closingQuote(trimmed);
  if (end < 1 || end !== trimmed.length - 1) return null;
  return trimmed
    .slice(1, -1)
    .replace(/(\\+)"/g, (_, slashes: string) => `${slashes.slice(0, (slashes.length - 1) / 2)}"`)
    .replace(/\\+$/, (slashes) => slashes.slice(0, slashes.length / 2));
}

/** Wraps a shell text in double quotes, so that `unwrapCommand` gives the same text back. */
export function wrapCommand(inside: string): string {
  const escaped = inside
    .replace(/(\\*)"/g, (_, slashes: string) => `${slashes}${slashes}\\"`)
    .replace(/\\+$/, (slashes) => slashes + slashes);
  return `"${escaped}"`;
}

/**
 * Index of the quote that closes the one `text` begins with; -1 when it begins with none or none
 * closes it.
 */
export function closingQuote(text: string): number {
  if (!text.startsWith('"')) return -1;
  let slashes = 0;
  for (let index = 1; index < text.length; index++) {
    const char = text.charAt(index);
    if (char === '"' && slashes % 2 === 0) return index;
    slashes = char === "\\" ? slashes + 1 : 0;
  }
  return -1;
}
