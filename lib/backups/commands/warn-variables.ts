import type {
  CommandWarning,
  LookedAt,
  ScriptWarning,
} from "#lib/backups/commands/command-warning";
import { scanShell } from "#lib/backups/commands/scan-shell";
import { wrapCommand } from "#lib/backups/commands/wrap-command";

const variable = /\$(?:\{?([A-Za-z_][A-Za-z0-9_]*)|\()|`/y;

/** A `$NAME` (or `$(…)`) in a text without outer quotes: it would reach the command as it stands. */
export function warnUnsubstituted(text: string): CommandWarning | null {
  const { places } = scanShell(text, false);
  for (let index = 0; index < text.length; index++) {
    if (places[index] !== "plain" && places[index] !== "double") continue;
    variable.lastIndex = index;
    const match = variable.exec(text);
    if (!match) continue;
    const what = match[1] ? `$${match[1]}` : "The substitution";
    return {
      code: "unsubstituted-variable",
      level: "warning",
      message: `${what} is filled in only when the whole command is in double quotes. As written, the command gets these characters themselves.`,
      fix: { label: "Wrap in double quotes", command: wrapCommand(text) },
    };
  }
  return null;
}

/** `'$NAME'` inside the outer quotes: single quotes keep the shell from filling it in. */
export function warnSingleQuoted({ script }: LookedAt): ScriptWarning[] {
  const { places } = scanShell(script, true);
  const found = [...script.matchAll(/'(\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*\}))'/g)].filter(
    (match) => places[match.index] === "mark" && places[match.index + 1] === "single",
  );
  const first = found[0];
  if (!first) return [];
  return [
    {
      code: "single-quoted-variable",
      level: "warning",
      message: `Single quotes keep ${first[1]} from being filled in.`,
      fix: {
        label: "Use double quotes inside",
        edits: found.map((match) => ({
          start: match.index,
          end: match.index + match[0].length,
          text: `"${match[1]}"`,
        })),
      },
    },
  ];
}
