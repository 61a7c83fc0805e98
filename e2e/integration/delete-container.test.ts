import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { activity, jobs } from "#drizzle/activity";
import { backupConfigs, backups } from "#drizzle/backups";
import { containers } from "#drizzle/containers";
import { startFaultProxy } from "#e2e/faults/fault-proxy";
import { type Holdfast, startHoldfast } from "#e2e/fixtures/holdfast";
import { poll } from "#e2e/fixtures/poll";
import type { Target } from "#e2e/fixtures/runs";
import type { WorkerProcess } from "#e2e/fixtures/worker";
import { startPrivateEngine } from "#e2e/services/private-engine";
import { runCommand } from "#e2e/services/run-command";
import { readServices } from "#e2e/services/services";
import { readContainer } from "#lib/api/read-containers";
import type { ContainerStep } from "#lib/containers/delete-container";
import { requestDeletion } from "#lib/containers/request-deletion";
import { createDeletionRequestRecord } from "#lib/db/request-deletion-record";
import { startWorkQueue, type WorkQueue } from "#lib/jobs/work-queue";

/* A person deletes a container: its Docker containers, its volumes if asked, all its backups. */

const unique = randomBytes(4).toString("hex");
const actor = { id: null, name: "Ada" };
const killer = "e2e/faults/worker-killed-at.ts";
const image = readServices().images.tar;
const commands = { backup: "stream random 100000", restore: "stream sink /var/lib/test/fed" };

let holdfast: Holdfast;
let proxy: Awaited<ReturnType<typeof startFaultProxy>>;
let queue: WorkQueue;
let worker: WorkerProcess;

beforeAll(async () => {
  proxy = await startFaultProxy(readServices().s3.endpoint);
  holdfast = await startHoldfast({ endpoint: proxy.url });
  queue = await startWorkQueue(holdfast.databaseUrl, "web");
  worker = await holdfast.startWorker();
});
afterAll(async () => {
  await queue?.stop();
  await holdfast?.stop();
  await proxy?.close();
});

const docker = (...args: string[]) => runCommand("docker", args, { timeoutSeconds: 30 });
const volumes = async (name: string) =>
  (await docker("volume", "ls", "-q", "-f", `name=^${name}$`)).trim();
const there = async (name: string) =>
  (await docker("ps", "-aq", "-f", `name=^/?${name}$`)).trim() !== "";

const start = (name: string, labels: Record<string, string> = {}) =>
  holdfast.run({ image, name: `${name}-${unique}`, volume: "/var/lib/test", labels });

type Named = Pick<Target, "row" | "name">;

const ask = (target: Named, options: { volumes?: boolean; name?: string } = {}) =>
  requestDeletion(createDeletionRequestRecord(holdfast.db, queue.enqueue), {
    hubId: holdfast.hub.hubId,
    containerId: target.row.id,
    volumes: options.volumes ?? false,
    ...(options.name !== undefined && { name: options.name }),
    actor,
  });

const rowOf = async (target: Named) => {
  const [row] = await holdfast.db.select().from(containers).where(eq(containers.id, target.row.id));
  if (!row) throw new Error("no row");
  return row;
};
const shown = (target: Target) => readContainer(holdfast.db, holdfast.hub.hubId, target.row.id);
const deleted = (target: Named, seconds = 60) =>
  poll(
    `${target.name} to be deleted`,
    async () => {
      const row = await rowOf(target);
      return row.deleted !== null && row;
    },
    { seconds, evidence: () => worker.output() },
  );
const statesOf = async (target: Target) =>
  (
    await holdfast.db
      .select({ state: backups.state })
      .from(backups)
      .where(eq(backups.containerId, target.row.id))
  ).map(({ state }) => state);

