import { downloadLog } from "#lib/api/download-log";
import { instanceParams, logQuery } from "#lib/api/params";
import { route } from "#lib/api/route";

export const GET = route(
  { capability: "containers-logs-view", params: instanceParams, query: logQuery },
  ({ deps, member, params, query }) => downloadLog(deps, { hubId: member.hubId, ...params }, query),
);
