import { z } from "zod";
import { answer } from "#lib/api/answer";
import { verifyIntegration } from "#lib/api/change-integration";
import { integrationParams } from "#lib/api/params";
import { describeJob } from "#lib/api/read-jobs";
import { route } from "#lib/api/route";
import { startSweep } from "#lib/api/start-sweep";

const someOrAll = z.union(
  [
    z.strictObject({ ids: z.array(z.uuid()).min(1).max(1000) }),
    z.strictObject({ all: z.literal(true) }),
  ],
  'Name the objects as {"ids": […]}, or say {"all": true}.',
);

const task = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("verify") }),
  z.strictObject({ action: z.literal("sweep") }),
  z.strictObject({ action: z.literal("rebuild") }),
  z.strictObject({ action: z.literal("import"), contents: someOrAll }),
]);

export const POST = route(
  { capability: "hubs-integrations-manage", params: integrationParams, body: task },
  async ({ deps, member, actor, params, body }) => {
    const where = { hubId: member.hubId, id: params.integrationId };
    if (body.action === "verify") return answer({ data: await verifyIntegration(deps, where) });
    const kind = body.action === "sweep" ? "compare" : body.action;
    const ids = body.action === "import" && "ids" in body.contents ? body.contents.ids : null;
    const jobId = await startSweep(deps, where, { kind, ids }, actor);
    return answer({ data: describeJob(body.action, [jobId]) }, 202);
  },
);
