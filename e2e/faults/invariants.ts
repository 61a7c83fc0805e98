import { jobs } from "#drizzle/activity";
import { backups, restores } from "#drizzle/backups";
import { sweeps } from "#drizzle/integrations";
import { poll } from "#e2e/fixtures/poll";
import type { BackupRow, Runs, Target } from "#e2e/fixtures/runs";
import { wrongTallies } from "#e2e/fixtures/wrong-tallies";
import type { TestBucket } from "#e2e/services/s3-bucket";
import type { Database } from "#lib/db/client";

/** After a fault has passed, everything has to be final and true within this. */
const recoverySeconds = 60;

/** What is looked at, however Holdfast was started. */
export type Place = {
  db: Database;
  bucket: TestBucket;
  runs: Runs;
  /** Whose backups there are; a backup is restored to the one of its container that runs. */
  targets: Target[];
};

/** Every command here can be run again by itself, and then writes the same bytes. */
export const restoreCommand = "stream sink /var/lib/test/fed";

/**
 * What has to hold after any fault: within 60 s every row is final and true, no process is left in a
 * container, no unfinished upload, no object without a row and no row without its object; and every
 * live backup restores byte for byte.
 *
 * @returns how many rows of each state there are
 */
export async function assertInvariants(place: Place): Promise<Record<string, number>> {
  await untilTrue(place);
  const rows = await place.db.select().from(backups);
  for (const row of rows) if (row.state === "live") await requireRestorable(place, row);
  // A restore changes nothing in the bucket and leaves no process; a comparison may just be under way.
  await untilTrue(place, 10);
  return Object.fromEntries(
    Object.entries(Object.groupBy(rows, (row) => row.state)).map(([state, of]) => [
      state,
      of.length,
    ]),
  );
}

/** Waits until every row is final and true; 60 s after a fault has passed it has to be so. */
export async function untilTrue(place: Place, seconds = recoverySeconds): Promise<void> {
  let found: string[] = [];
  const look = async () => {
    found = await findViolations(place);
    return found.length === 0;
  };
  const evidence = () => found.join("\n");
  await poll("all to be final and true", look, { seconds, evidence });
}

/** Each thing that is not as it has to be once nothing is under way, in words. */
export async function findViolations({ db, bucket, targets }: Place): Promise<string[]> {
  const rows = await db.select().from(backups);
  const found = rows.flatMap(wrongBackup);
  for (const row of await db.select().from(restores)) {
    const name = `restore ${row.id}`;
    if (row.state === "queued" || row.state === "running") found.push(`${name} is ${row.state}`);
    if (row.state === "failed" && !isExplained(row)) found.push(`${name} failed without a reason`);
    if (row.leftovers) found.push(`${name} has leftovers: ${row.leftovers}`);
  }
  for (const job of await db.select().from(jobs))
    if (job.state === "queued" || job.state === "running")
      found.push(`job ${job.id} (${job.action}) is ${job.state}`);
  for (const sweep of await db.select().from(sweeps))
    if (sweep.state === "queued" || sweep.state === "running")
      found.push(`a ${sweep.kind} of the bucket is ${sweep.state}`);
  for (const target of targets) {
    if (!(await target.isRunning())) continue;
    for (const line of await target.processes()) found.push(`${target.name} runs: ${line}`);
  }
  for (const { key } of await bucket.uploads()) found.push(`unfinished upload of ${key}`);
  return [...found, ...(await wrongTallies(db)), ...(await compareObjects(rows, bucket))];
}

function wrongBackup(row: BackupRow): string[] {
  const name = `backup ${row.id}`;
  if (["queued", "saving", "deleting"].includes(row.state)) return [`${name} is ${row.state}`];
  if (row.leftovers) return [`${name} has leftovers: ${row.leftovers}`];
  if (row.state === "failed" && !isExplained(row)) return [`${name} failed without a reason`];
  if (row.state === "live" && (!row.sha256 || !row.parts?.length || row.exitCode !== 0))
    return [`${name} is live without a whole record`];
  return [];
}

function isExplained(row: { errorCode: string | null; errorMessage: string | null }): boolean {
  return Boolean(row.errorCode && row.errorCode !== "unexpected" && row.errorMessage);
}

/** The bucket holds exactly the live backups' versions, each with its manifest, and nothing hidden. */
async function compareObjects(rows: BackupRow[], bucket: TestBucket): Promise<string[]> {
  const expected = new Map<string, number | null>();
  for (const row of rows.filter(({ state }) => state === "live")) {
    expected.set(`${row.path} ${row.versionId}`, row.size);
    expected.set(`${row.manifestPath} ${row.manifestVersionId}`, null);
  }
  const found: string[] = [];
  for (const { key, versionId, size, marker } of await bucket.versions()) {
    const name = `${key} ${versionId}`;
    const wanted = expected.get(name);
    if (wanted === undefined || marker) found.push(`no row has the object ${name}`);
    else if (wanted !== null && wanted !== size) found.push(`${name} has ${size} bytes: ${wanted}`);
    expected.delete(name);
  }
  for (const name of expected.keys()) found.push(`no object ${name}`);
  return found;
}

const sums = new Map<string, string>();

async function requireRestorable({ runs, targets }: Place, row: BackupRow): Promise<void> {
  const target = targets.find((one) => one.row.id === row.containerId);
  if (!target) throw new Error(`no target for backup ${row.id}`);
  await runs.configure(target, { backup: "stream random 1000", restore: restoreCommand });
  const restore = await runs.restore(target, row.id);
  if (restore.state !== "completed" || restore.fedBytes !== row.originalSize)
    throw new Error(`backup ${row.id} does not restore: ${JSON.stringify(restore)}`);
  const sum = sums.get(row.command) ?? (await target.shell(`${row.command} | stream sum`));
  sums.set(row.command, sum);
  const fed = await target.shell("cat /var/lib/test/fed");
  if (fed !== sum) throw new Error(`backup ${row.id} restored ${fed} for ${sum}`);
}
