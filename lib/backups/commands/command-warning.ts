import type { SimpleCommand } from "#lib/backups/commands/shell-words";

export type CommandOperation = "backup" | "restore";

export type WarningCode =
  | "curly-quotes"
  | "early-quote"
  | "open-quote"
  | "unsubstituted-variable"
  | "single-quoted-variable"
  | "password-space"
  | "password-prompt"
  | "wrong-password-variable"
  | "clean-on-dump"
  | "restore-without-clean"
  | "restore-without-drop"
  | "writes-to-file"
  | "stderr-in-backup"
  | "reads-from-file"
  | "blanked-secret";

/** Something in a command that cannot work (`warning`) or may surprise (`hint`). */
export type CommandWarning = {
  code: WarningCode;
  level: "warning" | "hint";
  message: string;
  /** One click that corrects it: `command` is the whole corrected text. */
  fix: { label: string; command: string } | null;
};

/** A warning whose fix is a set of edits to the script that was looked at. */
export type ScriptWarning = Omit<CommandWarning, "fix"> & {
  fix: { label: string; edits: ScriptEdit[] } | null;
};

/** Puts `text` in place of the characters from `start` up to `end`. */
export type ScriptEdit = { start: number; end: number; text: string };

export type LookedAt = {
  operation: CommandOperation;
  script: string;
  commands: SimpleCommand[];
};

/** Applies edits that do not overlap; one that empties a word takes the blank before it along. */
export function applyEdits(script: string, edits: readonly ScriptEdit[]): string {
  let result = script;
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) {
    const before = result.slice(0, edit.start);
    result =
      (edit.text === "" ? before.replace(/[ \t]+$/, "") : before) +
      edit.text +
      result.slice(edit.end);
  }
  return result.trim();
}
