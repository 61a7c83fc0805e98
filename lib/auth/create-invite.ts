import { and, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { invites } from "#drizzle/hubs";
import { type Asking, holdMembers } from "#lib/auth/hold-members";
import { hashToken, newToken } from "#lib/auth/one-time-token";
import { emailAddress } from "#lib/auth/owner-input";
import type { Database } from "#lib/db/client";
import { announce } from "#lib/db/live-channel";
import { recordActivity } from "#lib/db/record-activity";
import { Refusal } from "#lib/hubs/refusal";
import { mayGive, type Role, roles } from "#lib/hubs/roles";

/** How long an invite is good for: 7 days. */
const validForMs = 7 * 24 * 60 * 60_000;

/** A role by its name. */
export const roleInput = z.enum(roles, `Use one of: ${roles.join(", ")}.`);
export const inviteInput = z.strictObject({ email: emailAddress, role: roleInput });

/**
 * Makes an invite for one email address, and ends the one before it. The token is answered this once;
 * only its SHA-256 is kept. Throws Refusal for a role that the asking person may not give, and for the
 * address of a member.
 */
export async function createInvite(
  db: Database,
  hubId: string,
  { email, role }: { email: string; role: Role },
  asking: Asking,
): Promise<{ id: string; token: string }> {
  const id = uuidv7();
  const token = newToken();
  await db.transaction(async (tx) => {
    const { actor, all } = await holdMembers(tx, hubId, asking);
    if (!mayGive(actor.role, role)) {
      const message = "Only an owner can invite an owner.";
      throw new Refusal("forbidden", message, { fields: { role: message } });
    }
    const member = all.find((one) => one.email.toLowerCase() === email.toLowerCase());
    if (member) {
      const message = `${member.name} is a member with this email already.`;
      throw new Refusal("duplicate", message, { fields: { email: message } });
    }
    await tx
      .delete(invites)
      .where(and(eq(invites.hubId, hubId), eq(sql`lower(${invites.email})`, email.toLowerCase())));
    await tx.insert(invites).values({
      id,
      hubId,
      email,
      role,
      tokenHash: hashToken(token),
      creatorId: actor.id,
      creator: actor.name,
      expires: new Date(Date.now() + validForMs),
    });
    await recordActivity(tx, {
      hubId,
      actor,
      event: "hub.invite.create",
      subject: email,
      details: { role },
    });
    await announce(tx, hubId, { type: "members" });
  });
  return { id, token };
}
