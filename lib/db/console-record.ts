import { and, count, eq, isNull, notInArray, sql } from "drizzle-orm";
import { consoles } from "#drizzle/consoles";
import type { ConsoleRecord } from "#lib/containers/console-ports";
import type { ConsoleEnd } from "#lib/containers/types";
import type { Database } from "#lib/db/client";
import { recordActivity } from "#lib/db/record-activity";
import { Refusal } from "#lib/hubs/refusal";

const mostOfOne = 5;
const mostOfHub = 20;

/** The words of an end, as the activity keeps them. */
const reasons: Record<ConsoleEnd, string> = {
  left: "closed",
  exit: "the shell ended",
  idle: "nothing was typed for a long time",
  limit: "open for the longest time allowed",
  rights: "the session or the role ended",
  lost: "the connection to Docker or the instance ended",
  restart: "Holdfast was stopped",
};

/** The record of consoles in the database. */
export function createConsoleRecord(db: Database): ConsoleRecord {
  return {
    begin: ({ id, place, actor }) =>
      db.transaction(async (tx) => {
        // One at a time counts and adds, or two at once would both find room for the last.
        await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`consoles ${place.hubId}`}))`);
        const [open] = await tx
          .select({
            all: count(),
            own: sql<number>`(count(*) filter (where ${consoles.actorId} = ${actor.id}))::int`,
          })
          .from(consoles)
          .where(and(eq(consoles.hubId, place.hubId), isNull(consoles.ended)));
        if (open && open.own >= mostOfOne) throw full(`You have ${mostOfOne} consoles open`);
        if (open && open.all >= mostOfHub) throw full(`${mostOfHub} consoles are open in the hub`);
        await tx.insert(consoles).values({ id, ...place, actorId: actor.id, actor: actor.name });
      }),

    opened: (id, shell) =>
      db.transaction(async (tx) => {
        const [row] = await tx
          .update(consoles)
          .set({ shell, opened: sql`now()` })
          .where(eq(consoles.id, id))
          .returning();
        if (row) await tell(tx, row, "container.console.open", { shell });
      }),

    ended: (id, reason) =>
      db.transaction(async (tx) => {
        const [row] = await tx
          .update(consoles)
          .set({ ended: sql`now()` })
          .where(and(eq(consoles.id, id), isNull(consoles.ended)))
          .returning();
        if (!row?.opened || !row.ended) return;
        const seconds = Math.round((row.ended.getTime() - row.opened.getTime()) / 1000);
        const details = { shell: row.shell, seconds, reason: reasons[reason] };
        await tell(tx, row, "container.console.close", details);
      }),

    removed: async (id) => {
      await db.delete(consoles).where(eq(consoles.id, id));
    },

    left: async (active) => {
      const rows = await db
        .select()
        .from(consoles)
        .where(active.length > 0 ? notInArray(consoles.id, [...active]) : undefined);
      return rows.map(({ id, dockerId, ended }) => ({ id, dockerId, hasEnded: ended !== null }));
    },
  };
}

type Row = typeof consoles.$inferSelect;

function tell(
  tx: Parameters<typeof recordActivity>[0],
  row: Row,
  event: string,
  details: Record<string, unknown>,
): Promise<void> {
  return recordActivity(tx, {
    hubId: row.hubId,
    actor: { id: row.actorId, name: row.actor },
    event,
    containerId: row.containerId,
    subject: row.instanceName,
    details,
  });
}

function full(what: string): Refusal {
  return new Refusal(
    "invalid-state",
    `${what}, and more are not allowed. Close one and try again.`,
  );
}
