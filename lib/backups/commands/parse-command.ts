import { join, split } from "shlex";
import { type ShellScan, scanShell } from "#lib/backups/commands/scan-shell";
import { closingQuote, unwrapCommand } from "#lib/backups/commands/wrap-command";

export type ParsedCommand = {
  /**
   * `shell`: wrapped in double quotes, variables substitute. `words`: run as it is, no shell.
   * `literal-shell`: run by a shell for its redirects and pipes, every `$` literal.
   */
  form: "shell" | "words" | "literal-shell";
  /** What is run, word by word; never empty. */
  argv: string[];
  /** The same as a line to show to a person. */
  shown: string;
};

/** A command that cannot be run; `message` is fit for the field. */
export class CommandSyntaxError extends Error {
  override name = "CommandSyntaxError";
  readonly code: "empty" | "unbalanced-quote" | "trailing-backslash" | "bad-character" | "too-long";

  constructor(code: CommandSyntaxError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** Longest command in characters. Linux refuses a single argument of 128 KiB and more. */
export const maxCommandLength = 30_000;

/**
 * Turns a command as the user wrote it into what is run in the instance (design, "Commands").
 * A text that begins with `NAME=value` needs a shell like one with a redirect does.
 * Throws `CommandSyntaxError`.
 */
export function parseCommand(text: string): ParsedCommand {
  const trimmed = text.trim();
  if (trimmed === "") throw new CommandSyntaxError("empty", "Write a command.");
  if (trimmed.length > maxCommandLength) {
    throw new CommandSyntaxError(
      "too-long",
      `The command is longer than ${maxCommandLength} characters. Put it in a script in the container.`,
    );
  }
  if (trimmed.includes("\0")) {
    throw new CommandSyntaxError("bad-character", "The command holds a NUL character.");
  }
  const inside = unwrapCommand(trimmed);
  if (inside !== null) {
    if (inside.trim() === "") throw new CommandSyntaxError("empty", "The quotes are empty.");
    return parsed("shell", ["/bin/sh", "-c", inside]);
  }
  const scan = scanShell(trimmed, false);
  refuseOpen(trimmed, scan);
  if (needsShell(trimmed, scan)) {
    return parsed("literal-shell", ["/bin/sh", "-c", literalScript(trimmed, scan)]);
  }
  const argv = split(plainWords(trimmed, scan));
  if (argv.length === 0 || argv[0] === "")
    throw new CommandSyntaxError("empty", "Write a command.");
  return parsed("words", argv);
}

function parsed(form: ParsedCommand["form"], argv: string[]): ParsedCommand {
  return { form, argv, shown: join(argv) };
}

function refuseOpen(text: string, scan: ShellScan): void {
  if (scan.open === null) return;
  if (scan.open === "backslash") {
    throw new CommandSyntaxError("trailing-backslash", "The command ends in a lone backslash.");
  }
  const hint =
    text.startsWith('"') && closingQuote(text) < 0 ? " End the command with a double quote." : "";
  throw new CommandSyntaxError("unbalanced-quote", `A ${scan.open} is never closed.${hint}`);
}

function needsShell(text: string, { places }: ShellScan): boolean {
  if (/^[A-Za-z_][A-Za-z0-9_]*=/.test(text)) return true;
  return places.some((place, index) => place === "plain" && /[<>|&;\n]/.test(text.charAt(index)));
}

/** The same text for a shell, with `$` and backtick escaped where they would substitute. */
function literalScript(text: string, { places }: ShellScan): string {
  return Array.from(places, (place, index) => {
    const char = text.charAt(index);
    const substitutes = (char === "$" || char === "`") && (place === "plain" || place === "double");
    return substitutes ? `\\${char}` : char;
  }).join("");
}

/**
 * The text in the dialect that `shlex` splits as POSIX does: it knows `\\` and `\"` alone inside
 * double quotes, takes `$'…'` for an ANSI-C string, and has no comments.
 */
function plainWords(text: string, { places }: ShellScan): string {
  return Array.from(places, (place, index) => {
    const char = text.charAt(index);
    const next = text.charAt(index + 1);
    if (place === "comment") return "";
    if (place === "plain" && char === "$") return "\\$";
    if (place === "mark" && places[index + 1] === "escaped-double" && /[$`\n]/.test(next))
      return "";
    if (place === "escaped-double" && char === "\n") return "";
    return char;
  }).join("");
}
