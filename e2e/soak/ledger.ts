import { asc } from "drizzle-orm";
import { activity } from "#drizzle/activity";
import { backups } from "#drizzle/backups";
import type { BackupRow } from "#e2e/fixtures/runs";
import type { Database } from "#lib/db/client";

type Content = { sum: string; from: number; to: number };

/** Backups that a policy of the soak keeps, of each instance. */
export const keptOfEach = 3;

export type Ledger = ReturnType<typeof createLedger>;

/**
 * What is known from outside: what each container held at each time, which backups have once been live,
 * and which of them somebody asked to have deleted.
 */
export function createLedger() {
  const held = new Map<string, Content[]>();
  const onceLive = new Set<string>();
  const asked = new Set<string>();

  return {
    /** From now on it may hold this too; the answer is to be called when it holds nothing else. */
    mayHold(instanceId: string, sum: string): () => void {
      const contents = held.get(instanceId) ?? [];
      const content: Content = { sum, from: Date.now(), to: Number.POSITIVE_INFINITY };
      held.set(instanceId, [...contents, content]);
      return () => {
        for (const each of contents) each.to = Math.min(each.to, Date.now());
      };
    },

    /** The sums of all that it held at some moment of the backup's run. */
    sumsOf(row: BackupRow): string[] {
      const [from, to] = [row.started?.getTime() ?? 0, row.finished?.getTime() ?? 0];
      const contents = held.get(row.instanceId) ?? [];
      return contents.filter((one) => one.from <= to && one.to >= from).map(({ sum }) => sum);
    },

    mayGo: (backupId: string) => asked.add(backupId),

    /** What is lost, and what retention should not have taken, in words. */
    async check(db: Database): Promise<string[]> {
      const rows = await db.select().from(backups).orderBy(asc(backups.created), asc(backups.id));
      const events = await db.select().from(activity);
      const taken = new Map<string, Date>();
      const leaving = new Map<string, Date>();
      for (const { event, backupId, created } of events) {
        if (!backupId) continue;
        if (event === "container.backup.retention") taken.set(backupId, created);
        if (event === "container.backup.retention" || event === "container.backup.task.delete")
          leaving.set(backupId, created);
      }
      const found: string[] = [];
      for (const row of rows) {
        if (row.state === "live") onceLive.add(row.id);
        if (row.state === "missing") found.push(`backup ${row.id} is missing: ${row.errorMessage}`);
        if (onceLive.has(row.id) && row.state !== "live" && !leaving.has(row.id))
          found.push(`backup ${row.id} was live and is ${row.state}, without a word`);
        if (row.state === "deleted" && !taken.has(row.id) && !asked.has(row.id))
          found.push(`backup ${row.id} was deleted, and nobody asked`);
      }
      for (const [id, at] of taken) found.push(...wronglyTaken(rows, leaving, { id, at }));
      return [...found, ...tooMany(rows)];
    },
  };
}

/**
 * The audit trail's times are those at which a transaction began: of two that ran side by side, the one
 * that began later may have been written first.
 */
const sideBySideMs = 1000;

/** Only what has so many newer live ones may have gone. */
function wronglyTaken(
  rows: BackupRow[],
  leaving: Map<string, Date>,
  { id, at }: { id: string; at: Date },
): string[] {
  const index = rows.findIndex((row) => row.id === id);
  const newer = rows.slice(index + 1).filter((row) => {
    const left = leaving.get(row.id);
    return (
      row.instanceId === rows[index]?.instanceId &&
      row.sha256 !== null &&
      row.finished !== null &&
      row.finished.getTime() <= at.getTime() + sideBySideMs &&
      (left === undefined || left.getTime() >= at.getTime() - sideBySideMs)
    );
  });
  if (newer.length >= keptOfEach) return [];
  return [`retention took backup ${id} with ${newer.length} newer ones`];
}

function tooMany(rows: BackupRow[]): string[] {
  const live = rows.filter((row) => row.state === "live" && !row.pinned);
  return [...Map.groupBy(live, (row) => row.instanceId)].flatMap(([instanceId, of]) =>
    of.length > keptOfEach
      ? [`instance ${instanceId} has ${of.length} live backups that nobody pinned`]
      : [],
  );
}
