import { scanShell } from "#lib/backups/commands/scan-shell";

/** A word with its place in the text; `value` is the word with its quoting taken away. */
export type ShellWord = { raw: string; value: string; start: number; end: number };

/** `2> file` is `{ fd: 2, op: ">", target: file }`. */
export type ShellRedirect = {
  fd: number | null;
  op: string;
  target: ShellWord;
  start: number;
  end: number;
};

/** One command of a script, up to the operator after it (`""` at the end). */
export type SimpleCommand = { words: ShellWord[]; redirects: ShellRedirect[]; operator: string };

const operators = ["&>>", "<<<", "<<-", "&&", "||", ";;", "|&", "&>", "<<", ">>", ">|", ">&", "<&"];

/**
 * Cuts a shell text into its commands, their words and redirects, for looking at, not for running:
 * keywords are words, and what stands in `$(…)` belongs to the word around it.
 */
export function shellCommands(text: string): SimpleCommand[] {
  const { places } = scanShell(text, true);
  const commands: SimpleCommand[] = [];
  let current: SimpleCommand = { words: [], redirects: [], operator: "" };
  let pending: { fd: number | null; op: string; start: number } | null = null;
  let wordStart = -1;
  const plain = (index: number) => places[index] === "plain";

  const endWord = (end: number) => {
    if (wordStart < 0) return;
    const word = readWord(text, places, wordStart, end);
    if (pending) current.redirects.push({ ...pending, target: word, end });
    else current.words.push(word);
    pending = null;
    wordStart = -1;
  };
  const endCommand = (operator: string) => {
    current.operator = operator;
    if (current.words.length > 0 || current.redirects.length > 0) commands.push(current);
    current = { words: [], redirects: [], operator: "" };
    pending = null;
  };

  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index);
    if (places[index] === "mark" && text.charAt(index + 1) === "\n" && char === "\\") {
      index++;
    } else if (places[index] === "comment" || (plain(index) && /[ \t\r]/.test(char))) {
      endWord(index);
    } else if (plain(index) && /[<>|&;()\n]/.test(char)) {
      const operator =
        operators.find((each) => text.startsWith(each, index) && plain(index + each.length - 1)) ??
        char;
      if (/[<>]/.test(operator)) {
        const number = /^\d$/.test(text.slice(wordStart, index)) && plain(wordStart);
        const start = number ? wordStart : index;
        const fd = number ? Number(text.slice(wordStart, index)) : null;
        if (number) wordStart = -1;
        endWord(index);
        pending = { fd, op: operator, start };
      } else {
        endWord(index);
        endCommand(operator);
      }
      index += operator.length - 1;
    } else if (wordStart < 0) {
      wordStart = index;
    }
  }
  endWord(text.length);
  endCommand("");
  return commands;
}

function readWord(text: string, places: readonly string[], start: number, end: number): ShellWord {
  let value = "";
  for (let index = start; index < end; index++) {
    const joinsLines = places[index]?.startsWith("escaped") && text.charAt(index) === "\n";
    if (places[index] !== "mark" && !joinsLines) value += text.charAt(index);
  }
  return { raw: text.slice(start, end), value, start, end };
}
