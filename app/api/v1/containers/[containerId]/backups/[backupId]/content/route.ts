import { z } from "zod";
import { downloadBackup } from "#lib/api/download";
import { backupParams } from "#lib/api/params";
import { route } from "#lib/api/route";
import { isStillMember } from "#lib/auth/find-member";

export const GET = route(
  {
    capability: "containers-backups-manage",
    params: backupParams,
    query: z.object({ as: z.enum(["stored", "original"]).default("stored") }),
  },
  ({ deps, member, params, query, request }) =>
    downloadBackup(
      deps,
      { hubId: member.hubId, ...params, isStillMember: () => isStillMember(deps.db, member) },
      query.as,
      request,
    ),
);
