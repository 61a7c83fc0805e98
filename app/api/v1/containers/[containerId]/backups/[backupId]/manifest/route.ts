import { answer } from "#lib/api/answer";
import { backupParams } from "#lib/api/params";
import { readStoredManifest } from "#lib/api/read-stored-manifest";
import { route } from "#lib/api/route";

export const GET = route(
  { capability: "containers-backups-manage", params: backupParams },
  async ({ deps, member, params }) =>
    answer({ data: await readStoredManifest(deps, { hubId: member.hubId, ...params }) }),
);
