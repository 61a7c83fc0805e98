import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { activity } from "#drizzle/activity";
import { hubs, memberships, sessions, setupLinks, users } from "#drizzle/hubs";
import { type SeededHub, seedHub } from "#e2e/fixtures/seed";
import { createDatabase } from "#e2e/services/postgres";
import { readServices } from "#e2e/services/services";
import { beginSession } from "#lib/auth/begin-session";
import { claimHub } from "#lib/auth/claim-hub";
import { createOwner } from "#lib/auth/create-owner";
import { endSession } from "#lib/auth/end-session";
import { findMember, isStillMember, type Member } from "#lib/auth/find-member";
import { noteVisit } from "#lib/auth/note-visit";
import { createSetupLink, hasUsers, isSetupLinkOpen } from "#lib/auth/setup-link";
import { signIn } from "#lib/auth/sign-in";
import { createSignInLimit } from "#lib/auth/sign-in-limit";
import { type Database, openDatabase } from "#lib/db/client";

const ada = { name: "Ada", email: "Ada@example.com", password: "correct horse battery" };
const address = "203.0.113.7";

let database: { url: string; drop(): Promise<void> };
let db: Database;
let close: () => Promise<void>;
let hub: SeededHub;

beforeAll(async () => {
  database = await createDatabase(readServices().postgresUrl);
  ({ db, close } = openDatabase(database.url, { max: 10 }));
  hub = await seedHub(db);
});

afterAll(async () => {
  await close();
  await database.drop();
});

beforeEach(async () => {
  await db.delete(activity);
  await db.delete(memberships);
  await db.delete(users);
  await db.delete(setupLinks);
  await db.update(hubs).set({ name: "Test hub" });
});

async function freshLink(): Promise<string> {
  const token = await createSetupLink(db);
  if (!token) throw new Error("The hub has an owner already.");
  return token;
}

async function session() {
  const account = await signIn({ db, limit: createSignInLimit() }, { ...ada, address });
  return beginSession(db, account, "A browser");
}

async function memberOf(one: Awaited<ReturnType<typeof session>>): Promise<Member> {
  const member = await findMember(db, one);
  if (!member) throw new Error("The session is of nobody.");
  return member;
}

test("of ten who create the owner at once, one does", async () => {
  const emails = Array.from({ length: 10 }, (_, i) => `ada${i}@example.com`);
  const made = await Promise.all(
    emails.map((email) => createOwner(db, { ...ada, email, hubName: email })),
  );
  expect(made.filter(Boolean)).toHaveLength(1);
  const email = emails[made.indexOf(true)];
  expect(await db.select({ email: users.email }).from(users)).toEqual([{ email }]);
  expect(await db.select().from(memberships)).toMatchObject([{ hubId: hub.hubId, role: "owner" }]);
  expect(await db.select({ name: hubs.name }).from(hubs)).toEqual([{ name: email }]);
});

