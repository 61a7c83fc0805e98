import {
  applyEdits,
  type CommandOperation,
  type CommandWarning,
  type LookedAt,
  type ScriptWarning,
} from "#lib/backups/commands/command-warning";
import { findTool } from "#lib/backups/commands/find-tool";
import { scanShell } from "#lib/backups/commands/scan-shell";
import { type SimpleCommand, shellCommands } from "#lib/backups/commands/shell-words";
import { warnBlanked } from "#lib/backups/commands/warn-blanked";
import { warnFileInput } from "#lib/backups/commands/warn-input";
import { warnMongoDrop } from "#lib/backups/commands/warn-mongo";
import { warnMysqlPassword } from "#lib/backups/commands/warn-mysql";
import { warnFileOutput, warnStderrInBackup } from "#lib/backups/commands/warn-output";
import { warnPostgresClean, warnPostgresPassword } from "#lib/backups/commands/warn-postgres";
import { warnCurlyQuotes, warnEarlyQuote, warnOpenQuote } from "#lib/backups/commands/warn-quotes";
import { warnSingleQuoted, warnUnsubstituted } from "#lib/backups/commands/warn-variables";
import { unwrapCommand, wrapCommand } from "#lib/backups/commands/wrap-command";

export type { CommandOperation, CommandWarning } from "#lib/backups/commands/command-warning";

const rules: ((looked: LookedAt) => ScriptWarning[])[] = [
  warnBlanked,
  warnMysqlPassword,
  warnPostgresPassword,
  warnPostgresClean,
  warnMongoDrop,
  warnFileOutput,
  warnStderrInBackup,
  warnFileInput,
];

/**
 * What in a command cannot work or may surprise, each with its one-click fix where one is safe
 * (design, "Commands"). Looks only, never throws; a text that `parseCommand` refuses still gets
 * the warnings that explain it.
 */
export function commandWarnings(
  text: string,
  { operation }: { operation: CommandOperation },
): CommandWarning[] {
  const trimmed = text.trim();
  if (trimmed === "") return [];
  const curly = warnCurlyQuotes(trimmed);
  if (curly) return [curly];
  const early = warnEarlyQuote(trimmed);
  if (early) return [early];
  const inside = unwrapCommand(trimmed);
  const script = inside ?? trimmed;
  const rewrap = inside === null ? (fixed: string) => fixed : wrapCommand;
  const warnings: CommandWarning[] = [];

  if (inside === null) {
    const unsubstituted = runsShell(shellCommands(trimmed)) ? null : warnUnsubstituted(trimmed);
    if (unsubstituted) warnings.push(unsubstituted);
  } else {
    const open = warnOpenQuote(scanShell(inside, true));
    if (open) return [open];
  }
  const commands = shellCommands(script);
  const looked = { operation, script, commands };
  const found = rules.flatMap((rule) => rule(looked));
  if (inside !== null) found.push(...warnSingleQuoted(looked));
  for (const { fix, ...warning } of found) {
    warnings.push({
      ...warning,
      fix: fix && { label: fix.label, command: rewrap(applyEdits(script, fix.edits)) },
    });
  }
  for (const nested of commands.map(nestedScript)) {
    if (nested === null) continue;
    const inner = { operation, script: nested, commands: shellCommands(nested) };
    for (const { fix: _, ...warning } of rules.flatMap((rule) => rule(inner))) {
      warnings.push({ ...warning, fix: null });
    }
  }
  return warnings;
}

function runsShell(commands: readonly SimpleCommand[]): boolean {
  return commands.some((command) => nestedScript(command) !== null);
}

/** The script in `sh -c 'script'`: its shell substitutes, whatever stands around it. */
function nestedScript(command: SimpleCommand): string | null {
  const tool = findTool(command);
  if (!tool || !/^(sh|bash|ash|dash|zsh|ksh|su)$/.test(tool.name)) return null;
  const at = tool.args.findIndex(({ value }) => /^-[a-z]*c$/.test(value));
  return at < 0 ? null : (tool.args[at + 1]?.value ?? null);
}