test("without its volumes: containers and backups go, pinned ones and what runs too", async () => {
  const target = await start("plain");
  const made = [await holdfast.backUp(target, commands), await holdfast.backUp(target)];
  await holdfast.db
    .update(backups)
    .set({ pinned: true })
    .where(eq(backups.id, made[0]?.id ?? ""));
  await holdfast.configure(target, { ...commands, backup: "stream random 100000000000" });
  const running = await holdfast.ask(target);
  await holdfast.moved(running, 2 ** 20);

  await expect(ask(target, { name: "another" })).rejects.toThrow("This is not its name");
  const { jobId } = await ask(target, { name: target.name });
  await expect(ask(target)).rejects.toThrow("being deleted already");
  await expect(holdfast.ask(target)).rejects.toThrow("This container is being deleted");
  await expect(holdfast.askRestore(target, made[1]?.id ?? "")).rejects.toThrow(
    "none can be restored any more",
  );
  await expect(holdfast.configure(target, commands)).rejects.toThrow("being deleted");

  await deleted(target);
  expect(await there(target.name)).toBe(false);
  expect(await volumes(`${target.name}-data`)).not.toBe("");
  expect(new Set(await statesOf(target))).toEqual(new Set(["deleted"]));
  expect(await holdfast.bucket.versions()).toEqual([]);
  expect(await holdfast.bucket.uploads()).toEqual([]);
  expect(await shown(target)).toBeNull();
  const { db } = holdfast;
  expect(
    await db.select().from(backupConfigs).where(eq(backupConfigs.containerId, target.row.id)),
  ).toEqual([]);
  expect(await db.select().from(jobs).where(eq(jobs.id, jobId))).toMatchObject([
    { action: "delete-container", state: "completed", error: null },
  ]);
  const lines = await db.select().from(activity).where(eq(activity.containerId, target.row.id));
  expect(lines.map(({ event, actor: who }) => [event, who])).toEqual(
    expect.arrayContaining([
      ["container.task.delete", "Ada"],
      ["container.delete", "Holdfast"],
    ]),
  );
  await expect(holdfast.ask(target)).rejects.toThrow("not in the hub");

  // The same name afterwards is another container, without a past.
  const again = await start("plain");
  expect(again.row.id).not.toBe(target.row.id);
  await expect(holdfast.ask(again)).rejects.toThrow("No backup command is set");
});

test("with its volumes: one that another container uses stays, and that is said", async () => {
  const target = await start("shared");
  const own = `${target.name}-data`;
  const other = await docker(
    ...["run", "-d", "--name", `user-${unique}`, "-v", `${own}:/data`, image],
  );
  await ask(target, { volumes: true });
  await deleted(target);
  expect(await volumes(own)).toBe(own);
  const { deletePlan } = await rowOf(target);
  expect(deletePlan?.left).toEqual([{ name: own, reason: `user-${unique} uses it.` }]);
  await docker("rm", "-f", other.trim());

  const alone = await start("alone");
  await holdfast.backUp(alone, commands);
  await ask(alone, { volumes: true });
  await deleted(alone);
  expect(await volumes(`${alone.name}-data`)).toBe("");
  expect(await holdfast.bucket.versions()).toEqual([]);
});

/** Where the worker dies, and whether the Docker container is there then. */
const steps: Record<ContainerStep, boolean> = {
  "container-planned": true,
  "service-removed": true,
  "container-removed": false,
  "volume-removed": false,
  "docker-removed": false,
  "backups-sent": false,
};

test("killed at each step, the next worker carries it through", {
  timeout: 240_000,
}, async () => {
  for (const [step, isThere] of Object.entries(steps)) {
    const target = await start(step);
    await holdfast.backUp(target, commands);
    await worker.stop();
    worker = await holdfast.startWorker({ HOLDFAST_KILL_AT: step }, killer);
    await ask(target, { volumes: true });
    await worker.ended;
    expect(await there(target.name)).toBe(isThere);
    expect((await rowOf(target)).deleted).toBeNull();
    worker = await holdfast.startWorker();
    await deleted(target);
    expect(await there(target.name)).toBe(false);
    expect(await volumes(`${target.name}-data`)).toBe("");
    expect(await holdfast.bucket.versions()).toEqual([]);
  }
});

