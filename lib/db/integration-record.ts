import { and, eq, isNull, sql } from "drizzle-orm";
import { backupConfigs, backups } from "#drizzle/backups";
import { integrations, unknownObjects } from "#drizzle/integrations";
import type { Actor } from "#lib/backups/types";
import type { Database, Transaction } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";
import { Refusal } from "#lib/hubs/refusal";
import type { IntegrationSettings } from "#lib/integrations/types";

type Where = { hubId: string; id: string };
type Written = {
  name: string;
  identifier: string;
  settings: IntegrationSettings;
  sealedSecret: string | null;
};

/** Writes a new integration in state `new`. Throws Refusal when the identifier is taken. */
export async function insertIntegration(
  db: Database,
  where: Where,
  written: Written,
  actor: Actor,
): Promise<void> {
  await db
    .transaction(async (tx) => {
      await tx.insert(integrations).values({
        ...written,
        id: where.id,
        hubId: where.hubId,
        vendor: written.settings.vendor,
        state: "new",
        creatorId: actor.id,
      });
      await note(tx, where, "hub.integration.create", written.name, actor);
    })
    .catch(refuseDuplicate);
}

/** Rewrites an integration's settings and sets it back to `new`. Throws Refusal when it is not there. */
export async function updateIntegration(
  db: Database,
  where: Where,
  written: Written,
  actor: Actor,
): Promise<void> {
  await db
    .transaction(async (tx) => {
      const now = new Date();
      const rows = await tx
        .update(integrations)
        .set({
          ...written,
          vendor: written.settings.vendor,
          state: "new",
          stateChanged: now,
          error: null,
          updated: now,
        })
        .where(
          and(
            eq(integrations.hubId, where.hubId),
            eq(integrations.id, where.id),
            isNull(integrations.deleted),
          ),
        )
        .returning({ id: integrations.id });
      if (rows.length === 0) throw gone();
      await note(tx, where, "hub.integration.update", written.name, actor);
    })
    .catch(refuseDuplicate);
}

/** Where a verify has got to; its result also says when. */
export async function noteVerify(
  db: Database,
  where: Where,
  result: { state: "verifying" } | { state: "live" } | { state: "failed"; error: string },
): Promise<void> {
  const now = new Date();
  await db
    .update(integrations)
    .set({
      state: result.state,
      stateChanged: now,
      updated: now,
      ...(result.state === "verifying"
        ? {}
        : { error: result.state === "failed" ? result.error : null }),
      ...(result.state === "live" ? { verified: now } : {}),
    })
    .where(and(eq(integrations.hubId, where.hubId), eq(integrations.id, where.id)));
  await announce(db, where.hubId, { type: "integration", id: where.id });
}

/** Keeps what a folder was marked with. */
export async function noteMark(db: Database, where: Where, mark: string): Promise<void> {
  await db
    .update(integrations)
    .set({ settings: sql`${integrations.settings} || jsonb_build_object('mark', ${mark}::text)` })
    .where(and(eq(integrations.hubId, where.hubId), eq(integrations.id, where.id)));
}

/**
 * Deletes an integration that nothing uses. Throws Refusal with the counts while backups lie in it or
 * containers are set to it.
 */
export async function deleteIntegration(db: Database, where: Where, actor: Actor): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx
      .select({ name: integrations.name })
      .from(integrations)
      .where(
        and(
          eq(integrations.hubId, where.hubId),
          eq(integrations.id, where.id),
          isNull(integrations.deleted),
        ),
      )
      .for("update");
    if (!row) throw gone();
    const held = await tx.$count(
      backups,
      and(
        eq(backups.integrationId, where.id),
        sql`(${backups.path} is not null or ${backups.state} in ('queued', 'saving', 'deleting'))`,
        sql`${backups.state} <> 'deleted'`,
      ),
    );
    const set = await tx.$count(backupConfigs, eq(backupConfigs.integrationId, where.id));
    if (held > 0 || set > 0) throw new Refusal("invalid-state", inUse(row.name, held, set));
    const now = new Date();
    await tx
      .update(integrations)
      .set({ state: "deleted", stateChanged: now, updated: now, deleted: now, sealedSecret: null })
      .where(eq(integrations.id, where.id));
    await tx.delete(unknownObjects).where(eq(unknownObjects.integrationId, where.id));
    await note(tx, where, "hub.integration.delete", row.name, actor);
  });
}

function inUse(name: string, held: number, set: number): string {
  const parts = [
    held > 0 ? `${held} ${held === 1 ? "backup lies" : "backups lie"} in it` : null,
    set > 0 ? `${set} ${set === 1 ? "container is" : "containers are"} set to it` : null,
  ].filter(Boolean);
  return `${name} is in use: ${parts.join(" and ")}. Delete the backups and choose another integration for the containers first.`;
}

function gone(): Refusal {
  return new Refusal("not-found", "The hub has no such integration.", {
    subject: "hub.integration",
  });
}

async function note(
  tx: Transaction,
  where: Where,
  event: string,
  subject: string,
  actor: Actor,
): Promise<void> {
  await recordActivity(tx, { hubId: where.hubId, actor, event, subject });
  await announce(tx, where.hubId, { type: "integration", id: where.id });
}

/** The unique index speaks last: two people may choose one identifier at the same moment. */
function refuseDuplicate(error: unknown): never {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && "code" in cause && cause.code === "23505") {
    const message = "Another integration has this identifier.";
    throw new Refusal("duplicate", message, { fields: { identifier: message } });
  }
  throw error;
}
