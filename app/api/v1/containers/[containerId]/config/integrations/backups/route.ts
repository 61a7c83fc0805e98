import { answer } from "#lib/api/answer";
import { changeBackupConfig } from "#lib/api/change-container";
import { hideCommands } from "#lib/api/hide-commands";
import { containerParams } from "#lib/api/params";
import { readBackupConfig } from "#lib/api/read-backup-config";
import { requireContainer } from "#lib/api/require-container";
import { route } from "#lib/api/route";
import { backupConfigInput } from "#lib/backups/backup-config-input";

export const GET = route(
  { capability: "containers-backups-view", params: containerParams },
  async ({ deps, member, params }) => {
    await requireContainer(deps.db, member.hubId, params.containerId);
    const config = await readBackupConfig(deps.db, { hubId: member.hubId, ...params });
    return answer({ data: hideCommands(member.role, config) });
  },
);

export const PATCH = route(
  { capability: "containers-config-manage", params: containerParams, body: backupConfigInput },
  async ({ deps, member, actor, params, body }) => {
    const where = { hubId: member.hubId, ...params };
    return answer({ data: await changeBackupConfig(deps, where, body, actor) });
  },
);
