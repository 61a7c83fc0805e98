import { eq } from "drizzle-orm";
import { users } from "#drizzle/hubs";
import type { Member } from "#lib/auth/find-member";
import type { Database } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";

/** Gives an account another name. What it did before keeps the name of then. */
export async function renameAccount(db: Database, member: Member, name: string): Promise<void> {
  if (name === member.name) return;
  await db.transaction(async (tx) => {
    await tx.update(users).set({ name, updated: new Date() }).where(eq(users.id, member.userId));
    await recordActivity(tx, {
      hubId: member.hubId,
      actor: { id: member.userId, name },
      event: "account.rename",
      subject: name,
      details: { before: member.name },
    });
    await announce(tx, member.hubId, { type: "account" });
  });
}
