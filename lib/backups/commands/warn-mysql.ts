import type { LookedAt, ScriptWarning } from "#lib/backups/commands/command-warning";
import { findTool } from "#lib/backups/commands/find-tool";

const clients = /^(mysql|mysqldump|mysqladmin|mysqlimport|mariadb|mariadb-dump|mariadb-admin)$/;

/**
 * The MySQL and MariaDB clients take a password only attached (`-pSECRET`, `--password=SECRET`);
 * after a space it is the database's name, and the client asks for the password on a terminal
 * that nobody sits at (MySQL 8.4 manual, 6.2.2.1).
 */
export function warnMysqlPassword({ commands, script }: LookedAt): ScriptWarning[] {
  return commands.flatMap((command): ScriptWarning[] => {
    const tool = findTool(command);
    if (!tool || !clients.test(tool.name)) return [];
    const index = tool.args.findIndex(({ value }) => value === "-p" || value === "--password");
    const option = tool.args[index];
    if (!option) return [];
    const next = tool.args[index + 1];
    if (!next?.value.includes("$")) {
      return [
        {
          code: "password-prompt",
          level: "warning",
          message: `${tool.name} asks for a password after a bare ${option.value}, and nobody can answer. Write the password right after it, without a space.`,
          fix: null,
        },
      ];
    }
    const glue = option.value === "-p" ? "" : "=";
    return [
      {
        code: "password-space",
        level: "warning",
        message: `The space after ${option.value} makes ${next.raw} the name of a database, and ${tool.name} asks for a password that nobody can type.`,
        fix: {
          label: "Remove the space",
          edits: [
            {
              start: option.start,
              end: next.end,
              text: `${script.slice(option.start, option.end)}${glue}${next.raw}`,
            },
          ],
        },
      },
    ];
  });
}
