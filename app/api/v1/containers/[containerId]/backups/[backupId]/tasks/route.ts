import { z } from "zod";
import { answer } from "#lib/api/answer";
import { backupParams } from "#lib/api/params";
import { describeJob } from "#lib/api/read-jobs";
import { route } from "#lib/api/route";
import { startMark } from "#lib/api/start-mark";
import { requestCancel } from "#lib/backups/request-cancel";
import { requestRestore } from "#lib/backups/request-restore";

const task = z.discriminatedUnion("action", [
  z.strictObject({
    action: z.literal("restore"),
    contents: z.strictObject({ instance_id: z.uuid() }),
  }),
  z.strictObject({ action: z.enum(["cancel", "pin", "unpin", "verify"]) }),
  z.strictObject({
    action: z.literal("cancel-restore"),
    contents: z.strictObject({ restore_id: z.uuid() }),
  }),
]);

export const POST = route(
  { capability: "containers-backups-manage", params: backupParams, body: task },
  async ({ deps, member, actor, params, body }) => {
    const where = { hubId: member.hubId, ...params, actor };
    if (body.action === "restore") {
      const restore = await requestRestore(deps.requests, {
        ...where,
        instanceId: body.contents.instance_id,
      });
      return answer(
        { data: { ...describeJob("restore", [restore.jobId]), restore_id: restore.id } },
        202,
      );
    }
    if (body.action === "pin" || body.action === "unpin" || body.action === "verify")
      return answer({ data: await startMark(deps, where, body.action) }, 202);
    const restoreId = body.action === "cancel-restore" ? body.contents.restore_id : undefined;
    const { jobId } = await requestCancel(deps.requests, { ...where, restoreId });
    return answer({ data: describeJob(body.action, [jobId]) }, 202);
  },
);
