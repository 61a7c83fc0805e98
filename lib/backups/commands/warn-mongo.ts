import type { LookedAt, ScriptWarning } from "#lib/backups/commands/command-warning";
import { findLong } from "#lib/backups/commands/find-option";
import { findTool } from "#lib/backups/commands/find-tool";

/** Without `--drop`, mongorestore leaves documents that are there and only adds missing ones. */
export function warnMongoDrop({ commands, operation }: LookedAt): ScriptWarning[] {
  if (operation !== "restore") return [];
  return commands.flatMap((command): ScriptWarning[] => {
    const tool = findTool(command);
    if (tool?.name !== "mongorestore" || findLong(tool.args, "drop")) return [];
    return [
      {
        code: "restore-without-drop",
        level: "warning",
        message:
          "Without --drop, mongorestore keeps the documents that are there: changed ones are not put back.",
        fix: {
          label: "Add --drop",
          edits: [{ start: tool.word.end, end: tool.word.end, text: " --drop" }],
        },
      },
    ];
  });
}
