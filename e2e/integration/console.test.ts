import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { activity } from "#drizzle/activity";
import { consoles } from "#drizzle/consoles";
import { poll } from "#e2e/fixtures/poll";
import { seedContainer, seedHub, seedIntegration } from "#e2e/fixtures/seed";
import { startContainer, type TestContainer } from "#e2e/services/container";
import { createDatabase } from "#e2e/services/postgres";
import { readServices } from "#e2e/services/services";
import { type ConsoleDeps, type OpenConsole, openConsole } from "#lib/containers/open-console";
import { sweepConsoles } from "#lib/containers/sweep-consoles";
import { openDatabase } from "#lib/db/client";
import { createConsoleRecord } from "#lib/db/console-record";
import { connectDocker } from "#lib/docker/connect-docker";
import { createContainerRuntime } from "#lib/docker/container-runtime";

const runtime = createContainerRuntime(connectDocker);
const { images, postgresUrl } = readServices();
const actor = { id: randomUUID(), name: "Ada" };
const size = { columns: 80, rows: 24 };
const minutes = { idleMs: 60_000, longestMs: 120_000 };
let container: TestContainer;
let undo: (() => Promise<unknown>)[] = [];
let db: ReturnType<typeof openDatabase>["db"];
let place: Parameters<typeof openConsole>[1]["place"];
let deps: ConsoleDeps;

beforeAll(async () => {
  const database = await createDatabase(postgresUrl);
  const opened = openDatabase(database.url, { max: 3 });
  db = opened.db;
  container = await startContainer({ image: images.tar });
  undo = [container.remove, database.drop, opened.close];
  const hub = await seedHub(db);
  const folder = { vendor: "folder", path: "/var/empty/x", prefix: "" } as const;
  const integrationId = await seedIntegration(db, hub, folder);
  const { containerId, instanceIds } = await seedContainer(db, hub, { integrationId });
  const [instanceId = ""] = instanceIds;
  const { hubId } = hub;
  place = { hubId, containerId, instanceId, instanceName: "shell-1", dockerId: container.id };
});
beforeEach(() => {
  deps = { runtime, record: createConsoleRecord(db), limits: minutes, active: new Map() };
});
afterAll(async () => {
  for (const step of undo.reverse()) await step().catch(console.error);
});

/** A console with what it has shown; `type` is what a keyboard sends. */
async function open(over: Partial<ConsoleDeps> = {}, dockerId = place.dockerId) {
  const console = await openConsole(
    { ...deps, ...over },
    { place: { ...place, dockerId }, actor, size },
  );
  let shown = "";
  const over_ = (async () => {
    for await (const bytes of console.output) shown += Buffer.from(bytes).toString();
  })();
  return {
    console,
    over: over_,
    shown: () => shown,
    type: (text: string) => console.write(Buffer.from(text)),
    until: (what: string | RegExp) =>
      poll(`the console to show ${what}`, async () => shown.search(what) !== -1, {
        seconds: 30,
        evidence: () => shown.slice(-500),
      }),
  };
}

const nothingLeft = () =>
  poll("no process to be left", async () => (await container.processes()).length === 0, {
    seconds: 30,
  });
const rows = () => db.select().from(consoles);
const told = async () =>
  (await db.select().from(activity).where(eq(activity.hubId, place.hubId)))
    .filter(({ event }) => event.startsWith("container.console"))
    .sort((a, b) => a.id.localeCompare(b.id));

test("a console types, resizes, takes a paste and Ctrl-C, and leaves nothing behind", async () => {
  const { console, type, until, shown, over } = await open();
  expect(console.shell).toBe("bash");
  await type("echo he''llo\r");
  await until(/^hello\r$/m);
  await type("stty size; echo $TERM\r");
  await until(/^24 80\r$/m);
  await until(/^xterm-256color\r$/m);
  await console.resize({ columns: 132, rows: 50 });
  await type("stty size\r");
  await until(/^50 132\r$/m);

  await type("sleep 3600\r");
  await poll("it to run", async () => (await container.processes()).some((p) => /sleep/.test(p)));
  await type("\u0003");
  await type("echo stop''ped\r");
  await until(/^stopped\r$/m);

  // 100 KB in lines that a terminal takes, as a browser pastes them.
  await type("cat > /tmp/pasted\r");
  const paste = `${"0123456789".repeat(9)}\r`.repeat(1100);
  for (let at = 0; at < paste.length; at += 16_384) await type(paste.slice(at, at + 16_384));
  await type("\u0004");
  await type("wc -c < /tmp/pasted | sed s/^/counted-/\r");
  await until(`counted-${paste.length}`);

  await type("nohup sleep 3601 & (setsid sleep 3602 &)\r");
  await poll("them to run", async () =>
    (await container.processes()).some((line) => /sleep 3602/.test(line)),
  );
  await console.end("left");
  await over;
  await nothingLeft();
  expect(await rows()).toEqual([]);
  const [opened, closed] = await told();
  expect(opened).toMatchObject({
    event: "container.console.open",
    actor: "Ada",
    actorId: actor.id,
    subject: "shell-1",
    details: { shell: "bash" },
  });
  expect(closed).toMatchObject({
    event: "container.console.close",
    details: { reason: "closed", seconds: expect.any(Number) },
  });
  expect(JSON.stringify(await told())).not.toContain("hello");
  expect(shown()).toContain("hello");
});

test("it ends with its shell, after the idle time, and after the longest", async () => {
  const own = await open();
  await own.type("exit 3\r");
  expect(await own.console.ended).toBe("exit");
  const idle = await open({ limits: { idleMs: 300, longestMs: 60_000 } });
  expect(await idle.console.ended).toBe("idle");
  const long = await open({ limits: { idleMs: 60_000, longestMs: 500 } });
  await long.type("yes\r");
  expect(await long.console.ended).toBe("limit");
  await nothingLeft();
  await poll("the record to be empty", async () => (await rows()).length === 0);
});

test("what a killed process left is swept, and told", async () => {
  const { console, type, over } = await open();
  await type("sleep 3603\r");
  const before = (await told()).length;
  // As a new process sees it, which looks after none.
  expect(await sweepConsoles({ ...deps, active: new Map() })).toBe(0);
  await nothingLeft();
  expect(await rows()).toEqual([]);
  expect((await told()).slice(before)).toMatchObject([
    { details: { reason: "Holdfast was stopped" } },
  ]);
  await over;
  await console.ended;
});

test("the sixth console of one person is refused", async () => {
  const five: OpenConsole[] = [];
  for (let more = 5; more > 0; more -= 1) five.push((await open()).console);
  await expect(open()).rejects.toMatchObject({
    name: "Refusal",
    message: expect.stringContaining("5 consoles open"),
  });
  await Promise.all(five.map((console) => console.end("left")));
  await nothingLeft();
});

test("an image without a shell says so, and so does an instance that does not run", async () => {
  const bare = await startContainer({ image: images["no-shell"] });
  try {
    await expect(open({}, bare.id)).rejects.toMatchObject({
      code: "invalid-state",
      message: expect.stringContaining("has no shell"),
    });
    await bare.docker("stop", "-t", "0");
    await expect(open({}, bare.id)).rejects.toMatchObject({
      message: expect.stringContaining("not running"),
    });
  } finally {
    await bare.remove();
  }
  expect(await rows()).toEqual([]);
});
