import { z } from "zod";
import { momentParam, pageQuery } from "#lib/api/params";
import { activityKinds } from "#lib/hubs/activity-kinds";

/** Which lines of the activity: every filter that is given has to fit. */
const activityFilter = z.object({
  kind: z.enum(activityKinds).optional(),
  /** A person's id, or `holdfast` for what it did by itself. */
  actor: z.union([z.uuid(), z.literal("holdfast")]).optional(),
  container: z.uuid().optional(),
  /** At this time or later, and before that. */
  from: momentParam.optional(),
  to: momentParam.optional(),
});

export const activityQuery = pageQuery.and(activityFilter);
export const activityExportQuery = activityFilter.extend({
  format: z.enum(["csv", "json"]).default("csv"),
});

export type ActivityFilter = z.infer<typeof activityFilter>;
