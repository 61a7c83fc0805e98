import { sql } from "drizzle-orm";
import type { Tally } from "#e2e/soak/tally";
import type { Database } from "#lib/db/client";

/** Prints what was done, what came of it by the rows themselves, and what was wrong. */
export async function report(db: Database, tally: Tally): Promise<void> {
  const print = (what: string, count: unknown) =>
    console.log(`${String(count).padStart(20)}  ${what}`);
  console.log("\nRows, by what became of them:");
  const rows = await db.execute<{ what: string; n: string }>(sql`
    select what, count(*) n from (
      select 'backup ' || state || coalesce(': ' || error_code, '') what from backups
      union all
      select 'restore ' || state || coalesce(': ' || error_code, '') from restores
    ) each group by what order by what`);
  for (const { what, n } of rows) print(what, n);
  console.log("\nFor each reason one of its explanations:");
  const reasons = await db.execute<{ code: string; why: string }>(sql`
    select distinct on (error_code) error_code code, error_message why from (
      select error_code, error_message from backups union all
      select error_code, error_message from restores) each
    where error_code is not null order by error_code`);
  for (const { code, why } of reasons) print(why, code);
  const [moved] = await db.execute<{ made: string; stored: string; fed: string }>(sql`
    select (select count(*) from backups where sha256 is not null) made,
      (select coalesce(sum(size), 0) from backups where sha256 is not null) stored,
      (select coalesce(sum(fed_bytes), 0) from restores) fed`);
  console.log("\nIn all:");
  print("backups that were made", moved?.made);
  print("MB stored", Math.round(Number(moved?.stored ?? 0) / 1e6));
  print("MB fed to restores", Math.round(Number(moved?.fed ?? 0) / 1e6));
  for (const [what, count] of [...tally.counts].toSorted()) print(what, count);
  print("s at most until all was final and true", (tally.worstTruthMs / 1000).toFixed(1));
  print("MB resident in the worker at its peak", Math.round(tally.peakBytes / 1e6));
  print("wrong or lost", tally.problems.length);
}
