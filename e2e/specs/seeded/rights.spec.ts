import { readFileSync } from "node:fs";
import { expect, test } from "#e2e/fixtures/dashboard";
import {
  actionFiles,
  addressOf,
  type Call,
  calls,
  dashboardPages,
  type Ids,
  mayCall,
  methodsInFiles,
  sockets,
  socketsAt,
} from "#e2e/fixtures/endpoints";
import { garbageBodies, garbageIds, garbageQueries } from "#e2e/fixtures/garbage";
import { clientError, cookieOf, expectRefusal, rawCaller } from "#e2e/fixtures/raw-call";
import { rawSocket } from "#e2e/fixtures/raw-socket";
import { signedInBrowser } from "#e2e/fixtures/signed-in";
import { addMember, otherHub, ownHub, seedOneOfEach, writeCommands } from "#e2e/fixtures/two-hubs";
import { signInPage } from "#e2e/pages/sign-in";
import { runFolder } from "#e2e/services/work-folder";
import { sockets as served } from "#lib/api/sockets";

const closed = calls.filter(({ endpoint }) => endpoint.who !== "world");
const writes = closed.filter(({ method }) => method !== "GET");
const bodyOf = ({ endpoint }: Call, ids: Ids) =>
  endpoint.body ? { body: JSON.stringify(endpoint.body(ids)) } : {};
const actions = [
  "lib/actions/accept-invite.ts",
  "lib/actions/set-up-hub.ts",
  "lib/actions/sign-in.ts",
];

test("every route and every server action is written down", async () => {
  expect(calls.map(({ name }) => name).sort()).toEqual(await methodsInFiles());
  expect(Object.keys(sockets).sort()).toEqual(served.map(({ path }) => path).sort());
  // All are for people without a session; what they refuse is in the set-up spec and below.
  expect(await actionFiles()).toEqual(actions);
});

test("signed out, every call is refused and every page leads to signing in", async ({
  started,
  db,
}) => {
  const ids = await seedOneOfEach(db, await ownHub(db));
  for (const cookie of ["", "holdfast.session=forged.by.hand"]) {
    const call = rawCaller(started.url, cookie);
    for (const one of closed)
      expectRefusal(
        one.name,
        await call(one.method, addressOf(one.route, ids), bodyOf(one, ids)),
        401,
      );
    const connect = rawSocket(started.url, cookie);
    for (const { name, address } of socketsAt(ids))
      expectRefusal(name, await connect(address), 401);
    for (const path of await dashboardPages(ids)) {
      const { status, headers } = await call("GET", path);
      expect.soft(status, path).toBe(307);
      const login = path === "/" ? "/login" : `/login?next=${encodeURIComponent(path)}`;
      expect.soft(headers.get("location"), path).toMatch(new RegExp(`${RegExp.escape(login)}$`));
    }
  }
});

for (const role of ["consultant", "analyst"] as const)
  test(`${role}: may look but not touch, and sees no command`, async ({ started, db, browser }) => {
    const hub = await ownHub(db);
    const ids = await seedOneOfEach(db, hub);
    await writeCommands(db, ids, "dump -phunter2");
    const person = await addMember(db, hub.hubId, role);
    const context = await browser.newContext({ baseURL: started.url, storageState: undefined });
    const page = await context.newPage();
    await page.goto("/login");
    await signInPage(page).signIn(person);
    await expect(page).toHaveURL(`${started.url}/`);
    const call = rawCaller(started.url, await cookieOf(context));
    for (const one of closed) {
      const answer = await call(one.method, addressOf(one.route, ids), bodyOf(one, ids));
      expect.soft(answer.text, one.name).not.toContain("hunter2");
      if (mayCall(role, one.endpoint))
        expect.soft(answer.status, one.name).toBe(one.endpoint.answers ?? 200);
      else expectRefusal(one.name, answer, 403);
    }
    const connect = rawSocket(started.url, await cookieOf(context));
    for (const { name, who, address } of socketsAt(ids)) {
      const answer = await connect(address);
      if (who === "analyst") expect.soft(answer.status, name).toBe(101);
      else expectRefusal(name, answer, 403);
    }
    await page.goto(`/containers/${ids.containerId}/backups`);
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
    await page.goto(`/containers/${ids.containerId}/backups?backup=${ids.backupId}`);
    await expect(page.getByText("Not visible to your role")).toBeVisible();
    await page.keyboard.press("Escape");
    for (const name of ["Back up now", "Delete Backup", "Restore", "Download"])
      await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
    await page.goto(`/containers/${ids.containerId}/config/integrations/backups`);
    await expect(page.getByText("Your role can see this without its commands")).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Backup command" })).toHaveValue("");
    await context.close();
  });

