import type { ScriptEdit } from "#lib/backups/commands/command-warning";
import { type FoundOption, findLong, findShort } from "#lib/backups/commands/find-option";
import type { Tool } from "#lib/backups/commands/find-tool";
import type { ShellWord } from "#lib/backups/commands/shell-words";
import { isStdout } from "#lib/backups/commands/standard-paths";
import { tarArchive } from "#lib/backups/commands/tar-archive";

/** Where a tool writes instead of stdout, and the edits that send it there (null: none are safe). */
export type FileOutput = { target: string; edits: ScriptEdit[] | null };

/** Says whether a backup tool's own options send its data to a file instead of stdout. */
export function toolFileOutput(tool: Tool): FileOutput | null {
  switch (tool.name) {
    case "tar":
      return tarOutput(tool);
    case "mysqldump":
    case "mariadb-dump":
      return mysqlOutput(tool);
    case "pg_dump":
    case "pg_dumpall":
      return pgDumpOutput(tool);
    case "pg_basebackup":
      return baseBackupOutput(tool);
    case "mongodump":
      return mongoOutput(tool);
    case "redis-cli":
      return redisOutput(tool);
    default:
      return null;
  }
}

function tarOutput({ args }: Tool): FileOutput | null {
  const { mode, file } = tarArchive(args);
  if (mode !== "create" || !file || isStdout(file.value)) return null;
  const { word } = file;
  const text = file.attached ? `${word.value.slice(0, -file.value.length)}-` : "-";
  return { target: file.value, edits: [{ start: word.start, end: word.end, text }] };
}

function mysqlOutput({ args, name }: Tool): FileOutput | null {
  const valued = "hPuSrTw";
  const tab = findLong(args, "tab", true) ?? findShort(args, "T", valued, "p#");
  if (tab) return { target: tab.value ?? "files", edits: null };
  const file = findLong(args, "result-file", true) ?? findShort(args, "r", valued, "p#");
  return file && withoutOption(file, name);
}

function pgDumpOutput({ args, name }: Tool): FileOutput | null {
  const valued = name === "pg_dump" ? "dEefFhjnNpStTUZ" : "dEfhlpSU";
  const file = findLong(args, "file", true) ?? findShort(args, "f", valued);
  if (!file) return null;
  const format = (findLong(args, "format", true) ?? findShort(args, "F", valued))?.value;
  // The directory format has no stdout form.
  if (format === "d" || format === "directory") return { target: file.value ?? "", edits: null };
  return withoutOption(file, name);
}

function baseBackupOutput({ args }: Tool): FileOutput | null {
  const folder = findLong(args, "pgdata", true) ?? findShort(args, "D", "DFrTXZcdhlpsUS");
  if (!folder?.value || isStdout(folder.value)) return null;
  return { target: folder.value, edits: null };
}

function mongoOutput({ args, word, name }: Tool): FileOutput | null {
  const out = findLong(args, "out", true) ?? findShort(args, "o", "hupdcqo");
  if (out?.value === "-") return null;
  const archive = findLong(args, "archive");
  const edits: ScriptEdit[] = [];
  if (out) edits.push(...(withoutOption(out, name)?.edits ?? []));
  if (!archive) edits.push({ start: word.end, end: word.end, text: " --archive" });
  else if (archive.value !== null && archive.value !== "-" && !isStdout(archive.value)) {
    edits.push({ start: archive.word.start, end: archive.word.end, text: "--archive" });
    return { target: archive.value, edits };
  }
  return edits.length > 0 ? { target: out?.value ?? "dump/", edits } : null;
}

function redisOutput({ args }: Tool): FileOutput | null {
  const at = args.findIndex(({ value }) => value === "--rdb" || value === "--functions-rdb");
  const file = args[at + 1];
  if (at < 0 || !file || isStdout(file.value)) return null;
  return { target: file.value, edits: [{ start: file.start, end: file.end, text: "-" }] };
}

function withoutOption({ word, value, valueWord }: FoundOption, tool: string): FileOutput | null {
  if (value === null || (isStdout(value) && tool !== "mongodump")) return null;
  const remove = (each: ShellWord) => ({ start: each.start, end: each.end, text: "" });
  if (valueWord !== word && valueWord) {
    // `-vf file`: the letters before `f` stay.
    const cluster = /^-[^-]/.test(word.value) ? word.value.slice(0, -1) : "-";
    const kept =
      cluster === "-" ? remove(word) : { start: word.start, end: word.end, text: cluster };
    return { target: value, edits: [kept, remove(valueWord)] };
  }
  const kept = word.value.startsWith("--") ? "-" : word.value.slice(0, -value.length - 1);
  return {
    target: value,
    edits: [kept === "-" ? remove(word) : { start: word.start, end: word.end, text: kept }],
  };
}
