import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { containers, instances } from "#drizzle/containers";
import { type Holdfast, startHoldfast } from "#e2e/fixtures/holdfast";
import { poll } from "#e2e/fixtures/poll";
import { runCommand } from "#e2e/services/run-command";
import { setStateful } from "#lib/db/set-backup-config";

/* What the worker makes of the Docker host's containers, found by Docker's events alone. */

const unique = randomBytes(4).toString("hex");
// Not /tmp: the host's own scratch space holds nothing worth a backup.
const folder = mkdtempSync(join("/var/tmp", "holdfast-bind-"));
const names: string[] = [];
let holdfast: Holdfast;

beforeAll(async () => {
  holdfast = await startHoldfast();
  await holdfast.startWorker();
});
afterAll(async () => {
  for (const name of new Set(names)) await docker("rm", "-f", "-v", name).catch(() => undefined);
  const volumes = await docker("volume", "ls", "-q", "-f", `name=${unique}`);
  if (volumes.trim()) await docker("volume", "rm", "-f", ...volumes.trim().split("\n"));
  rmSync(folder, { recursive: true });
  await holdfast.stop();
});

const docker = (...args: string[]) => runCommand("docker", args, { timeoutSeconds: 30 });

/** Runs a container of a test image with these flags of `docker run`; returns its Docker id. */
async function run(name: string, flags: string[], image: "no-shell" | "tar" = "no-shell") {
  names.push(name);
  return (
    await docker("run", "-d", "--name", name, ...flags, holdfast.services.images[image])
  ).trim();
}
const labelled = (labels: Record<string, string>) =>
  Object.entries(labels).flatMap(([key, value]) => ["--label", `${key}=${value}`]);

/** The container of that key once it is as asked, with its instances by slot. */
function found(key: string, what: string, ask: (found: Found) => boolean = () => true) {
  return poll(
    `${key}: ${what}`,
    async () => {
      const [row] = await holdfast.db.select().from(containers).where(eq(containers.key, key));
      if (!row) return false;
      const places = await holdfast.db
        .select()
        .from(instances)
        .where(eq(instances.containerId, row.id))
        .orderBy(instances.slot);
      const now = { row, places };
      return ask(now) && now;
    },
    { seconds: 15 },
  );
}
type Found = { row: typeof containers.$inferSelect; places: (typeof instances.$inferSelect)[] };

test("a named container: found with its mounts and ports, stopped, started, gone", async () => {
  const name = `lone-${unique}`;
  const flags = ["-v", `${unique}-lone:/data`, "-p", "127.0.0.1::7000", "--expose", "7001"];
  const dockerId = await run(name, flags);
  const { row, places } = await found(`name:${name}`, "to be found");
  expect(row).toMatchObject({
    identifier: name,
    environment: "standalone",
    environmentKind: "standalone",
    image: holdfast.services.images["no-shell"],
    state: "running",
    statefulDetected: true,
    goneSince: null,
  });
  expect(row.mounts).toMatchObject([
    { type: "volume", source: `${unique}-lone`, destination: "/data", readOnly: false },
  ]);
  expect(row.ports).toMatchObject([
    { containerPort: 7000, hostIp: "127.0.0.1", hostPort: expect.any(Number), protocol: "tcp" },
    { containerPort: 7001, hostPort: null },
  ]);
  expect(places).toMatchObject([{ dockerId, name, slot: "1", state: "running" }]);

  await docker("stop", "-t", "1", name);
  await found(`name:${name}`, "to be stopped", (now) => now.row.state === "stopped");
  await docker("start", name);
  await found(`name:${name}`, "to run again", (now) => now.row.state === "running");
  await docker("pause", name);
  await found(`name:${name}`, "to be paused", (now) => now.places[0]?.state === "paused");
  await docker("rm", "-f", name);
  const gone = await found(`name:${name}`, "to be gone", (now) => now.row.state === "gone");
  expect(gone.row).toMatchObject({ id: row.id, goneSince: expect.any(Date) });
  expect(gone.places).toMatchObject([{ id: places[0]?.id, state: "gone" }]);
});

const mounts = [
  { what: "a named volume", flags: ["-v", `${unique}-named:/data`], stateful: true },
  { what: "an anonymous volume only", flags: [], stateful: false },
  { what: "a writable bind", flags: ["-v", `${folder}:/srv/data`], stateful: true },
  { what: "a read-only bind", flags: ["-v", `${folder}:/srv/data:ro`], stateful: false },
  { what: "Docker's socket", flags: ["-v", "/var/run/docker.sock:/s.sock"], stateful: false },
];

test("stateful is what has a named volume or a writable bind", async () => {
  for (const [index, { flags }] of mounts.entries()) await run(`mount-${index}-${unique}`, flags);
  for (const [index, { what, stateful }] of mounts.entries()) {
    const { row } = await found(`name:mount-${index}-${unique}`, "to be found");
    expect({ what, stateful: row.statefulDetected }).toEqual({ what, stateful });
  }
});

