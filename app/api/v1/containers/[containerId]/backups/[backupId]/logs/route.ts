import { answer } from "#lib/api/answer";
import { backupParams } from "#lib/api/params";
import { readBackup } from "#lib/api/read-backups";
import { readLogs } from "#lib/api/read-logs";
import { route } from "#lib/api/route";
import { Refusal } from "#lib/hubs/refusal";

export const GET = route(
  { capability: "containers-backups-view", params: backupParams },
  async ({ deps, member, params }) => {
    const where = { hubId: member.hubId, ...params };
    if (!(await readBackup(deps.db, where))) {
      throw new Refusal("not-found", "This container has no such backup.", {
        subject: "container.backup",
      });
    }
    return answer({ data: await readLogs(deps.db, where) });
  },
);
