import { setTimeout } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { activity } from "#drizzle/activity";
import { memberships, users } from "#drizzle/hubs";
import { type HubDatabase, openHubDatabase } from "#e2e/fixtures/hub-database";
import { addMember } from "#e2e/fixtures/two-hubs";
import { readSessions } from "#lib/api/read-account";
import { beginSession } from "#lib/auth/begin-session";
import { changePassword } from "#lib/auth/change-password";
import { endOwnSessions } from "#lib/auth/end-own-sessions";
import { findMember, type Member } from "#lib/auth/find-member";
import { renameAccount } from "#lib/auth/rename-account";
import { signIn } from "#lib/auth/sign-in";
import { createSignInLimit } from "#lib/auth/sign-in-limit";
import type { Database } from "#lib/db/client";

const address = "203.0.113.7";
const next = "another horse battery";

let opened: HubDatabase;
let db: Database;
let hubId: string;

beforeAll(async () => {
  opened = await openHubDatabase();
  db = opened.db;
  ({ hubId } = opened.hub);
});

afterAll(() => opened.close());

beforeEach(async () => {
  await db.delete(activity);
  await db.delete(memberships);
  await db.delete(users);
});

type Person = { email: string; password: string };

async function session({ email, password }: Person, agent = "curl/8.5.0") {
  const limited = { db, limit: createSignInLimit() };
  return beginSession(db, await signIn(limited, { email, password, address }), agent);
}

async function memberOf(one: Awaited<ReturnType<typeof session>>): Promise<Member> {
  const member = await findMember(db, one);
  if (!member) throw new Error("The session is of nobody.");
  return member;
}

const change = (member: Member, current: string, limit = createSignInLimit()) =>
  changePassword({ db, limit }, member, { current_password: current, password: next, address });

test("a new password takes the old one's place, and only this session goes on", async () => {
  const person = await addMember(db, hubId, "developer");
  const [here, elsewhere, third] = [
    await session(person),
    await session(person),
    await session(person),
  ];
  const member = await memberOf(here);
  await expect(change(member, "not this one")).rejects.toThrow("not your present password");
  expect(await findMember(db, elsewhere)).not.toBeNull();

  expect(await change(member, person.password)).toBe(2);
  expect(await findMember(db, here)).not.toBeNull();
  expect(await findMember(db, elsewhere)).toBeNull();
  expect(await findMember(db, third)).toBeNull();
  await expect(session(person)).rejects.toThrow("is wrong");
  await session({ ...person, password: next });
  const [written] = await db.select().from(activity);
  expect(written).toMatchObject({ event: "account.password", details: { sessions_ended: 2 } });
  expect(JSON.stringify(written)).not.toContain(next);
});

test("a sign-in that looked at the old password before it was changed opens nothing after", async () => {
  const person = await addMember(db, hubId, "developer");
  const member = await memberOf(await session(person));
  const seen = await signIn({ db, limit: createSignInLimit() }, { ...person, address });
  await change(member, person.password);
  await expect(beginSession(db, seen, null)).rejects.toThrow("Sign in again");

  // While the change is being written it is waited for.
  const again = await signIn(
    { db, limit: createSignInLimit() },
    { ...person, password: next, address },
  );
  const begun = await db.transaction(async (tx) => {
    await tx.update(users).set({ passwordHash: "another" }).where(eq(users.id, again.userId));
    const waiting = beginSession(db, again, null).then(
      () => "begun",
      (error: unknown) => String(error),
    );
    await setTimeout(200);
    return { waiting };
  });
  expect(await begun.waiting).toContain("Sign in again");
});

test("of two changes at once one is made; after five wrong ones the right one waits", async () => {
  const person = await addMember(db, hubId, "developer");
  const member = await memberOf(await session(person));
  const both = await Promise.allSettled([
    change(member, person.password),
    change(member, person.password),
  ]);
  expect(both.map(({ status }) => status)).toContain("fulfilled");
  const limit = createSignInLimit();
  for (let i = 0; i < 5; i += 1)
    await expect(change(member, "wrong horse", limit)).rejects.toThrow("not your present");
  await expect(change(member, next, limit)).rejects.toThrow("Too many attempts");
});

test("sessions are listed, and ended one by one or all others at once", async () => {
  const person = await addMember(db, hubId, "analyst");
  const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0";
  const here = await session(person, firefox);
  const [script] = [await session(person), await session(person), await session(person)];
  const member = await memberOf(here);
  const stranger = await memberOf(await session(await addMember(db, hubId, "owner")));

  const list = await readSessions(db, member);
  expect(list).toHaveLength(4);
  expect(list.filter(({ current }) => current)).toMatchObject([
    { id: here.sessionId, device: "Firefox on Linux" },
  ]);

  const of = { id: script.sessionId };
  await expect(endOwnSessions(db, stranger, of)).rejects.toThrow("ended already");
  expect(await endOwnSessions(db, member, of)).toBe(1);
  await expect(endOwnSessions(db, member, of)).rejects.toThrow("ended already");
  expect(await findMember(db, script)).toBeNull();
  expect(await endOwnSessions(db, member, "others")).toBe(2);
  expect(await endOwnSessions(db, member, "others")).toBe(0);
  expect(await readSessions(db, member)).toMatchObject([{ id: here.sessionId, current: true }]);
  expect(await readSessions(db, stranger)).toHaveLength(1);
});

test("a new name counts at once; what was done before keeps the old one", async () => {
  const person = await addMember(db, hubId, "devops");
  const begun = await session(person);
  await renameAccount(db, await memberOf(begun), "Grace");
  await renameAccount(db, await memberOf(begun), "Grace");
  expect(await findMember(db, begun)).toMatchObject({ name: "Grace" });
  const written = await db.select().from(activity);
  expect(written).toMatchObject([{ event: "account.rename", subject: "Grace" }]);
});