test("developer: opens no console, by button or by address", async ({ started, db, browser }) => {
  const hub = await ownHub(db);
  const ids = await seedOneOfEach(db, hub);
  const person = await addMember(db, hub.hubId, "developer");
  const { context } = await signedInBrowser(browser, started, person);
  const connect = rawSocket(started.url, await cookieOf(context));
  for (const { name, who, address } of socketsAt(ids))
    if (who === "admin") expectRefusal(name, await connect(address), 403);
  await context.close();
});

test("analyst: no integration comes beside a list of backups", async ({ started, db, browser }) => {
  const hub = await ownHub(db);
  const ids = await seedOneOfEach(db, hub);
  const path = `/api/v1/containers/${ids.containerId}/backups?include=integrations`;
  for (const [role, sees] of [
    ["analyst", false],
    ["developer", true],
  ] as const) {
    const person = await addMember(db, hub.hubId, role);
    const { context } = await signedInBrowser(browser, started, person);
    const { status, text } = await rawCaller(started.url, await cookieOf(context))("GET", path);
    expect(status).toBe(200);
    expect(text.includes(ids.integrationId) && text.includes('"vendor"'), role).toBe(sees);
    await context.close();
  }
});

test("who may change the config sees the commands", async ({ started, db, context }) => {
  const ids = await seedOneOfEach(db, await ownHub(db));
  await writeCommands(db, ids, "dump -phunter2");
  const call = rawCaller(started.url, await cookieOf(context));
  const at = `/api/v1/containers/${ids.containerId}`;
  for (const path of ["", "/config/integrations/backups", "/backups", "/restores"])
    expect.soft((await call("GET", at + path)).text, path).toContain("hunter2");
});

