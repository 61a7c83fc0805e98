import type { LookedAt, ScriptEdit, ScriptWarning } from "#lib/backups/commands/command-warning";
import { findLong, findShort } from "#lib/backups/commands/find-option";
import { findTool, type Tool } from "#lib/backups/commands/find-tool";
import type { ShellWord } from "#lib/backups/commands/shell-words";

const clients = /^(psql|pg_dump|pg_dumpall|pg_restore|pg_basebackup|createdb|dropdb)$/;
/** Letters of pg_dump and of pg_restore that take a value. */
const dumpValued = "dEefFhjnNpStTUZ";
const restoreValued = "dfFhIjLnNpPStTU";

/** libpq reads the password from PGPASSWORD alone (PostgreSQL manual, 32.15). */
export function warnPostgresPassword({ commands }: LookedAt): ScriptWarning[] {
  const tools = commands.map(findTool);
  const usesClient = tools.some((tool) => tool && clients.test(tool.name));
  if (!usesClient) return [];
  const wrong = (words: readonly ShellWord[]) =>
    words.find(({ value }) => /^(PASSWORD|PG_PASSWORD|POSTGRES_PASSWORD)=/.test(value));
  return commands.flatMap((_, index): ScriptWarning[] => {
    const tool = tools[index];
    if (!tool) return [];
    const word = clients.test(tool.name)
      ? wrong(tool.assignments)
      : wrong(tool.name === "export" ? tool.args : []);
    if (!word) return [];
    const name = word.value.slice(0, word.value.indexOf("="));
    const client = clients.test(tool.name) ? tool.name : "PostgreSQL";
    return [
      {
        code: "wrong-password-variable",
        level: "warning",
        message: `${client} does not read ${name}; it takes its password from PGPASSWORD.`,
        fix: {
          label: "Use PGPASSWORD",
          edits: [{ start: word.start, end: word.start + name.length, text: "PGPASSWORD" }],
        },
      },
    ];
  });
}

/**
 * pg_dump ignores `--clean` when it writes an archive (manual, pg_dump, `-c`); without it on
 * pg_restore, a restore over tables that are there fails.
 */
export function warnPostgresClean({ commands, operation }: LookedAt): ScriptWarning[] {
  return commands.flatMap((command): ScriptWarning[] => {
    const tool = findTool(command);
    if (tool?.name === "pg_dump") return cleanOnDump(tool);
    if (tool?.name === "pg_restore" && operation === "restore") return restoreWithoutClean(tool);
    return [];
  });
}

function cleanOnDump({ args }: Tool): ScriptWarning[] {
  const format = (findLong(args, "format", true) ?? findShort(args, "F", dumpValued))?.value;
  if (!/^(t|tar|c|custom|d|directory)$/.test(format ?? "")) return [];
  const long = findLong(args, "clean");
  const short = findShort(args, "c", dumpValued);
  const found = long ?? short;
  if (!found) return [];
  const edits: ScriptEdit[] = [];
  if (long) edits.push({ start: long.word.start, end: long.word.end, text: "" });
  if (short) edits.push(withoutLetter(short.word, "c"));
  const ifExists = findLong(args, "if-exists");
  if (ifExists) edits.push({ start: ifExists.word.start, end: ifExists.word.end, text: "" });
  return [
    {
      code: "clean-on-dump",
      level: "warning",
      message: `pg_dump ignores ${long ? "--clean" : "-c"} with -F${format?.charAt(0)}. It belongs on the restore command: pg_restore --clean --if-exists.`,
      fix: { label: "Remove it here", edits },
    },
  ];
}

function withoutLetter(word: ShellWord, letter: string): ScriptEdit {
  const rest = word.raw.replace(letter, "");
  return { start: word.start, end: word.end, text: rest === "-" ? "" : rest };
}

function restoreWithoutClean({ args, word }: Tool): ScriptWarning[] {
  const has = (short: string, long: string) =>
    findShort(args, short, restoreValued) !== null || findLong(args, long) !== null;
  if (has("c", "clean") || has("a", "data-only") || has("l", "list")) return [];
  return [
    {
      code: "restore-without-clean",
      level: "hint",
      message:
        "Without --clean, pg_restore does not remove what is there and fails on tables that exist already.",
      fix: {
        label: "Add --clean --if-exists",
        edits: [{ start: word.end, end: word.end, text: " --clean --if-exists" }],
      },
    },
  ];
}
