import type { LookedAt, ScriptEdit, ScriptWarning } from "#lib/backups/commands/command-warning";
import { findLong, findShort } from "#lib/backups/commands/find-option";
import { findTool, type Tool } from "#lib/backups/commands/find-tool";
import type { SimpleCommand } from "#lib/backups/commands/shell-words";
import { isStdin } from "#lib/backups/commands/standard-paths";
import { tarArchive } from "#lib/backups/commands/tar-archive";

type FileInput = { source: string; edits: ScriptEdit[] };

/**
 * A restore command whose tool reads a file: the backup that arrives on stdin would be ignored. A
 * script that names the file twice (`cat > f && mysql < f`) is let be.
 */
export function warnFileInput({ commands, operation, script }: LookedAt): ScriptWarning[] {
  if (operation !== "restore") return [];
  return commands.flatMap((command): ScriptWarning[] => {
    const tool = findTool(command);
    const input = tool && (redirected(command, tool) ?? fileInput(tool, commands.length));
    if (!tool || !input || script.split(input.source).length > 2) return [];
    return [
      {
        code: "reads-from-file",
        level: "warning",
        message: `The backup arrives on stdin; this ${tool.name} reads ${input.source} instead.`,
        fix: { label: "Read from stdin", edits: input.edits },
      },
    ];
  });
}

function redirected(command: SimpleCommand, tool: Tool): FileInput | null {
  if (!/^(mysql|mariadb|psql|pg_restore|mongorestore|redis-cli|tar)$/.test(tool.name)) return null;
  const redirect = command.redirects.find(({ op, fd }) => op === "<" && (fd === null || fd === 0));
  if (!redirect || isStdin(redirect.target.value)) return null;
  return {
    source: redirect.target.value,
    edits: [{ start: redirect.start, end: redirect.end, text: "" }],
  };
}

function fileInput({ name, args, word }: Tool, commands: number): FileInput | null {
  if (name === "tar") {
    const { mode, file } = tarArchive(args);
    if (mode !== "extract" || !file || isStdin(file.value)) return null;
    const text = file.attached ? `${file.word.value.slice(0, -file.value.length)}-` : "-";
    return { source: file.value, edits: [{ start: file.word.start, end: file.word.end, text }] };
  }
  if (name === "mongorestore") {
    const archive = findLong(args, "archive");
    // Without --archive it reads a folder, which another command of the script may have filled.
    if (!archive && commands === 1) {
      return { source: "dump/", edits: [{ start: word.end, end: word.end, text: " --archive" }] };
    }
    if (!archive?.value || isStdin(archive.value)) return null;
    const { start, end } = archive.word;
    return { source: archive.value, edits: [{ start, end, text: "--archive" }] };
  }
  if (name === "psql") {
    const found = findLong(args, "file", true) ?? findShort(args, "f", "cdfFhLopPRTUv");
    if (!found?.value || isStdin(found.value)) return null;
    const end = (found.valueWord ?? found.word).end;
    return { source: found.value, edits: [{ start: found.word.start, end, text: "" }] };
  }
  return null;
}
