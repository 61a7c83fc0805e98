import { and, eq, inArray, ne } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backups } from "#drizzle/backups";
import { containers, hosts } from "#drizzle/containers";
import { type Supervised, startSupervised } from "#e2e/faults/supervised";
import { seedManyContainers } from "#e2e/fixtures/many-containers";
import { startManyContainers } from "#e2e/fixtures/many-instances";
import { poll } from "#e2e/fixtures/poll";
import { ownerCookie, percentile, type Timings, timeCalls } from "#e2e/fixtures/timed-calls";
import { peakMemory } from "#e2e/soak/tally";
import { ensureBuild } from "#lib/start/build-web";

/*
 * 100 containers due in the same minute, beside 1,000 containers with 100,000 backups in the catalogue:
 * all run, no more at once than allowed, memory inside the budget, and the dashboard stays quick.
 */

const due = 100;
const atOnce = { runs_per_host: 2, runs_in_all: 4 };
const mebibyte = 2 ** 20;
/** What all runs' buffers share (HOLDFAST_MEMORY's default), and what Node itself may take beside. */
const budgetBytes = 640 * mebibyte;
const nodeBytes = 256 * mebibyte;
const targetMs = 100;
/** On a machine that does much else. */
const roomy = 10;

let holdfast: Supervised;
let many: Awaited<ReturnType<typeof startManyContainers>>;
let cookie: string;
let seeded: string[];

beforeAll(async () => {
  await ensureBuild(console.log, AbortSignal.timeout(290_000));
  holdfast = await startSupervised({
    env: { HOLDFAST_OWNER_EMAIL: "ada@example.com", HOLDFAST_OWNER_PASSWORD: "a long password" },
  });
  const db = holdfast.db();
  const { hubId } = holdfast.hub();
  // Elsewhere: the worker here would find that they are not there.
  const elsewhere = { hubId, hostId: uuidv7() };
  await db.insert(hosts).values({ id: elsewhere.hostId, hubId, identifier: "elsewhere" });
  await seedManyContainers(db, elsewhere, { containers: 1000, backups: 100 });
  seeded = (await db.select().from(containers).where(eq(containers.hostId, elsewhere.hostId))).map(
    ({ id }) => id,
  );
  const image = holdfast.services.images["no-shell"];
  many = await startManyContainers(db, { image, count: due });
  cookie = await ownerCookie(db, holdfast.url, holdfast.dataFolder);
}, 400_000);
afterAll(async () => {
  await many?.remove();
  await holdfast?.stop();
}, 120_000);

test("100 due in one minute all run, in turns, and nobody who looks has to wait", {
  timeout: 400_000,
}, async () => {
  const routes = routesOf(holdfast.url, seeded);
  const at = new Date(Math.ceil((Date.now() + 20_000) / 60_000) * 60_000);
  const schedule = `${at.getUTCMinutes()} ${at.getUTCHours()} * * *`;
  for (const [index, target] of many.found.entries()) {
    const backup = `/stream ${index % 2 ? "sql" : "random"} ${12 * mebibyte} ${index}`;
    await holdfast.runs().configure(target, { backup, schedule });
  }
  const almost = () => Date.now() > at.getTime() - 2000;
  report("before", await timeCalls(cookie, routes, { least: 5, until: almost }));
  let over = false;
  const ended = poll("all to end", async () => allEnded(await rows()), { seconds: 300 }).finally(
    () => {
      over = true;
    },
  );
  await poll("the first to begin", async () => (await rows()).length > 0, { seconds: 100 });
  const timings = await timeCalls(cookie, routes, { least: 30, until: () => over });
  await ended;
  report("meanwhile", timings);

  const made = await rows();
  expect(made.map(({ state }) => state)).toEqual(Array(due).fill("live"));
  expect(new Set(made.map((row) => row.due?.getTime()))).toEqual(new Set([at.getTime()]));
  const together = mostTogether(made);
  const lasted = Math.max(...made.map((row) => row.finished?.getTime() ?? 0)) - at.getTime();
  const peak = peakMemory(holdfast.workerPid());
  console.log(
    `${due} runs of 12 MiB in ${(lasted / 1000).toFixed(0)} s, ${together} at once at most, worker ${Math.round(peak / 1e6)} MB at its peak`,
  );
  expect(together).toBeLessThanOrEqual(atOnce.runs_per_host);
  expect(peak).toBeLessThan(budgetBytes + nodeBytes);
  for (const [name, values] of timings)
    expect({ name, slow: percentile(values, 95) > targetMs * roomy }).toEqual({
      ...{ name, slow: false },
    });
});

const rows = () => {
  const ids = many.found.map(({ row }) => row.id);
  // With the state an index answers; without it whoever counts the time reads the whole table again and again.
  const theirs = and(inArray(backups.containerId, ids), ne(backups.state, "deleted"));
  return holdfast.db().select().from(backups).where(theirs);
};

function allEnded(made: { state: string }[]): boolean {
  return made.length === due && made.every(({ state }) => !/queued|saving/.test(state));
}

/** How many were going at the moment when most were. */
function mostTogether(made: { started: Date | null; finished: Date | null }[]): number {
  const changes = made.flatMap(({ started, finished }) => [
    { at: started?.getTime() ?? 0, by: 1 },
    { at: finished?.getTime() ?? 0, by: -1 },
  ]);
  let now = 0;
  let most = 0;
  for (const { by } of changes.toSorted((a, b) => a.at - b.at || a.by - b.by)) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}

/** What the list and the tabs of the modal ask for, of another container each turn. */
function routesOf(url: string, ids: string[]): Record<string, (turn: number) => string> {
  const of = (turn: number) => `${url}/api/v1/containers/${ids[(turn * 37) % ids.length]}`;
  return {
    // Nothing but the machine itself: what to compare the others with where it does much else.
    "the health check": () => `${url}/api/health`,
    "the list of containers": () => `${url}/api/v1/containers?view=summary`,
    "a container": of,
    "its instances": (turn) => `${of(turn)}/instances`,
    "its backups": (turn) => `${of(turn)}/backups?limit=60`,
    "its restores": (turn) => `${of(turn)}/restores`,
    "its config": (turn) => `${of(turn)}/config/integrations/backups`,
    "the overview": () => `${url}/api/v1/hubs/current/overview`,
    "its charts": () => `${url}/api/v1/hubs/current/stats`,
    "all backups of the hub": () => `${url}/api/v1/hubs/current/backups?limit=60`,
    "the page with its backups": (turn) =>
      `${url}/containers/${ids[(turn * 37) % ids.length]}/backups`,
  };
}

function report(when: string, timings: Timings): void {
  for (const [name, values] of timings) {
    const [p50, p95] = [percentile(values, 50), percentile(values, 95)];
    const verdict = p95 <= targetMs ? "within" : "OVER";
    console.log(
      `${when}: ${name}: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms of ${values.length} (${verdict} ${targetMs} ms)`,
    );
  }
}
