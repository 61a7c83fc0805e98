import { answer } from "#lib/api/answer";
import { jobParams } from "#lib/api/params";
import { readJob } from "#lib/api/read-jobs";
import { route } from "#lib/api/route";
import { Refusal } from "#lib/hubs/refusal";

export const GET = route(
  { capability: null, params: jobParams },
  async ({ deps, member, params }) => {
    const job = await readJob(deps.db, { hubId: member.hubId, ...params });
    if (!job) throw new Refusal("not-found", "The hub has no such job.", { subject: "job" });
    return answer({ data: job });
  },
);
