import { eq } from "drizzle-orm";
import { hubs, memberships, users } from "#drizzle/hubs";
import type { Transaction } from "#lib/db/client";
import { Refusal } from "#lib/hubs/refusal";
import { type Seat, weaker } from "#lib/hubs/roles";

export type HeldMember = Seat & { name: string; email: string };

/** Who asks: by the request's role, which may have been lost since it was read. */
export type Asking = Seat & { name: string };

export type HeldMembers = {
  all: HeldMember[];
  owners: number;
  /** The asking member as they stand now. */
  actor: HeldMember;
};

/**
 * Reads who is in the hub and in which role, and keeps it so until the transaction ends: what changes it
 * takes turns, so that of two owners who unmake each other at once one stays.
 *
 * @throws Refusal when the asking person is no member any more
 */
export async function holdMembers(
  tx: Transaction,
  hubId: string,
  asking: Seat,
): Promise<HeldMembers> {
  const all = await lockMembers(tx, hubId);
  const found = all.find(({ id }) => id === asking.id);
  if (!found) throw new Refusal("forbidden", "You are no member of this hub any more.");
  const owners = all.filter(({ role }) => role === "owner").length;
  return { all, owners, actor: { ...found, role: weaker(found.role, asking.role) } };
}

/** The same for somebody who is to become a member. */
export async function lockMembers(tx: Transaction, hubId: string): Promise<HeldMember[]> {
  await tx.select({ id: hubs.id }).from(hubs).where(eq(hubs.id, hubId)).for("update");
  return tx
    .select({ id: users.id, name: users.name, email: users.email, role: memberships.role })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.hubId, hubId));
}

/** The member of that id. Throws Refusal (404.hub.member). */
export function requireHeld({ all }: HeldMembers, id: string): HeldMember {
  const found = all.find((one) => one.id === id);
  if (!found)
    throw new Refusal("not-found", "The hub has no such member.", { subject: "hub.member" });
  return found;
}
