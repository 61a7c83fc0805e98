import { and, eq } from "drizzle-orm";
import { invites, memberships } from "#drizzle/hubs";
import { type Asking, holdMembers, requireHeld } from "#lib/auth/hold-members";
import type { Database, Transaction } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";
import { Refusal } from "#lib/hubs/refusal";
import { mayGive, type Role, roles, whyNotGive } from "#lib/hubs/roles";

/**
 * Gives a member another role, which counts from their next request. Throws Refusal for what the rules of
 * roles forbid, judged by what is true at that moment.
 */
export async function changeRole(
  db: Database,
  where: { hubId: string; memberId: string },
  role: Role,
  asking: Asking,
): Promise<void> {
  const { hubId, memberId } = where;
  await db.transaction(async (tx) => {
    const held = await holdMembers(tx, hubId, asking);
    const target = requireHeld(held, memberId);
    const reason = whyNotGive({ ...held, target }, role);
    if (reason) throw new Refusal("forbidden", reason, { fields: { role: reason } });
    if (target.role === role) return;
    await tx
      .update(memberships)
      .set({ role })
      .where(and(eq(memberships.hubId, hubId), eq(memberships.userId, memberId)));
    await endInvites(tx, { hubId, memberId }, role);
    await recordActivity(tx, {
      hubId,
      actor: held.actor,
      event: "hub.member.role",
      subject: target.name,
      details: { before: target.role, role, email: target.email },
    });
    await announce(tx, hubId, { type: "members" });
  });
}

/** Ends the open invites of a member to roles that they may give no more (null: to any). */
export async function endInvites(
  tx: Transaction,
  { hubId, memberId }: { hubId: string; memberId: string },
  role: Role | null,
): Promise<void> {
  const own = and(eq(invites.hubId, hubId), eq(invites.creatorId, memberId));
  const lost = roles.filter((one) => role === null || !mayGive(role, one));
  for (const one of lost) await tx.delete(invites).where(and(own, eq(invites.role, one)));
}
