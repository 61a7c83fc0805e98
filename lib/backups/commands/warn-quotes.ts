import type { CommandWarning } from "#lib/backups/commands/command-warning";
import type { ShellScan } from "#lib/backups/commands/scan-shell";
import { closingQuote, wrapCommand } from "#lib/backups/commands/wrap-command";

/** A command pasted with a word processor's quotes, which no shell knows. */
export function warnCurlyQuotes(text: string): CommandWarning | null {
  if (!/^[“”„]|[“”„]$/.test(text)) return null;
  return {
    code: "curly-quotes",
    level: "warning",
    message: "These are typographic quotes (“ ”), which no shell knows.",
    fix: {
      label: "Use straight quotes",
      command: text.replace(/[“”„]/g, '"').replace(/[‘’]/g, "'"),
    },
  };
}

/**
 * `"mysql -p"$PASS" db"`: meant as one pair around the whole, but the second quote closes the
 * first. Told from `"a" "b"` by what follows the second quote: not a blank or an operator.
 */
export function warnEarlyQuote(text: string): CommandWarning | null {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return null;
  const closing = closingQuote(text);
  const after = text.charAt(closing + 1);
  if (closing < 0 || closing === text.length - 1 || /[\s;&|<>]/.test(after)) return null;
  if (!/\s/.test(text.slice(0, closing))) return null;
  return {
    code: "early-quote",
    level: "warning",
    message: 'A double quote inside ends the outer pair early. Write it as \\" inside.',
    fix: { label: 'Write inner quotes as \\"', command: wrapCommand(text.slice(1, -1)) },
  };
}

/** Inside the outer quotes a pair is left open: the shell will refuse the command. */
export function warnOpenQuote(scan: ShellScan): CommandWarning | null {
  if (scan.open === null) return null;
  return {
    code: "open-quote",
    level: "warning",
    message:
      scan.open === "backslash"
        ? "The command inside the quotes ends in a lone backslash."
        : `Inside the outer quotes, a ${scan.open} is never closed: the shell will refuse the command.`,
    fix: null,
  };
}
