import type { LookedAt, ScriptWarning } from "#lib/backups/commands/command-warning";
import { redactedMark } from "#lib/backups/redact";

/** A command that came back from a manifest has its secrets blanked, and cannot run like that. */
export function warnBlanked({ script }: LookedAt): ScriptWarning[] {
  if (!script.includes(redactedMark)) return [];
  return [
    {
      code: "blanked-secret",
      level: "warning",
      message: `This command came from the bucket, where its secret is blanked. Write the secret in place of ${redactedMark}, or better the variable that holds it.`,
      fix: null,
    },
  ];
}
