import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { activity } from "#drizzle/activity";
import { invites, memberships, users } from "#drizzle/hubs";
import { type HubDatabase, openHubDatabase } from "#e2e/fixtures/hub-database";
import { personPassword as password, seedPerson } from "#e2e/fixtures/person";
import type { SeededHub } from "#e2e/fixtures/seed";
import { otherHub } from "#e2e/fixtures/two-hubs";
import { readInvites, readMembers } from "#lib/api/read-members";
import { acceptInvite } from "#lib/auth/accept-invite";
import { beginSession } from "#lib/auth/begin-session";
import { createInvite } from "#lib/auth/create-invite";
import { findInvite } from "#lib/auth/find-invite";
import { findMember } from "#lib/auth/find-member";
import { removeMember } from "#lib/auth/remove-member";
import { revokeInvite } from "#lib/auth/revoke-invite";
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
const events = async () => {
  const rows = await db.select().from(activity).orderBy(activity.created, activity.id);
  return rows.map(({ event, actor, subject }) => `${actor}: ${event} ${subject}`);
};
const accept = (token: string, more: { name?: string; password?: string; as?: string } = {}) =>
  acceptInvite(
    { db, limit: createSignInLimit() },
    {
      token,
      address,
      name: more.name ?? "Grace",
      password: more.password ?? password,
      signedInAs: more.as ?? null,
    },
  );

test("an invite makes a member, once; only its hash is kept", async () => {
  const owner = await person("owner");
  const input = { email: "Grace@example.com", role: "devops" } as const;
  const { token } = await createInvite(db, hub.hubId, input, owner);
  const [kept] = await db.select().from(invites);
  expect(JSON.stringify(kept)).not.toContain(token);
  expect(JSON.stringify(await readInvites(db, hub.hubId))).not.toContain(kept?.tokenHash);
  expect(await findInvite(db, kept?.tokenHash ?? "")).toBeNull();

  await expect(accept(token, { password: "short" })).rejects.toThrow("10 characters");
  await expect(accept(token, { name: " " })).rejects.toThrow("Enter your name");
  const account = await accept(token);
  const session = await beginSession(db, account, null);
  expect(await findMember(db, session)).toMatchObject({
    name: "Grace",
    email: input.email,
    role: "devops",
  });
  await expect(accept(token)).rejects.toThrow("no longer good");
  expect(await events()).toEqual([
    `${owner.name}: hub.invite.create ${input.email}`,
    `Grace: hub.member.join ${input.email}`,
  ]);
});

test("an invite used ten times at once makes one member", async () => {
  const owner = await person("owner");
  const input = { email: "grace@example.com", role: "developer" } as const;
  const { token } = await createInvite(db, hub.hubId, input, owner);
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, (_, i) => accept(token, { name: `Grace ${i}` })),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const one of results)
    if (one.status === "rejected") expect(String(one.reason)).toContain("no longer good");
  expect(await readMembers(db, hub.hubId)).toHaveLength(2);
  expect(await db.select().from(users)).toHaveLength(2);
});

test("a newer invite, a revoked one and an old one are worth nothing", async () => {
  const owner = await person("owner");
  const make = (email: string) => createInvite(db, hub.hubId, { email, role: "analyst" }, owner);
  const first = await make("grace@example.com");
  const second = await make("GRACE@example.com");
  await expect(accept(first.token)).rejects.toThrow("no longer good");
  await revokeInvite(db, { hubId: hub.hubId, inviteId: second.id }, owner);
  await expect(accept(second.token)).rejects.toThrow("no longer good");
  const third = await make("grace@example.com");
  await db.update(invites).set({ expires: new Date(Date.now() - 1000) });
  await expect(accept(third.token)).rejects.toThrow("no longer good");
  expect(await readInvites(db, hub.hubId)).toEqual([]);
  await expect(revokeInvite(db, { hubId: hub.hubId, inviteId: uuidv7() }, owner)).rejects.toThrow(
    "used, revoked or has expired",
  );
});

test("who may invite whom", async () => {
  const [owner, admin] = [await person("owner"), await person("admin")];
  const invite = (email: string, role: Role, as: typeof owner) =>
    createInvite(db, hub.hubId, { email, role }, as);
  await expect(invite("x@y.eu", "owner", admin)).rejects.toThrow("Only an owner");
  await expect(invite(admin.email.toUpperCase(), "analyst", owner)).rejects.toThrow("already");
  const { id } = await invite("x@y.eu", "owner", owner);
  await expect(revokeInvite(db, { hubId: hub.hubId, inviteId: id }, admin)).rejects.toThrow(
    "Only an owner",
  );
  expect(await readInvites(db, hub.hubId)).toHaveLength(1);
});

test("an account in use joins with its password or signed in; one of nobody gets a new one", async () => {
  const owner = await person("owner");
  const there = await person("admin", (await otherHub(db)).hubId);
  const invite = async (role: Role) =>
    (await createInvite(db, hub.hubId, { email: there.email, role }, owner)).token;
  const first = await invite("analyst");
  await expect(accept(first, { password: "wrong horse battery" })).rejects.toThrow(
    "password is wrong",
  );
  await expect(accept(first, { password: "", as: owner.id })).rejects.toThrow("password is wrong");
  expect((await accept(first)).userId).toBe(there.id);
  await removeMember(db, at(there.id), owner);
  expect((await accept(await invite("analyst"), { password: "", as: there.id })).userId).toBe(
    there.id,
  );

  await removeMember(db, at(there.id), owner);
  await db.delete(memberships).where(eq(memberships.userId, there.id));
  const again = await accept(await invite("devops"), {
    name: "Anew",
    password: "another password",
  });
  expect(again).toMatchObject({ userId: there.id, epoch: 1 });
  const account = signIn(
    { db, limit: createSignInLimit() },
    { email: there.email, password: "another password", address },
  );
  expect(await account).toEqual(again);
  const [user] = await db
    .select()
    .from(users)
    .where(and(eq(users.id, there.id)));
  expect(user?.name).toBe("Anew");
});

test("after five wrong passwords an invite waits, and after fifty guessed links an address does", async () => {
  const owner = await person("owner");
  const there = await person("admin", (await otherHub(db)).hubId);
  const { token } = await createInvite(
    db,
    hub.hubId,
    { email: there.email, role: "analyst" },
    owner,
  );
  const limit = createSignInLimit();
  const tryWith = (one: string, words: string) =>
    acceptInvite(
      { db, limit },
      { token: one, name: "", password: words, address, signedInAs: null },
    ).then(
      () => "in",
      (error: unknown) => String(error),
    );
  for (let i = 0; i < 5; i += 1) expect(await tryWith(token, "wrong")).toContain("is wrong");
  expect(await tryWith(token, password)).toContain("Too many attempts");
  const guesses = await Promise.all(
    Array.from({ length: 60 }, (_, i) => tryWith(`guess ${i}`, password)),
  );
  expect(guesses.filter((text) => text.includes("Too many attempts")).length).toBeGreaterThan(10);
});
