import type { ContainerDto } from "#lib/api/container-dto";
import { readBackupConfig } from "#lib/api/read-backup-config";
import { requireContainer } from "#lib/api/require-container";
import { saveBackupConfig } from "#lib/api/save-backup-config";
import type { WebDeps } from "#lib/api/web-deps";
import type { BackupConfigInput } from "#lib/backups/backup-config-input";
import type { Actor } from "#lib/backups/types";
import { setStateful } from "#lib/db/set-backup-config";
import { setKeepBackups } from "#lib/db/set-keep-backups";

type Where = { hubId: string; containerId: string };

/** Sets Config → Integrations → Backups and answers it as it now is. Throws Refusal. */
export async function changeBackupConfig(
  deps: WebDeps,
  where: Where,
  input: BackupConfigInput,
  actor: Actor,
) {
  await saveBackupConfig(deps, where, input, actor);
  return readBackupConfig(deps.db, where);
}

/**
 * Sets or clears a user's word on whether the container is stateful, and on whether its backups stay
 * when it is gone. Throws Refusal (404.container; 403.invalid-state while it is being deleted).
 */
export async function changeContainer(
  deps: WebDeps,
  where: Where,
  change: { stateful_override?: boolean | null; keep_backups?: boolean },
  actor: Actor,
): Promise<ContainerDto> {
  const { stateful_override, keep_backups } = change;
  if (stateful_override !== undefined) await setStateful(deps.db, where, stateful_override, actor);
  if (keep_backups !== undefined) await setKeepBackups(deps.db, where, keep_backups, actor);
  return requireContainer(deps.db, where.hubId, where.containerId);
}