test("another site's page cannot act with the owner's cookie", async ({
  started,
  db,
  page,
  context,
}) => {
  const ids = await seedOneOfEach(db, await ownHub(db));
  const call = rawCaller(started.url, await cookieOf(context));
  const origin = "https://evil.example";
  const foreign: Record<string, string>[] = [
    { origin, "sec-fetch-site": "cross-site" },
    { origin },
  ];
  for (const headers of foreign)
    for (const one of writes) {
      const { body } = bodyOf(one, ids);
      const sent = { headers, ...(body !== undefined && { body }) };
      expectRefusal(one.name, await call(one.method, addressOf(one.route, ids), sent), 403);
    }
  // A browser lets any page open one, with the cookie: what would be a GET counts as a write.
  const connect = rawSocket(started.url, await cookieOf(context));
  for (const headers of [...foreign, { origin: "null" }])
    for (const { name, address } of socketsAt(ids))
      expectRefusal(name, await connect(address, headers), 403);

  await test.step("nor sign a visitor in", async () => {
    await context.clearCookies();
    await page.goto("/login");
    const hidden = await page
      .locator("form input[type=hidden]")
      .evaluateAll((inputs) => inputs.map((input) => [input.getAttribute("name") ?? "", ""]));
    const form = new FormData();
    for (const [name = "", value = ""] of hidden) form.append(name, value);
    form.append("email", "ada@example.com");
    form.append("password", "correct horse battery");
    const answer = await fetch(`${started.url}/login`, {
      method: "POST",
      redirect: "manual",
      headers: { origin },
      body: form,
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get("set-cookie") ?? "").not.toContain("holdfast.session");
    const log = readFileSync(`${runFolder("end-to-end")}.log`, "utf8");
    expect(log).not.toContain("Server Actions");
  });
});

test("another hub's things are not there", async ({ started, db, context }) => {
  const own = await seedOneOfEach(db, await ownHub(db));
  const hub = await otherHub(db);
  const theirs = await seedOneOfEach(db, hub);
  const call = rawCaller(started.url, await cookieOf(context));
  const named = closed.filter(({ route }) => route.includes("["));
  for (const one of named)
    expectRefusal(
      one.name,
      await call(one.method, addressOf(one.route, theirs), bodyOf(one, theirs)),
      404,
    );

  const connect = rawSocket(started.url, await cookieOf(context));
  for (const { name, address } of socketsAt(theirs))
    expectRefusal(name, await connect(address), 404);

  await test.step("nor under a container of one's own", async () => {
    const mixed = { ...theirs, containerId: own.containerId };
    for (const { name, route, address } of socketsAt(mixed))
      if (route.includes("[instanceId]")) expectRefusal(name, await connect(address), 404);
    for (const one of named.filter(({ route }) => route.includes("[backupId]")))
      expectRefusal(
        one.name,
        await call(one.method, addressOf(one.route, mixed), bodyOf(one, own)),
        404,
      );
  });

  await test.step("nor by an id in a body", async () => {
    const at = `/api/v1/containers/${own.containerId}`;
    const post = (path: string, data: unknown, method = "POST") =>
      call(method, at + path, { body: JSON.stringify(data) });
    const { instanceId: instance_id, restoreId: restore_id } = theirs;
    const restore = { action: "restore", contents: { instance_id } };
    const cancel = { action: "cancel-restore", contents: { restore_id } };
    const tasks = `/backups/${own.backupId}/tasks`;
    expectRefusal("restore to it", await post(tasks, restore), 404);
    expectRefusal("cancel it", await post(tasks, cancel), 404);
    expectRefusal("back it up", await post("/backups", { instance_id }), 404);
    const config = {
      integration_id: theirs.integrationId,
      backup: { command: "cat", timeout: "1m" },
      restore: null,
    };
    const path = "/config/integrations/backups";
    expectRefusal("store in it", await post(path, config, "PATCH"), clientError);
    const schedule = { ...config.backup, cron_string: "0 3 * * *", instance_id };
    const ours = { ...config, integration_id: own.integrationId, backup: schedule };
    expectRefusal("schedule it", await post(path, ours, "PATCH"), clientError);
    const deletion = { action: "delete", contents: { ids: [theirs.backupId] } };
    const answer = await post("/backups/tasks", deletion);
    expect(JSON.parse(answer.text).data).toMatchObject({ deleted: [] });
    const container_ids = [theirs.containerId];
    const many = async (method: string, path: string, data: unknown) =>
      JSON.parse(
        (await call(method, `/api/v1/containers${path}`, { body: JSON.stringify(data) })).text,
      );
    const backup = { action: "backup", contents: { container_ids } };
    expect(await many("POST", "/tasks", backup)).toMatchObject({
      data: { results: [{ queued: 0, reason: expect.stringContaining("not in the hub") }] },
    });
    const policy = { container_ids, retention: { last: 1 } };
    expect(await many("PATCH", path, policy)).toMatchObject({
      data: { results: [{ outcome: "skip", reason: expect.stringContaining("not in the hub") }] },
    });
    const trends = await call("GET", `/api/v1/containers/trends?ids=${theirs.containerId}`);
    expect(JSON.parse(trends.text).data).toEqual([]);
  });

  await test.step("nor by naming that hub", async () => {
    const headers = { "x-hub-id": hub.hubId };
    expectRefusal("hub", await call("GET", "/api/v1/containers", { headers }), 403);
    for (const { name, address } of socketsAt(own))
      expectRefusal(name, await connect(address, headers), 403);
  });

  const list = await call("GET", "/api/v1/containers");
  expect(list.text).toContain(own.containerId);
  expect(list.text).not.toContain(theirs.containerId);
});

test("garbage is refused in the API's envelope, never with 500", async ({
  started,
  db,
  context,
}) => {
  const ids = await seedOneOfEach(db, await ownHub(db));
  const call = rawCaller(started.url, await cookieOf(context));
  for (const one of closed.filter(({ route }) => route.includes("[")))
    for (const id of garbageIds) {
      const every = Object.fromEntries(Object.keys(ids).map((name) => [name, id]));
      const answer = await call(one.method, addressOf(one.route, every), bodyOf(one, ids));
      if (id === garbageIds[0]) expectRefusal(one.name, answer, 404);
      // Some of these are cut up by the server's own parser, which may find another route in them.
      else expect.soft(answer.status, `${one.name} with ${id}`).toBeLessThan(500);
    }
  const connect = rawSocket(started.url, await cookieOf(context));
  for (const id of garbageIds.slice(0, 1)) {
    const every = Object.fromEntries(Object.keys(ids).map((name) => [name, id]));
    for (const { name, address } of socketsAt(every))
      expectRefusal(name, await connect(address), 404);
  }
  const console = `/api/v1/containers/${ids.containerId}/instances/${ids.instanceId}/console`;
  for (const query of ["", "?columns=0&rows=24", "?columns=80&rows=1e9", "?columns=a&rows=b"])
    expectRefusal(`a console of ${query}`, await connect(console + query), 422);
  for (const one of closed.filter(({ endpoint }) => endpoint.body))
    for (const body of garbageBodies)
      expectRefusal(
        `${one.name} with ${body.slice(0, 80)}`,
        await call(one.method, addressOf(one.route, ids), { body }),
        clientError,
      );
  const large = JSON.stringify({ name: "a".repeat(1024 * 1024) });
  for (const one of closed.filter(({ endpoint }) => endpoint.body))
    expectRefusal(
      `${one.name} with more than 1 MiB`,
      await call(one.method, addressOf(one.route, ids), { body: large }),
      413,
    );
  const { status } = await call("POST", "/api/auth/callback/credentials", { body: large });
  expect(status).toBe(413);
  for (const path of ["hubs/current/activity", `containers/${ids.containerId}/backups`])
    for (const query of garbageQueries) {
      const { status } = await call("GET", `/api/v1/${path}?${query}`);
      expect.soft(status, `${path}?${query}`).toBe(422);
    }
});

test("pages and the API carry their security headers", async ({ started, context }) => {
  const call = rawCaller(started.url, await cookieOf(context));
  for (const path of ["/containers", "/hub/integrations", "/api/v1/containers"]) {
    const { headers, status } = await call("GET", path);
    expect.soft(status, path).toBe(200);
    expect.soft(headers.get("x-content-type-options"), path).toBe("nosniff");
    expect.soft(headers.get("referrer-policy"), path).toBe("same-origin");
    expect.soft(headers.get("x-powered-by"), path).toBeNull();
    const policy = headers.get("content-security-policy") ?? "";
    expect.soft(policy, path).toContain("frame-ancestors 'none'");
    expect.soft(policy, path).toContain("base-uri 'none'");
    expect.soft(/script-src[^;]*'unsafe-/.test(policy), path).toBe(false);
  }
  const nonce = async () =>
    /'nonce-([^']+)'/.exec(
      (await call("GET", "/containers")).headers.get("content-security-policy") ?? "",
    )?.[1];
  expect(await nonce()).not.toBe(await nonce());
});

test("the health check tells anyone the version, and nothing more", async ({ started }) => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  const { status, text } = await rawCaller(started.url, "")("GET", "/api/health");
  expect({ status, body: JSON.parse(text) }).toEqual({
    status: 200,
    body: { status: "ok", version },
  });
});
