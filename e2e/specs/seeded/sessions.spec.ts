import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "@playwright/test";
import { eq } from "drizzle-orm";
import { users } from "#drizzle/hubs";
import { expect, test } from "#e2e/fixtures/dashboard";
import type { Started } from "#e2e/fixtures/npm-start";
import { cookieOf, rawCaller } from "#e2e/fixtures/raw-call";
import { addMember, ownHub } from "#e2e/fixtures/two-hubs";
import { signInPage, signOut } from "#e2e/pages/sign-in";

test.use({ forgiven: /status of 401 .*\/api\/(v1\/|events)/ });

const list = "/api/v1/containers";
const ended = { error: { status: 401, code: "401.auth-expired" } };
const unknown = { error: { status: 401, code: "401.auth-invalid" } };

async function signIn(
  browser: Browser,
  { url }: Started,
  person: { email: string; password: string },
) {
  const context = await browser.newContext({ baseURL: url, storageState: undefined });
  const page = await context.newPage();
  await page.goto("/login");
  await signInPage(page).signIn(person);
  await expect(page).toHaveURL(`${url}/`);
  const cookie = await cookieOf(context);
  return { context, page, cookie, call: rawCaller(url, cookie) };
}

/** Reads the stream of changes until the server ends it. */
async function listen({ url }: Started, cookie: string) {
  const response = await fetch(`${url}/api/events`, { headers: { cookie } });
  expect(response.status).toBe(200);
  const end = response.text().then(
    () => "ended",
    () => "broken",
  );
  return { end, now: () => Promise.race([end, sleep(100, "open")]) };
}

test("a copied cookie is worth nothing after its session has ended", async ({
  started,
  db,
  browser,
}) => {
  const { hubId } = await ownHub(db);
  const person = await addMember(db, hubId, "developer");
  const here = await signIn(browser, started, person);
  const elsewhere = await signIn(browser, started, person);
  expect((await here.call("GET", list)).status).toBe(200);

  await test.step("signed out: that session only", async () => {
    await signOut(here.page, "developer");
    const { status, text } = await here.call("GET", list);
    expect({ status, ...JSON.parse(text) }).toMatchObject({ status: 401, ...ended });
    const page = await here.call("GET", "/containers");
    expect(page.text).not.toContain(person.email);
    expect((await here.call("GET", "/api/auth/session")).text).toBe("{}");
    expect((await elsewhere.call("GET", list)).status).toBe(200);
    expect((await elsewhere.call("GET", "/api/auth/session")).text).toContain("expires");
  });

  await test.step("the account's epoch raised: every session", async () => {
    await db.update(users).set({ sessionEpoch: 1 }).where(eq(users.email, person.email));
    expect(JSON.parse((await elsewhere.call("GET", list)).text)).toMatchObject(ended);
  });

  await test.step("a cookie that was never good is something else", async () => {
    for (const cookie of ["", "holdfast.session=forged.by.hand"]) {
      const { text } = await rawCaller(started.url, cookie)("GET", list);
      expect(JSON.parse(text)).toMatchObject(unknown);
    }
  });
  await here.context.close();
  await elsewhere.context.close();
});

test("the stream of changes ends with its session", async ({ started, db, browser }) => {
  const { hubId } = await ownHub(db);
  const person = await addMember(db, hubId, "consultant");
  const here = await signIn(browser, started, person);
  const elsewhere = await signIn(browser, started, person);
  // Streams of the cookie's copies: the page's own ends because the page goes.
  const signedOut = await listen(started, here.cookie);
  const raised = await listen(started, elsewhere.cookie);

  await signOut(here.page, "consultant");
  expect(await signedOut.end).toBe("ended");
  expect(await raised.now()).toBe("open");

  await db.update(users).set({ sessionEpoch: 1 }).where(eq(users.email, person.email));
  expect(await raised.end).toBe("ended");
  await here.context.close();
  await elsewhere.context.close();
});

test("a script signs in and out by next-auth's own calls", async ({ started, db }) => {
  const { hubId } = await ownHub(db);
  const person = await addMember(db, hubId, "devops");
  const jar = new Map<string, string>();
  const call = async (path: string, form?: Record<string, string>) => {
    const response = await fetch(`${started.url}/api/auth/${path}`, {
      method: form ? "POST" : "GET",
      redirect: "manual",
      headers: { cookie: [...jar].map((pair) => pair.join("=")).join("; ") },
      ...(form && { body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return response;
  };
  const csrf = async (): Promise<string> => (await (await call("csrf")).json()).csrfToken;
  const odd = { email: "a\0b", password: "x", csrfToken: await csrf() };
  const answer = await call("callback/credentials", { ...odd, json: "true" });
  expect(`${await answer.text()} ${answer.headers.get("location")}`).not.toMatch(/query|select/i);

  await call("callback/credentials", { ...person, csrfToken: await csrf() });
  const cookie = `holdfast.session=${jar.get("holdfast.session")}`;
  expect((await rawCaller(started.url, cookie)("GET", list)).status).toBe(200);

  await call("signout", { csrfToken: await csrf() });
  expect(jar.get("holdfast.session")).toBe("");
  expect(JSON.parse((await rawCaller(started.url, cookie)("GET", list)).text)).toMatchObject(ended);
});