test("while the bucket does not answer it stays, says why, and leaves what comes back alone", async () => {
  const labels = {
    "com.docker.compose.project": `late-${unique}`,
    "com.docker.compose.service": "db",
    "com.docker.compose.container-number": "1",
  };
  const target = await start("late", labels);
  for (let left = 3; left > 0; left -= 1)
    await holdfast.backUp(target, left === 3 ? commands : undefined);
  const refused = proxy.arm({ kind: "answer", status: 403 }, () => true, 1000);
  await ask(target);
  const waiting = await poll("it to say why", async () => {
    const container = await shown(target);
    return container?.deletion?.error ? container : null;
  });
  expect(waiting).toMatchObject({
    state: { current: "deleting" },
    deletion: {
      asked: true,
      left: 3,
      came_back: false,
      error: expect.stringContaining("tried again"),
    },
  });
  expect(await there(target.name)).toBe(false);

  // Nor does it answer at all.
  await proxy.refuse();
  refused.disarm();
  // `docker compose up` makes it anew.
  const back = (
    await docker(
      ...["run", "-d", "--name", target.name],
      ...Object.entries(labels).flatMap(([key, value]) => ["--label", `${key}=${value}`]),
      image,
    )
  ).trim();
  await poll("it to be seen again", async () => (await shown(target))?.deletion?.came_back);
  await expect(holdfast.ask(target)).rejects.toThrow("This container is being deleted");
  await proxy.recover();
  await deleted(target, 90);
  expect(await there(target.name)).toBe(true);
  // The next look finds it under an id of its own.
  await docker("pause", back);
  const fresh = await poll("a new container", async () => {
    const rows = await holdfast.db
      .select()
      .from(containers)
      .where(eq(containers.key, `compose:late-${unique}/db`));
    return rows.find(({ deleted: over }) => over === null);
  });
  expect(fresh.id).not.toBe(target.row.id);
  await docker("rm", "-f", back);
});

test.skipIf(process.getuid?.() !== 0)(
  "a Swarm service is removed as a service, so that nothing makes its tasks anew",
  { timeout: 240_000 },
  async () => {
    const engine = await startPrivateEngine({ image, liveRestore: false });
    const on = (...args: string[]) => docker("-H", engine.host, ...args);
    try {
      await engine.startSwarm();
      const mount = `type=volume,source=swarm-${unique},destination=/var/lib/test`;
      const flags = ["--name", `shop_${unique}`, "--network", "host", "--mount", mount];
      const create = ["service", "create", "-d", ...flags, "--replicas", "2", image];
      const service = (await on(...create)).trim();
      await worker.stop();
      worker = await holdfast.startWorker({ DOCKER_HOST: engine.host });
      const shown = (what: string, state: string, tasks: number) =>
        poll(
          what,
          async () => {
            const [found] = await holdfast.db
              .select()
              .from(containers)
              .where(eq(containers.key, `swarm:${service}`));
            const ids = (await on("ps", "-aq")).split("\n").filter(Boolean);
            return found?.state === state && ids.length === tasks && found;
          },
          { seconds: 90, evidence: () => worker.output() },
        );
      const row = await shown("its two tasks to be found", "running", 2);
      // Scaled to nothing Swarm removes its containers; the service is still there.
      await on("service", "scale", "-d", `${service}=0`);
      expect(await shown("it to be stopped", "stopped", 0)).toMatchObject({ goneSince: null });
      await on("service", "scale", "-d", `${service}=2`);
      await shown("its tasks to be back", "running", 2);
      const target = { row, name: row.name };
      await ask(target, { volumes: true });
      await deleted(target);
      expect((await on("service", "ls", "-q")).trim()).toBe("");
      expect((await on("ps", "-aq")).trim()).toBe("");
      expect(await on("volume", "ls", "-q")).not.toContain(`swarm-${unique}`);
    } finally {
      await worker.stop();
      await on("swarm", "leave", "--force").catch(() => undefined);
      await engine.stop();
    }
  },
);