test("a set-up token used twice at once sets up one hub", async () => {
  const token = await freshLink();
  const results = await Promise.allSettled([
    claimHub(db, { ...ada, token }),
    claimHub(db, { ...ada, email: "eve@example.com", token }),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refused = results.find((result) => result.status === "rejected");
  expect(String(refused?.reason)).toContain("set up a moment ago");
  expect(await db.select().from(users)).toHaveLength(1);
  expect(await db.select().from(setupLinks)).toHaveLength(0);
});

test("a link is good only while it is the last one, has not expired and nobody has an account", async () => {
  const first = await freshLink();
  const second = await freshLink();
  expect(await isSetupLinkOpen(db, first)).toBe(false);
  expect(await isSetupLinkOpen(db, second)).toBe(true);
  expect(await isSetupLinkOpen(db, "")).toBe(false);
  const [kept] = await db.select().from(setupLinks);
  expect(await isSetupLinkOpen(db, kept?.tokenHash ?? "")).toBe(false);

  await db.update(setupLinks).set({ expires: new Date(Date.now() - 1000) });
  await expect(claimHub(db, { ...ada, token: second })).rejects.toThrow("has expired");
  expect(await hasUsers(db)).toBe(false);

  const third = await freshLink();
  expect(await createOwner(db, ada)).toBe(true);
  await expect(claimHub(db, { ...ada, token: third })).rejects.toThrow("set up a moment ago");
  expect(await createSetupLink(db)).toBeNull();
});

test("an owner without a usable password is not made", async () => {
  await expect(createOwner(db, { ...ada, password: "short" })).rejects.toThrow("10 characters");
  expect(await hasUsers(db)).toBe(false);
});

test("the right password signs in, in any case of the email; nothing tells which accounts exist", async () => {
  const deps = { db, limit: createSignInLimit() };
  await createOwner(db, ada);
  const account = await signIn(deps, { ...ada, email: "ADA@EXAMPLE.COM", address });
  const begun = await beginSession(db, account, null);
  expect(await findMember(db, begun)).toMatchObject({ email: ada.email, role: "owner" });

  const wrong = signIn(deps, { ...ada, password: "wrong horse battery", address });
  await expect(wrong).rejects.toThrow("The email or the password is wrong.");
  const nobody = signIn(deps, { ...ada, email: "eve@example.com", address });
  await expect(nobody).rejects.toThrow("The email or the password is wrong.");
});

test("after a hundred wrong passwords the right one waits, for an account or none", async () => {
  await createOwner(db, ada);
  for (const email of [ada.email, "eve@example.com"]) {
    const deps = { db, limit: createSignInLimit() };
    const tries = await Promise.allSettled(
      Array.from({ length: 100 }, (_, i) =>
        signIn(deps, { email, password: `guess number ${i}`, address }),
      ),
    );
    const words = tries.map((one) => (one.status === "rejected" ? String(one.reason) : "in"));
    expect(words.filter((text) => text.includes("is wrong"))).toHaveLength(5);
    expect(words.filter((text) => text.includes("Too many attempts"))).toHaveLength(95);
    await expect(signIn(deps, { ...ada, email, address })).rejects.toThrow("Too many attempts");
  }
});

test("a changed role, a raised epoch and a lost membership count from the next request", async () => {
  await createOwner(db, ada);
  const first = await session();
  const ofAda = eq(memberships.userId, first.userId);

  await db.update(memberships).set({ role: "analyst" }).where(ofAda);
  expect(await findMember(db, first)).toMatchObject({ role: "analyst" });

  await db.update(users).set({ sessionEpoch: 1 }).where(eq(users.id, first.userId));
  expect(await findMember(db, first)).toBeNull();
  const again = await session();
  expect(await findMember(db, again)).not.toBeNull();

  await db.delete(memberships).where(ofAda);
  expect(await findMember(db, again)).toBeNull();
});

test("signing out ends that session, and no other one of the account", async () => {
  await createOwner(db, ada);
  const [here, elsewhere] = [await session(), await session()];
  const member = await memberOf(here);
  expect(await isStillMember(db, member)).toBe(true);

  await endSession(db, here.sessionId);
  expect(await findMember(db, here)).toBeNull();
  expect(await isStillMember(db, member)).toBe(false);
  expect(await findMember(db, elsewhere)).toMatchObject({ email: ada.email });
  expect(await findMember(db, { ...elsewhere, sessionId: here.sessionId })).toBeNull();
});

test("a session of one account does not serve another one's token", async () => {
  await createOwner(db, ada);
  const begun = await session();
  expect(await findMember(db, { ...begun, userId: hub.hubId })).toBeNull();
});

test("a session lasts while it is used, and is removed after its end", async () => {
  await createOwner(db, ada);
  const begun = await session();
  const row = async () => {
    const [found] = await db.select().from(sessions).where(eq(sessions.id, begun.sessionId));
    return found;
  };
  const before = await row();
  expect(before).toMatchObject({ userId: begun.userId, userAgent: "A browser" });
  await noteVisit(db, await memberOf(begun));
  expect(await row()).toEqual(before);

  const longAgo = new Date(Date.now() - 6 * 60_000);
  await db.update(sessions).set({ lastSeen: longAgo, expires: new Date(Date.now() + 60_000) });
  await noteVisit(db, await memberOf(begun));
  const used = await row();
  expect(used?.lastSeen.getTime()).toBeGreaterThan(longAgo.getTime() + 5 * 60_000);
  expect(used?.expires.getTime()).toBeGreaterThan(Date.now() + 29 * 24 * 60 * 60_000);

  await db.update(sessions).set({ expires: new Date(Date.now() - 1000) });
  expect(await findMember(db, begun)).toBeNull();
  await session();
  expect(await row()).toBeUndefined();
});
