import { and, eq, ne } from "drizzle-orm";
import { sessions } from "#drizzle/hubs";
import type { Member } from "#lib/auth/find-member";
import type { Database } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";
import { Refusal } from "#lib/hubs/refusal";

/**
 * Ends sessions of a member's own: the one named, or all but the one that asks. Throws Refusal
 * (404.account.session) when the one named is not there, or somebody else's.
 *
 * @returns how many were ended
 */
export async function endOwnSessions(
  db: Database,
  member: Member,
  which: { id: string } | "others",
): Promise<number> {
  return db.transaction(async (tx) => {
    const ended = await tx
      .delete(sessions)
      .where(
        and(
          eq(sessions.userId, member.userId),
          which === "others" ? ne(sessions.id, member.sessionId) : eq(sessions.id, which.id),
        ),
      )
      .returning({ id: sessions.id });
    if (ended.length === 0) {
      if (which === "others") return 0;
      throw new Refusal("not-found", "This session has ended already.", {
        subject: "account.session",
      });
    }
    await recordActivity(tx, {
      hubId: member.hubId,
      actor: { id: member.userId, name: member.name },
      event: "account.session.delete",
      details: { sessions_ended: ended.length },
    });
    await announce(tx, member.hubId, { type: "account" });
    return ended.length;
  });
}
