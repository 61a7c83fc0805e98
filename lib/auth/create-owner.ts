import { asc, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { activity } from "#drizzle/activity";
import { hubs, memberships, setupLinks, users } from "#drizzle/hubs";
import { type OwnerInput, ownerInput } from "#lib/auth/owner-input";
import { hashPassword } from "#lib/auth/password";
import type { Database } from "#lib/db/client";

// Any number will do; it only has to be the same for everyone who creates an owner.
const ownerLock = 7_225_663;

/**
 * Makes the first user the hub's owner, names the hub and ends every set-up link, all or nothing.
 * Only while no user exists: of several at once exactly one gets true, the others false. The hub's
 * row is there since the first start; one is made if it is not.
 *
 * @throws ZodError for a name, email or password that will not do
 */
export async function createOwner(db: Database, input: OwnerInput): Promise<boolean> {
  const { name, email, password, hubName } = ownerInput.parse(input);
  const passwordHash = await hashPassword(password);
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${ownerLock})`);
    const [someone] = await tx.select({ id: users.id }).from(users).limit(1);
    if (someone) return false;

    const [found] = await tx.select({ id: hubs.id }).from(hubs).orderBy(asc(hubs.created)).limit(1);
    const hubId = found?.id ?? uuidv7();
    if (!found) await tx.insert(hubs).values({ id: hubId, name: hubName || "My hub" });
    else if (hubName) {
      await tx.update(hubs).set({ name: hubName, updated: new Date() }).where(eq(hubs.id, hubId));
    }
    const userId = uuidv7();
    await tx.insert(users).values({ id: userId, email, name, passwordHash });
    await tx.insert(memberships).values({ hubId, userId, role: "owner" });
    await tx.insert(activity).values({
      id: uuidv7(),
      hubId,
      actorId: userId,
      actor: name,
      event: "hub.setup",
      subject: email,
    });
    await tx.delete(setupLinks);
    return true;
  });
}