test("a stateless container is not backed up until its user says that it holds data", async () => {
  const name = `plain-${unique}`;
  await run(name, []);
  const { row, places } = await found(`name:${name}`, "to be found");
  const target = { row, instanceId: places[0]?.id ?? "" };
  await holdfast.configure(target, { backup: "/stream random 1000" });
  await expect(holdfast.ask(target)).rejects.toThrow("Only stateful containers are backed up");
  const where = { hubId: holdfast.hub.hubId, containerId: row.id };
  await setStateful(holdfast.db, where, true, { id: null, name: "Test" });
  expect((await holdfast.backUp(target)).state).toBe("live");
});

const compose = (service: string, number: number, more: Record<string, string> = {}) =>
  labelled({
    "com.docker.compose.project": `shop-${unique}`,
    "com.docker.compose.service": service,
    "com.docker.compose.container-number": String(number),
    "com.docker.compose.oneoff": "False",
    ...more,
  });

test("a Compose service of two: one container, two instances; a one-off run is none of them", async () => {
  const key = `compose:shop-${unique}/db`;
  for (const number of [1, 2]) await run(`shop-${unique}-db-${number}`, compose("db", number));
  await run(`shop-${unique}-db-run`, compose("db", 1, { "com.docker.compose.oneoff": "True" }));
  const { row, places } = await found(key, "to have two instances", (now) => now.places.length > 1);
  expect(row).toMatchObject({
    identifier: "db",
    environment: `shop-${unique}`,
    environmentKind: "compose",
  });
  expect(places.map(({ slot, name }) => [slot, name])).toEqual([
    ["1", `shop-${unique}-db-1`],
    ["2", `shop-${unique}-db-2`],
  ]);

  await docker("rm", "-f", `shop-${unique}-db-2`);
  const scaled = await found(key, "to lose one", (now) => now.places[1]?.state === "gone");
  expect(scaled.row.state).toBe("running");
  const oneOff = eq(containers.name, `shop-${unique}-db-run`);
  expect(await holdfast.db.select().from(containers).where(oneOff)).toEqual([]);
});

test("recreated with another image, a service keeps its identity and its backups restore", async () => {
  const key = `compose:shop-${unique}/files`;
  const name = `shop-${unique}-files-1`;
  const volume = ["-v", `${unique}-files:/data`];
  await run(name, [...compose("files", 1), ...volume]);
  const before = await found(key, "to be found");
  const place = { row: before.row, instanceId: before.places[0]?.id ?? "" };
  const commands = { backup: "/stream sql 5000000 3", restore: "/stream sink /data/fed" };
  const live = await holdfast.backUp(place, commands);
  expect(live.state).toBe("live");

  await docker("rm", "-f", name);
  await found(key, "to be gone", (now) => now.row.state === "gone");
  expect((await holdfast.findBackup(live.id)).state).toBe("live");
  await expect(holdfast.ask(place)).rejects.toThrow("not running");

  const second = await run(name, [...compose("files", 1), ...volume], "tar");
  const after = await found(key, "to run again", (now) => now.places[0]?.dockerId === second);
  expect(after.row).toMatchObject({ id: before.row.id, state: "running", goneSince: null });
  expect(after.row.image).toBe(holdfast.services.images.tar);
  expect(after.places).toMatchObject([{ id: place.instanceId, slot: "1" }]);

  await holdfast.configure(place, { ...commands, restore: "stream sink /data/fed" });
  expect((await holdfast.restore(place, live.id)).state).toBe("completed");
  expect(await docker("exec", second, "cat", "/data/fed")).toMatch(/^5000000 /);
});

test("a Swarm service: the stack is its environment, a new task takes the old one's place", async () => {
  const key = `swarm:service${unique}`;
  const task = (slot: number, id: string) =>
    labelled({
      "com.docker.swarm.service.id": `service${unique}`,
      "com.docker.swarm.service.name": `stack-${unique}_cache`,
      "com.docker.swarm.task.name": `stack-${unique}_cache.${slot}.${id}`,
      "com.docker.stack.namespace": `stack-${unique}`,
    });
  for (const slot of [1, 2])
    await run(`stack-${unique}_cache.${slot}.old`, task(slot, `old${slot}`));
  const { row, places } = await found(key, "to have two instances", (now) => now.places.length > 1);
  expect(row).toMatchObject({
    identifier: "cache",
    environment: `stack-${unique}`,
    environmentKind: "swarm",
  });
  // Swarm keeps the ended task beside the new one for a while.
  await docker("kill", `stack-${unique}_cache.1.old`);
  const fresh = await run(`stack-${unique}_cache.1.new`, task(1, "new1"));
  const now = await found(key, "to be replaced", ({ places: [one] }) => one?.dockerId === fresh);
  expect(now.places.map(({ id, slot }) => [id, slot])).toEqual(
    places.map(({ id, slot }) => [id, slot]),
  );
  const rows = and(eq(containers.key, key), eq(containers.state, "running"));
  expect(await holdfast.db.select().from(containers).where(rows)).toHaveLength(1);
});
