import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { activity } from "#drizzle/activity";
import { invites, memberships, sessions, users } from "#drizzle/hubs";
import { type HubDatabase, openHubDatabase } from "#e2e/fixtures/hub-database";
import { personPassword as password, seedPerson } from "#e2e/fixtures/person";
import type { SeededHub } from "#e2e/fixtures/seed";
import { otherHub } from "#e2e/fixtures/two-hubs";
import { readMembers } from "#lib/api/read-members";
import { beginSession } from "#lib/auth/begin-session";
import { changeRole } from "#lib/auth/change-role";
import { createInvite } from "#lib/auth/create-invite";
import { findInvite } from "#lib/auth/find-invite";
import { findMember } from "#lib/auth/find-member";
import { removeMember } from "#lib/auth/remove-member";
import { signIn } from "#lib/auth/sign-in";
import { createSignInLimit } from "#lib/auth/sign-in-limit";
import type { Database } from "#lib/db/client";
import type { Role } from "#lib/hubs/roles";

const address = "203.0.113.7";

let opened: HubDatabase;
let db: Database;
let hub: SeededHub;

beforeAll(async () => {
  opened = await openHubDatabase();
  ({ db, hub } = opened);
});

afterAll(() => opened.close());

beforeEach(async () => {
  await db.delete(activity);
  await db.delete(invites);
  await db.delete(memberships);
  await db.delete(users);
});

const person = (role: Role, hubId = hub.hubId) => seedPerson(db, hubId, role);
const at = (memberId: string) => ({ hubId: hub.hubId, memberId });
const rolesNow = async () =>
  Object.fromEntries((await readMembers(db, hub.hubId)).map(({ id, role }) => [id, role]));
const events = async () => {
  const rows = await db.select().from(activity).orderBy(activity.created, activity.id);
  return rows.map(({ event, actor, subject }) => `${actor}: ${event} ${subject}`);
};
test("of two owners who unmake each other at once one stays, ten times", async () => {
  for (let round = 0; round < 10; round += 1) {
    await db.delete(memberships);
    const [a, b] = [await person("owner"), await person("owner")];
    const acts =
      round % 2 === 0
        ? [changeRole(db, at(b.id), "analyst", a), changeRole(db, at(a.id), "analyst", b)]
        : [removeMember(db, at(b.id), a), removeMember(db, at(a.id), b)];
    const results = await Promise.allSettled(acts);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(Object.values(await rolesNow()).filter((role) => role === "owner")).toHaveLength(1);
  }
});

test("of two owners who demote themselves at once one stays", async () => {
  const [a, b] = [await person("owner"), await person("owner")];
  const results = await Promise.allSettled([
    changeRole(db, at(a.id), "admin", a),
    changeRole(db, at(b.id), "admin", b),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refused = results.find((one) => one.status === "rejected");
  expect(String(refused?.reason)).toContain("last one");
});

test("the rules hold against what is true now, not what the request believed", async () => {
  const [owner, admin, analyst] = [
    await person("owner"),
    await person("admin"),
    await person("analyst"),
  ];
  await expect(removeMember(db, at(owner.id), admin)).rejects.toThrow("Only an owner");
  await expect(changeRole(db, at(analyst.id), "owner", admin)).rejects.toThrow("Only an owner");
  await expect(removeMember(db, at(owner.id), owner)).rejects.toThrow("removes themselves");
  await expect(changeRole(db, at(uuidv7()), "admin", owner)).rejects.toThrow("no such member");
  // The request was made while the admin was one.
  await changeRole(db, at(admin.id), "analyst", owner);
  await expect(changeRole(db, at(analyst.id), "admin", admin)).rejects.toThrow("owner or admin");
  const elsewhere = await person("owner", (await otherHub(db)).hubId);
  await expect(removeMember(db, at(analyst.id), elsewhere)).rejects.toThrow("no member");
  expect(await events()).toEqual([`${owner.name}: hub.member.role ${admin.name}`]);
});

test("whoever is removed is signed out at once, can sign in no more, and their invites end", async () => {
  const owner = await person("owner");
  const admin = await person("admin");
  const sign = () => signIn({ db, limit: createSignInLimit() }, { ...admin, password, address });
  const session = await beginSession(db, await sign(), "A browser");
  expect(await findMember(db, session)).not.toBeNull();
  const seen = (await readMembers(db, hub.hubId)).find(({ id }) => id === admin.id);
  expect(Date.parse(seen?.last_seen ?? "")).toBeGreaterThan(Date.now() - 60_000);
  const { token } = await createInvite(db, hub.hubId, { email: "x@y.eu", role: "admin" }, admin);

  await removeMember(db, at(admin.id), owner);
  expect(await findMember(db, session)).toBeNull();
  expect(await db.select().from(sessions)).toHaveLength(0);
  await expect(sign()).rejects.toThrow("no member of this hub any more");
  expect(await findInvite(db, token)).toBeNull();
  expect(await rolesNow()).toEqual({ [owner.id]: "owner" });
});

test("whoever becomes less keeps no open invite to what they may give no more", async () => {
  const [one, two] = [await person("owner"), await person("owner")];
  const make = (email: string, role: Role) =>
    createInvite(db, hub.hubId, { email, role }, two).then(({ token }) => token);
  const [asOwner, asAdmin] = [await make("a@y.eu", "owner"), await make("b@y.eu", "admin")];
  await changeRole(db, at(two.id), "admin", one);
  expect(await findInvite(db, asOwner)).toBeNull();
  expect(await findInvite(db, asAdmin)).not.toBeNull();
  await changeRole(db, at(two.id), "devops", one);
  expect(await findInvite(db, asAdmin)).toBeNull();
});
