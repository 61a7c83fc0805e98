import type { ShellWord } from "#lib/backups/commands/shell-words";

/** An option found among a command's words; `value` is null when it takes or has none. */
export type FoundOption = {
  word: ShellWord;
  /** The word that holds the value: `word` itself for `-ffile` and `--file=file`. */
  valueWord: ShellWord | null;
  value: string | null;
};

/**
 * Finds `-x` among words the way getopt reads them, alone or in a cluster (`-czf file`). `valued`
 * lists the letters that take a value and `attached` those that take one only without a space
 * (`-pSECRET`), so that a value is never taken for an option.
 */
export function findShort(
  args: readonly ShellWord[],
  letter: string,
  valued: string,
  attached = "",
): FoundOption | null {
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    if (!word || word.value === "--") return null;
    if (!/^-[^-]/.test(word.value)) continue;
    const letters = word.value.slice(1);
    for (let at = 0; at < letters.length; at++) {
      const takesValue = valued.includes(letters.charAt(at));
      if (attached.includes(letters.charAt(at))) break;
      const rest = letters.slice(at + 1);
      const found = letters.charAt(at) === letter;
      if (found && !takesValue) return { word, valueWord: null, value: null };
      if (!takesValue) continue;
      const valueWord = rest === "" ? (args[index + 1] ?? null) : word;
      if (found) return { word, valueWord, value: rest || (valueWord?.value ?? null) };
      if (rest === "") index++;
      break;
    }
  }
  return null;
}

/** Finds `--name`, `--name=value`, and, when `valued`, `--name value`. */
export function findLong(
  args: readonly ShellWord[],
  name: string,
  valued = false,
): FoundOption | null {
  for (const [index, word] of args.entries()) {
    if (word.value === "--") return null;
    if (word.value === `--${name}`) {
      const valueWord = valued ? (args[index + 1] ?? null) : null;
      return { word, valueWord, value: valueWord?.value ?? null };
    }
    if (word.value.startsWith(`--${name}=`)) {
      return { word, valueWord: word, value: word.value.slice(name.length + 3) };
    }
  }
  return null;
}
