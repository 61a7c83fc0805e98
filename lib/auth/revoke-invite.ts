import { and, eq } from "drizzle-orm";
import { invites } from "#drizzle/hubs";
import { type Asking, holdMembers } from "#lib/auth/hold-members";
import type { Database } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";
import { Refusal } from "#lib/hubs/refusal";
import { mayGive } from "#lib/hubs/roles";

/** Ends an invite: its link is worth nothing from now on. Throws Refusal (404.hub.invite). */
export async function revokeInvite(
  db: Database,
  { hubId, inviteId }: { hubId: string; inviteId: string },
  asking: Asking,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { actor } = await holdMembers(tx, hubId, asking);
    const [invite] = await tx
      .delete(invites)
      .where(and(eq(invites.hubId, hubId), eq(invites.id, inviteId)))
      .returning({ email: invites.email, role: invites.role });
    if (!invite)
      throw new Refusal("not-found", "This invite was used, revoked or has expired.", {
        subject: "hub.invite",
      });
    if (!mayGive(actor.role, invite.role))
      throw new Refusal("forbidden", "Only an owner can revoke an owner's invite.");
    await recordActivity(tx, {
      hubId,
      actor,
      event: "hub.invite.delete",
      subject: invite.email,
      details: { role: invite.role },
    });
    await announce(tx, hubId, { type: "members" });
  });
}
