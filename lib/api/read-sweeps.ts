import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { users } from "#drizzle/hubs";
import { integrations, sweeps, unknownObjects } from "#drizzle/integrations";
import { encodeCursor } from "#lib/api/cursor";
import { keyset } from "#lib/api/keyset";
import type { Page } from "#lib/api/params";
import type { BucketDto, SweepDto } from "#lib/api/sweep-dto";
import { neverTime, timeOrNever } from "#lib/api/times";
import { wrongPlaceWords } from "#lib/backups/catalogue/sweep-words";
import type { Database } from "#lib/db/client";

type Where = { hubId: string; integrationId: string };

const select = (db: Database) =>
  db
    .select({ row: sweeps, vendor: integrations.vendor, creatorName: users.name })
    .from(sweeps)
    .innerJoin(integrations, eq(integrations.id, sweeps.integrationId))
    .leftJoin(users, eq(users.id, sweeps.creatorId));

const of = ({ hubId, integrationId }: Where) =>
  and(eq(sweeps.hubId, hubId), eq(sweeps.integrationId, integrationId));

/** One page of an integration's sweeps, newest first. */
export async function readSweeps(
  db: Database,
  where: Where,
  page: Page,
): Promise<{ data: SweepDto[]; next_cursor: string | null }> {
  const { after, order } = keyset(sweeps, page);
  const rows = await select(db)
    .where(and(of(where), after))
    .orderBy(...order)
    .limit(page.limit + 1)
    .offset(page.offset);
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1)?.row : undefined;
  return { data: shown.map(toSweep), next_cursor: last ? encodeCursor(last) : null };
}

/** What there is to say of an integration's bucket at one look. */
export async function readBucket(db: Database, where: Where): Promise<BucketDto> {
  const newest = (...states: SweepDto["state"]["current"][]) =>
    select(db)
      .where(and(of(where), inArray(sweeps.state, states)))
      .orderBy(desc(sweeps.created), desc(sweeps.id))
      .limit(1);
  const [[last], [running], compared, [unknown]] = await Promise.all([
    newest("completed", "failed"),
    newest("queued", "running"),
    readCompared(db, where),
    db
      .select({
        count: sql<number>`count(*)::int`,
        size: sql<string>`coalesce(sum(${unknownObjects.size}), 0)::text`,
        importable: sql<number>`(count(*) filter (where ${unknownObjects.made} is not null))::int`,
      })
      .from(unknownObjects)
      .where(eq(unknownObjects.integrationId, where.integrationId)),
  ]);
  return {
    last: last ? toSweep(last) : null,
    running: running ? toSweep(running) : null,
    compared,
    unknown: {
      count: unknown?.count ?? 0,
      size: Number(unknown?.size ?? 0),
      importable: unknown?.importable ?? 0,
    },
  };
}

/** When an integration's bucket was last compared with the catalogue to the end. */
export async function readCompared(db: Database, where: Where): Promise<string> {
  const whole = and(
    of(where),
    eq(sweeps.state, "completed"),
    inArray(sweeps.kind, ["compare", "rebuild"]),
  );
  const [row] = await db
    .select({ finished: sweeps.finished })
    .from(sweeps)
    .where(whole)
    .orderBy(desc(sweeps.created), desc(sweeps.id))
    .limit(1);
  return row ? timeOrNever(row.finished) : neverTime;
}

function toSweep({
  row,
  vendor,
  creatorName,
}: Awaited<ReturnType<typeof select>>[number]): SweepDto {
  const { error, counts } = row;
  return {
    id: row.id,
    hub_id: row.hubId,
    integration_id: row.integrationId,
    kind: row.kind,
    state: { current: row.state, ...(error ? { error: { message: error } } : {}) },
    counts,
    warning: row.state === "completed" ? wrongPlaceWords(counts, vendor) : null,
    creator: { id: row.creatorId, name: creatorName ?? "Holdfast" },
    events: {
      created: row.created.toISOString(),
      started: timeOrNever(row.started),
      finished: timeOrNever(row.finished),
    },
  };
}
