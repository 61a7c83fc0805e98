import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { containers, hosts } from "#drizzle/containers";
import { type Holdfast, startHoldfast } from "#e2e/fixtures/holdfast";
import { poll } from "#e2e/fixtures/poll";
import type { WorkerProcess } from "#e2e/fixtures/worker";
import { type StartContainer, startContainer } from "#e2e/services/container";
import { type PrivateEngine, startPrivateEngine } from "#e2e/services/private-engine";
import { runCommand } from "#e2e/services/run-command";
import { readServices } from "#e2e/services/services";
import { setHubSettings } from "#lib/db/hub-settings-record";

/* Containers that are removed with Docker's own commands, under a grace period of 0: a minute of absence. */

const unique = randomBytes(4).toString("hex");
const image = readServices().images.tar;
const commands = { backup: "stream random 100000", restore: "stream sink /var/lib/test/fed" };
const compose = {
  "com.docker.compose.project": `gone-${unique}`,
  "com.docker.compose.service": "db",
  "com.docker.compose.container-number": "1",
};

let holdfast: Holdfast;
let worker: WorkerProcess;

beforeAll(async () => {
  holdfast = await startHoldfast();
  const { db, hub } = holdfast;
  await setHubSettings(db, hub.hubId, { gone_grace_seconds: 0 }, { id: null, name: "Test" });
  worker = await holdfast.startWorker();
});
afterAll(() => holdfast.stop());

const evidence = () => worker.output();
const start = (options: Partial<StartContainer>) =>
  holdfast.run({ image, volume: "/var/lib/test", network: "none", ...options });
const find = async (id: string) => {
  const [row] = await holdfast.db.select().from(containers).where(eq(containers.id, id));
  if (!row) throw new Error("no row");
  return row;
};
const hostNow = async () => {
  const [host] = await holdfast.db.select().from(hosts);
  if (!host) throw new Error("no host");
  return host;
};
const becomes = (
  id: string,
  what: string,
  ask: (row: Awaited<ReturnType<typeof find>>) => boolean,
) =>
  poll(
    `it to be ${what}`,
    async () => {
      const row = await find(id);
      return ask(row) && row;
    },
    { seconds: 60, evidence },
  );
/** As if the host had been watched for so much longer; the worker's next look finds it so. */
async function watchedFor(seconds: number): Promise<void> {
  const before = (await hostNow()).lastSeen;
  await holdfast.db.update(hosts).set({
    watchedMs: sql`${hosts.watchedMs} + ${seconds * 1000}`,
    watchedSince: sql`${hosts.watchedSince} - interval '2 hours'`,
  });
  // A change of any container has it look.
  const passing = await startContainer({ image, network: "none" });
  await poll("a look", async () => {
    const { lastSeen } = await hostNow();
    return lastSeen !== null && before !== null && lastSeen > before;
  });
  await passing.remove();
}
const live = async () => (await holdfast.backups()).filter(({ state }) => state === "live").length;

test("recreated under a grace period of 0, nothing of it goes; removed for a minute, all does", async () => {
  const name = `gone-${unique}-db-1`;
  const first = await start({ name, labels: compose });
  const { id } = first.row;
  await holdfast.backUp(first, commands);
  await holdfast.backUp(first);

  // As `docker compose up` does.
  await first.docker("rm", "-f");
  await becomes(id, "gone", ({ state }) => state === "gone");
  await watchedFor(40);
  const second = await start({ name, labels: compose });
  expect(second.row).toMatchObject({ id, state: "running", deleteRequested: null });
  await watchedFor(3600);
  expect(await live()).toBe(2);

  // Kept by a person it stays, whatever the time.
  await second.docker("rm", "-f");
  await becomes(id, "gone", ({ state }) => state === "gone");
  const which = eq(containers.id, id);
  await holdfast.db.update(containers).set({ keepBackups: true }).where(which);
  await watchedFor(3600);
  expect(await find(id)).toMatchObject({ deleteRequested: null });
  expect(await live()).toBe(2);

  // While it is not kept, a worker that is down counts nothing.
  const { watchedMs } = await hostNow();
  await holdfast.db
    .update(containers)
    .set({ keepBackups: false, goneFromMs: watchedMs })
    .where(which);
  await worker.kill();
  const longAgo = new Date(Date.now() - 7 * 86_400_000);
  await holdfast.db.update(hosts).set({ lastSeen: longAgo, watchedSince: longAgo });
  worker = await holdfast.startWorker();
  expect(await find(id)).toMatchObject({ deleteRequested: null });
  expect(await live()).toBe(2);

  await watchedFor(61);
  await becomes(id, "deleted", ({ deleted }) => deleted !== null);
  expect(await holdfast.bucket.versions()).toEqual([]);
  // The volume was nobody's to remove.
  const volumes = await runCommand("docker", ["volume", "ls", "-q", "-f", `name=${name}-data`], {
    timeoutSeconds: 30,
  });
  expect(volumes.trim()).toBe(`${name}-data`);

  const third = await start({ name, labels: compose });
  expect(third.row.id).not.toBe(id);
});

test.skipIf(process.getuid?.() !== 0)(
  "another Docker Engine holds the removal; the same one after a restart does not",
  { timeout: 240_000 },
  async () => {
    const target = await start({ name: `moved-${unique}` });
    await holdfast.backUp(target, commands);
    const { id, engineId } = target.row;
    const engine: PrivateEngine = await startPrivateEngine({ image, liveRestore: false });
    try {
      await worker.stop();
      worker = await holdfast.startWorker({ DOCKER_HOST: engine.host });
      await becomes(id, "gone", ({ state }) => state === "gone");
      const other = (await hostNow()).engineId;
      expect(other).not.toBe(engineId);
      await holdfast.db.update(hosts).set({ watchedMs: sql`${hosts.watchedMs} + 3600000` });
      const passing = await startContainer({ image, network: "none", host: engine.host });
      const seen = await holdfast.track(passing);
      expect(await find(id)).toMatchObject({ deleteRequested: null, engineId });
      expect(await live()).toBe(1);

      engine.signal("SIGTERM");
      await engine.ended();
      await engine.start();
      await passing.docker("rm", "-f");
      await becomes(seen.row.id, "gone", ({ state }) => state === "gone");
      expect((await hostNow()).engineId).toBe(other);
    } finally {
      await worker.stop();
      await engine.stop();
    }
    // Back at its own it is as before.
    worker = await holdfast.startWorker();
    await becomes(id, "running", ({ state }) => state === "running");
    expect(await find(id)).toMatchObject({ engineId, goneSince: null });
    expect((await holdfast.backUp(target)).state).toBe("live");
  },
);
