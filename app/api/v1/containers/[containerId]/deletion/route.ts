import { answer } from "#lib/api/answer";
import { containerParams } from "#lib/api/params";
import { readDeletionPreview } from "#lib/api/read-deletion-preview";
import { route } from "#lib/api/route";

/** What deleting the container would remove. */
export const GET = route(
  { capability: "containers-view", params: containerParams },
  async ({ deps, member, params }) =>
    answer({ data: await readDeletionPreview(deps.db, { hubId: member.hubId, ...params }) }),
);
