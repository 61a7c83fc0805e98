import { and, eq } from "drizzle-orm";
import { memberships, sessions } from "#drizzle/hubs";
import { endInvites } from "#lib/auth/change-role";
import { type Asking, holdMembers, requireHeld } from "#lib/auth/hold-members";
import type { Database } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";
import { Refusal } from "#lib/hubs/refusal";
import { whyNotRemove } from "#lib/hubs/roles";

/**
 * Takes a member out of the hub, and ends their sessions and the invites that they have made. What they
 * did keeps their name. Throws Refusal for what the rules of roles forbid.
 */
export async function removeMember(
  db: Database,
  { hubId, memberId }: { hubId: string; memberId: string },
  asking: Asking,
): Promise<void> {
  await db.transaction(async (tx) => {
    const held = await holdMembers(tx, hubId, asking);
    const target = requireHeld(held, memberId);
    const reason = whyNotRemove({ ...held, target });
    if (reason) throw new Refusal("forbidden", reason);
    await tx
      .delete(memberships)
      .where(and(eq(memberships.hubId, hubId), eq(memberships.userId, memberId)));
    await tx.delete(sessions).where(eq(sessions.userId, memberId));
    await endInvites(tx, { hubId, memberId }, null);
    await recordActivity(tx, {
      hubId,
      actor: held.actor,
      event: "hub.member.remove",
      subject: target.name,
      details: { role: target.role, email: target.email },
    });
    await announce(tx, hubId, { type: "members" });
  });
}
