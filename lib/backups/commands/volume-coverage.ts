import { dumpedFolders } from "#lib/backups/commands/dumped-folders";
import { findTool, type Tool } from "#lib/backups/commands/find-tool";
import { type SimpleCommand, shellCommands } from "#lib/backups/commands/shell-words";
import { tarPaths, within } from "#lib/backups/commands/tar-paths";
import { unwrapCommand } from "#lib/backups/commands/wrap-command";

/**
 * Whether a backup holds what lies in a mounted folder. `partly`: one database of several, or a
 * folder inside of it. `not-covered` is said only of a command that is understood whole.
 */
export type Coverage = {
  current: "covered" | "partly" | "not-covered" | "not-known";
  /** By what: packed files, or a dump of the database that lives there. */
  by: "files" | "dump" | null;
};

/** Programs that only pass bytes on, or set things up for others. */
const neutral = /^(gzip|pigz|zstd|xz|bzip2|lz4|pv|cat|cd|export|set|true|sync|umask|\[|test)$/;
const branches = /^(if|for|while|until|case|function|select|trap|eval|source|\.|\w+\(\))$/;

const strength = { covered: 3, partly: 2, "not-known": 1, "not-covered": 0 };

/**
 * Says of each mounted folder whether a backup made by this command holds it. A command is all that
 * is known of a backup, so the rule is: what `tar` packs is covered; a dump covers the data folder
 * of its database, where that database's images keep it; of anything else nothing is known.
 *
 * @param destinations paths in the container
 */
export function volumeCoverage(command: string, destinations: readonly string[]): Coverage[] {
  const script = unwrapCommand(command) ?? command;
  const commands = shellCommands(script);
  const isStraight = commands.every(isStraightOn);
  const found: ((path: string) => Coverage)[] = [];
  let isUnderstood = isStraight && commands.length > 0;
  let folder: string | null = null;
  for (const each of isStraight ? commands : []) {
    const tool = findTool(each);
    if (!tool) continue;
    if (tool.name === "cd") folder = within(folder, tool.args[0]?.value ?? "/");
    const rule = ruleOf(tool, folder);
    if (rule) found.push(rule);
    // Of a dump it is not known where else its database may keep data.
    if (!neutral.test(tool.name) && !(rule && tool.name === "tar")) isUnderstood = false;
    if (tool.name === "cat" && tool.args.length > 0) isUnderstood = false;
  }
  return destinations.map((path) => {
    const start: Coverage = { current: isUnderstood ? "not-covered" : "not-known", by: null };
    return found
      .map((rule) => rule(path))
      .reduce(
        (best, next) => (strength[next.current] > strength[best.current] ? next : best),
        start,
      );
  });
}

/** Whether it is run whatever came before, and its output is the backup's. */
function isStraightOn(
  { words, redirects, operator }: SimpleCommand,
  index: number,
  all: SimpleCommand[],
): boolean {
  const writesElsewhere = redirects.some(({ op, fd }) => op.includes(">") && (fd ?? 1) === 1);
  const first = words[0]?.value ?? "";
  const otherwise = operator === "||" && /^(\[|test)$/.test(first);
  const next = findTool(all[index + 1] ?? { words: [], redirects: [], operator: "" });
  const goesOn = ["", "|", "&&", ";", "\n"].includes(operator);
  const isHarmless = otherwise && neutral.test(next?.name ?? "");
  return (goesOn || isHarmless) && !writesElsewhere && !branches.test(first);
}

function ruleOf(tool: Tool, folder: string | null): ((path: string) => Coverage) | null {
  if (tool.name === "tar") {
    const packed = tarPaths(tool.args, folder);
    if (!packed) return null;
    const { paths, staysOnFileSystem } = packed;
    return (path) => {
      const whole = paths.some((from) => (staysOnFileSystem ? from === path : holds(from, path)));
      const part = paths.some((from) => holds(path, from));
      if (!whole && !part) return { current: "not-covered", by: null };
      return { current: whole ? "covered" : "partly", by: "files" };
    };
  }
  const dumped = dumpedFolders(tool);
  if (!dumped) return null;
  return (path) => {
    const inside = dumped.folders.some((data) => holds(data, path));
    const around = dumped.folders.some((data) => holds(path, data));
    if (!inside && !around) return { current: "not-known", by: null };
    return { current: inside && dumped.isWhole ? "covered" : "partly", by: "dump" };
  };
}

const holds = (folder: string, path: string) =>
  folder === "/" || path === folder || path.startsWith(`${folder}/`);
