import type { LookedAt, ScriptEdit, ScriptWarning } from "#lib/backups/commands/command-warning";
import { findTool } from "#lib/backups/commands/find-tool";
import type { ShellRedirect, SimpleCommand } from "#lib/backups/commands/shell-words";
import { isStdout } from "#lib/backups/commands/standard-paths";
import { toolFileOutput } from "#lib/backups/commands/tool-output";

/** Commands that say nothing on stdout that could be a backup. */
const silent = new Set(
  "echo printf rm true false : exit wait sleep test [ [[ cd set unset export trap kill mv cp ln mkdir touch chmod chown sync umask ulimit install fi done esac } else".split(
    " ",
  ),
);

/**
 * A backup command whose data goes to a file: nothing, or the wrong thing, would be stored. A
 * script that hands the data out afterwards (`… > f && cat f`) is let be.
 */
export function warnFileOutput({ commands, operation }: LookedAt): ScriptWarning[] {
  if (operation !== "backup") return [];
  const found = pipelines(commands).map((pipeline) => ({
    output: fileOutput(pipeline),
    speaks: speaks(pipeline),
  }));
  const first = found.find(({ output }) => output !== null)?.output;
  if (!first || found.some(({ output, speaks }) => output === null && speaks)) return [];
  return [
    {
      code: "writes-to-file",
      level: "warning",
      message: `The backup is what the command writes to stdout; this one writes to ${first.target} instead.`,
      fix: first.edits && { label: "Write to stdout", edits: first.edits },
    },
  ];
}

/** `2>&1` on a command whose stdout is stored: its error messages would land inside the backup. */
export function warnStderrInBackup({ commands, operation }: LookedAt): ScriptWarning[] {
  if (operation !== "backup") return [];
  const mixed = commands
    .filter((command) => !command.redirects.some((each) => isStdoutRedirect(each)))
    .filter((command) => !silent.has(findTool(command)?.name ?? ":"))
    .flatMap(({ redirects }) => redirects)
    .filter(({ fd, op, target }) => fd === 2 && op === ">&" && target.value === "1");
  if (mixed.length === 0) return [];
  return [
    {
      code: "stderr-in-backup",
      level: "warning",
      message: "2>&1 mixes error messages into the backup. Without it they go to the log.",
      fix: {
        label: "Remove 2>&1",
        edits: mixed.map(({ start, end }) => ({ start, end, text: "" })),
      },
    },
  ];
}

function pipelines(commands: readonly SimpleCommand[]): SimpleCommand[][] {
  const all: SimpleCommand[][] = [[]];
  for (const command of commands) {
    all.at(-1)?.push(command);
    if (command.operator !== "|" && command.operator !== "|&") all.push([]);
  }
  return all.filter((pipeline) => pipeline.length > 0);
}

function fileOutput(
  pipeline: readonly SimpleCommand[],
): { target: string; edits: ScriptEdit[] | null } | null {
  for (const command of pipeline) {
    const redirect = command.redirects.find(isStdoutRedirect);
    if (redirect) {
      const { start, end, target } = redirect;
      if (isStdout(target.value)) continue;
      const written = redirect.op.startsWith("&") || redirect.op === ">&";
      return { target: target.raw, edits: written ? null : [{ start, end, text: "" }] };
    }
    const tool = findTool(command);
    const output = tool && toolFileOutput(tool);
    if (output) return output;
  }
  return null;
}

/** Whether the redirect decides where stdout goes: `>`, `>>`, `>|`, `1>`, `&>`, but not `>&2`. */
function isStdoutRedirect({ fd, op, target }: ShellRedirect): boolean {
  if (op === "&>" || op === "&>>") return true;
  if (op === ">&") return (fd === null || fd === 1) && !/^\d$|^-$/.test(target.value);
  return [">", ">>", ">|"].includes(op) && (fd === null || fd === 1);
}

function speaks(pipeline: readonly SimpleCommand[]): boolean {
  const last = pipeline.at(-1);
  const name = last ? findTool(last)?.name : undefined;
  return name !== undefined && !silent.has(name);
}
