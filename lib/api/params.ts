import { z } from "zod";
import { type Sort, sortParam } from "#lib/api/sort";
import { Refusal } from "#lib/hubs/refusal";

/**
 * An id in a path. One that is no UUID names nothing that could be there: it answers as an unknown one
 * does, with the 404 of the thing that it should name (`404.container.backup`).
 */
function pathId(subject: string, notThere: string) {
  return z.string().transform((text) => {
    if (!z.uuid().safeParse(text).success) throw new Refusal("not-found", notThere, { subject });
    return text;
  });
}

const containerId = pathId("container", "This container is not in the hub.");
const backupId = pathId("container.backup", "This container has no such backup.");

export const containerParams = z.object({ containerId });
export const backupParams = z.object({ containerId, backupId });
export const integrationParams = z.object({
  integrationId: pathId("hub.integration", "The hub has no such integration."),
});
export const jobParams = z.object({ jobId: pathId("job", "The hub has no such job.") });

const rows = z.coerce.number().int().min(1).max(200);

/**
 * A page of at most 200 rows, newest first or (`sort=created`) oldest: ours is a keyset page (`cursor` says where the one before ended), and
 * Cycle's `page[number]` (from 1) and `page[size]` are understood too.
 */
export const pageQuery = z
  .object({
    cursor: z.string().nullable().default(null),
    limit: rows.default(50),
    "page[number]": z.coerce.number().int().min(1).max(100_000).optional(),
    "page[size]": rows.optional(),
    sort: sortParam(["created"], "-created"),
    include: z.string().optional(),
  })
  .transform((query) => {
    const limit = query["page[size]"] ?? query.limit;
    const offset = ((query["page[number]"] ?? 1) - 1) * limit;
    const { cursor, sort, include } = query;
    return { cursor, limit, offset, sort, include };
  });

/**
 * The list of containers: Cycle's shape by pages of at most 200, or with `view=summary` all of them at
 * once in few words each; by environment unless `sort` says otherwise.
 */
export const containersQuery = z
  .object({
    view: z.enum(["full", "summary"]).default("full"),
    "page[number]": z.coerce.number().int().min(1).max(100_000).default(1),
    "page[size]": rows.default(200),
    sort: sortParam(["environment", "identifier", "created"], "environment"),
  })
  .transform((query) => ({
    view: query.view,
    sort: query.sort,
    limit: query["page[size]"],
    offset: (query["page[number]"] - 1) * query["page[size]"],
  }));

export type Page = {
  cursor: string | null;
  limit: number;
  offset: number;
  sort: Sort<"created">;
};
export type ContainersPage = z.infer<typeof containersQuery>;
