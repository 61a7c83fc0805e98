import type { ContainerDto } from "#lib/api/container-dto";
import { readBackupConfig } from "#lib/api/read-backup-config";
import { requireContainer } from "#lib/api/require-container";
import type { WebDeps } from "#lib/api/web-deps";
import type { BackupConfigInput } from "#lib/backups/backup-config-input";
import type { Actor } from "#lib/backups/types";
import { setBackupConfig, setStateful } from "#lib/db/set-backup-config";

type Where = { hubId: string; containerId: string };

/** Sets Config → Integrations → Backups and answers it as it now is. Throws Refusal. */
export async function changeBackupConfig(
  deps: WebDeps,
  where: Where,
  input: BackupConfigInput,
  actor: Actor,
) {
  await setBackupConfig(deps.db, where, input, actor);
  return readBackupConfig(deps.db, where);
}

/** Sets or clears a user's word on whether the container is stateful. Throws Refusal (404.container). */
export async function changeStateful(
  deps: WebDeps,
  where: Where,
  override: boolean | null,
  actor: Actor,
): Promise<ContainerDto> {
  await setStateful(deps.db, where, override, actor);
  return requireContainer(deps.db, where.hubId, where.containerId);
}
