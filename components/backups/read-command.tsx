import {
  CommandSyntaxError,
  type ParsedCommand,
  parseCommand,
} from "#lib/backups/commands/parse-command";

export type ReadCommand = { ok: true; parsed: ParsedCommand } | { ok: false; message: string };

/** `parseCommand` with its refusal as a value. */
export function readCommand(text: string): ReadCommand {
  try {
    return { ok: true, parsed: parseCommand(text) };
  } catch (error) {
    const message =
      error instanceof CommandSyntaxError ? error.message : "This command cannot be understood.";
    return { ok: false, message };
  }
}
