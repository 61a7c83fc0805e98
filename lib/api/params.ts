import { z } from "zod";
import { type Sort, sortParam } from "#lib/api/sort";
import { isTimeZone } from "#lib/backups/wall-clock";
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
export const instanceParams = z.object({
  containerId,
  instanceId: pathId("instance", "This container has no such instance."),
});
export const backupParams = z.object({ containerId, backupId });
export const integrationParams = z.object({
  integrationId: pathId("hub.integration", "The hub has no such integration."),
});
export const memberParams = z.object({
  memberId: pathId("hub.member", "The hub has no such member."),
});
export const inviteParams = z.object({
  inviteId: pathId("hub.invite", "The hub has no such invite."),
});
export const sessionParams = z.object({
  sessionId: pathId("account.session", "You have no such session."),
});
export const jobParams = z.object({ jobId: pathId("job", "The hub has no such job.") });

const rows = z.coerce.number().int().min(1).max(200);

/**
 * A page of at most 200 rows, newest first or (`sort=created`) oldest: ours is a keyset page (`cursor` says where the one before ended), and
 * Cycle's `page[number]` (from 1) and `page[size]` are understood too.
 */
const pageShape = z.object({
  cursor: z.string().nullable().default(null),
  limit: rows.default(50),
  "page[number]": z.coerce.number().int().min(1).max(100_000).optional(),
  "page[size]": rows.optional(),
  sort: sortParam(["created"], "-created"),
  include: z.string().optional(),
});

function toPage(query: z.infer<typeof pageShape>) {
  const limit = query["page[size]"] ?? query.limit;
  const offset = ((query["page[number]"] ?? 1) - 1) * limit;
  const { cursor, sort, include } = query;
  return { cursor, limit, offset, sort, include };
}

export const pageQuery = pageShape.transform(toPage);

/** Several of a few, with commas between: `state=live,failed`. */
function someOf<const V extends string>(known: readonly V[]) {
  return z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(known)))
    .optional();
}

/** A moment, RFC 3339. */
export const momentParam = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** Which backups; every filter that is given has to fit. */
const filterShape = pageShape.extend({
  state: someOf(["queued", "saving", "live", "failed", "cancelled", "missing", "deleting"]),
  trigger: someOf(["manual", "schedule", "retry", "before-restore"]),
  /** Made at this time or later, and before that. */
  from: momentParam.optional(),
  to: momentParam.optional(),
});

/** A page of one container's backups, and which of them. */
export const backupsQuery = filterShape
  .extend({ instance: z.uuid().optional() })
  .transform((query) => {
    const { state, trigger, instance, from, to } = query;
    return { ...toPage(query), state, trigger, instance, from, to };
  });

/** A page of all containers' backups, and which of them. */
export const hubBackupsQuery = filterShape
  .extend({
    ids: z
      .string()
      .transform((text) => text.split(","))
      .pipe(z.array(z.uuid()).max(200))
      .optional(),
    integration: z.uuid().optional(),
    container: z.uuid().optional(),
    environment: z.string().max(300).optional(),
    /** A part of the container's name, in capitals or not. */
    search: z.string().max(300).optional(),
  })
  .transform((query) => ({ ...query, ...toPage(query) }));

/** The time zone on whose clock the charts' days begin: an IANA name, such as `Europe/Lisbon`. */
export const statsQuery = z.object({
  time_zone: z
    .string()
    .default("UTC")
    .refine(isTimeZone, "Use an IANA name, such as Europe/Lisbon."),
});

/** `ids` names at most 100 containers, with a comma between them. */
export const trendsQuery = z.object({
  ids: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.uuid()).min(1).max(100)),
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
export type HubBackupsPage = z.infer<typeof hubBackupsQuery>;

/** How many of a log's last lines: 1,000 unless told. */
export const logQuery = z.object({
  tail: z.union([z.literal("all"), z.coerce.number().int().min(0).max(100_000)]).default(1000),
});
