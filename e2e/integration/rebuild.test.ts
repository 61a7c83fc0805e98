import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backupConfigs, backups } from "#drizzle/backups";
import { containers } from "#drizzle/containers";
import { type Holdfast, startHoldfast } from "#e2e/fixtures/holdfast";
import type { BackupRow, Target } from "#e2e/fixtures/runs";
import { bucketSettings, seedSealed } from "#e2e/fixtures/sealed-integration";
import { createSweeps } from "#e2e/fixtures/sweeps";

/* With the bucket alone an empty Holdfast gets everything back, and restores from it (promise 10). */

let lost: Holdfast;
let found: Holdfast;
let sweeps: ReturnType<typeof createSweeps>;
let store: string;

const sink = "stream sink /var/lib/test/fed";
const secret = "correct-horse-battery";
/** As `docker compose up` does it: the same labels, another Docker container. */
const database = () => ({
  image: lost.services.images.tar,
  volume: "/var/lib/test",
  network: "none" as const,
  env: { DB_PASSWORD: secret },
  labels: {
    "com.docker.compose.project": `shop-${lost.hub.hubId}`,
    "com.docker.compose.service": "db",
    "com.docker.compose.container-number": "2",
  },
});

beforeAll(async () => {
  lost = await startHoldfast();
  found = await startHoldfast();
  sweeps = createSweeps(found);
});
afterAll(async () => {
  await found.stop();
  await lost.stop();
});

const rowsOf = async ({ db }: Holdfast) =>
  (await db.select().from(backups)).sort((a, b) => (a.id < b.id ? -1 : 1));

async function requireRestores(target: Target, row: BackupRow, source: string): Promise<void> {
  const restore = await found.restore(target, row.id);
  expect(restore).toMatchObject({ state: "completed", fedBytes: row.originalSize });
  const sum = await target.shell(`${source} | stream sum`);
  expect(await target.shell("cat /var/lib/test/fed")).toBe(sum);
}

test("every container entry and backup comes back, and restores byte for byte", {
  timeout: 300_000,
}, async () => {
  const worker = await lost.startWorker();
  const stays = await lost.run({
    image: lost.services.images.tar,
    volume: "/var/lib/test",
    network: "none",
  });
  const gone = await lost.run(database());
  const made = [
    await lost.backUp(stays, { backup: "stream random 200000", restore: sink }),
    await lost.backUp(stays),
    await lost.backUp(gone, { backup: "stream sql 3000000", restore: sink }),
    await lost.backUp(gone, {
      backup: `"stream random 70000; : ${secret}"`,
      restore: `"${sink}; : ${secret}"`,
    }),
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
  await worker.stop();
  await gone.remove();

  store = await seedSealed(found.db, found.hub, {
    settings: bucketSettings(lost.services, lost.bucket),
    secret: lost.services.s3.secretAccessKey,
    dataFolder: found.dataFolder,
  });
  await found.startWorker();
  // A container that has its own policy here: what it would remove at once is pinned instead.
  const stayed = await found.track(stays);
  await found.configure(stayed, { backup: "stream random 5", restore: sink });
  await found.db
    .update(backupConfigs)
    .set({ retention: { last: 1 } })
    .where(eq(backupConfigs.containerId, stayed.row.id));
  const rebuilt = await sweeps.run(store, "rebuild");
  expect(rebuilt).toMatchObject({ state: "completed", error: null });
  expect(rebuilt.counts).toMatchObject({
    known: 0,
    unknown: 4,
    importable: 4,
    imported: 4,
    not_imported: 0,
    containers_made: 1,
  });

  const back = await rowsOf(found);
  const kept = ["id", "state", "path", "versionId", "manifestPath", "manifestVersionId"] as const;
  const said = ["size", "originalSize", "compression", "sha256", "parts", "command"] as const;
  const times = ["created", "instanceName", "trigger", "exitCode"] as const;
  for (const [index, row] of back.entries())
    for (const name of [...kept, ...said, ...times]) expect(row[name]).toEqual(made[index]?.[name]);
  expect(back).toHaveLength(made.length);
  expect(back.map(({ pinned }) => pinned)).toEqual([true, false, false, false]);
  const [first, second, third, fourth] = back;
  if (!first || !second || !third || !fourth) throw new Error("no rows");
  for (const row of [first, second])
    expect(row).toMatchObject({ containerId: stayed.row.id, instanceId: stayed.instanceId });
  await requireRestores(stayed, first, "stream random 200000");

  // The container that is not there: by its old id, gone, and its backups are kept.
  const entry = () => found.db.select().from(containers).where(eq(containers.id, gone.row.id));
  expect((await entry())[0]).toMatchObject({
    key: gone.row.key,
    environment: gone.row.environment,
    environmentKind: "compose",
    state: "gone",
    keepBackups: true,
  });
  const again = await found.run(database());
  expect(again.row.id).toBe(gone.row.id);
  expect(again.instanceId).toBe(gone.instanceId);
  const config = () =>
    found.db.select().from(backupConfigs).where(eq(backupConfigs.containerId, gone.row.id));
  expect((await config())[0]).toMatchObject({
    integrationId: store,
    backupCommand: '"stream random 70000; : [redacted]"',
    restoreCommand: `"${sink}; : [redacted]"`,
    cronString: null,
    retention: {},
  });
  for (const ask of [() => found.askRestore(again, third.id), () => found.ask(again)])
    await expect(ask()).rejects.toThrow("secret is blanked");
  await found.configure(again, { backup: "stream random 5", restore: sink }, store);
  await requireRestores(again, third, "stream sql 3000000");
  await requireRestores(again, fourth, "stream random 70000");

  // Once more changes nothing; a new backup stands beside the old ones.
  const added = await found.backUp(again);
  const repeated = await sweeps.run(store, "rebuild");
  expect(repeated.counts).toMatchObject({ known: 5, found: 5, unknown: 0, imported: 0 });
  expect((await rowsOf(found)).map(({ id }) => id)).toEqual(
    [...made.map(({ id }) => id), added.id].sort(),
  );
  expect((await rowsOf(found)).every(({ state }) => state === "live")).toBe(true);
});
