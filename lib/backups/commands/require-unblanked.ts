import type { CommandOperation } from "#lib/backups/commands/command-warning";
import { redactedMark } from "#lib/backups/redact";
import { Refusal } from "#lib/hubs/refusal";

/**
 * Refuses to run a command that came back from a manifest with a secret blanked: it would only fail in
 * words of its own. Throws Refusal.
 */
export function requireUnblanked(command: string, operation: CommandOperation): void {
  if (!command.includes(redactedMark)) return;
  throw new Refusal(
    "invalid-state",
    `The ${operation} command came from the bucket, where its secret is blanked: it stands there as ${redactedMark}. Write it in Config → Integrations → Backups.`,
  );
}
