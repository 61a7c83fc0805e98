import { sql } from "drizzle-orm";
import { backupConfigs, backups } from "#drizzle/backups";
import { containers } from "#drizzle/containers";
import type { NextRunDto, OverviewDto } from "#lib/api/overview-dto";
import type { HealthAnswer } from "#lib/api/read-health";
import { previewSchedule } from "#lib/backups/schedule-preview";
import type { Database } from "#lib/db/client";

const most = 24;

type Row = {
  id: string;
  name: string;
  environment: string;
  cron_string: string;
  time_zone: string;
  usually: number | null;
};

/** The schedules that come due next, and how long the container's backups usually take. */
export async function readNextRuns(
  db: Database,
  healths: ReadonlyMap<string, HealthAnswer>,
): Promise<OverviewDto["next"]> {
  const due = [...healths]
    .flatMap(([id, { next_run }]) => (next_run === null ? [] : [{ id, time: next_run }]))
    .sort((a, b) => a.time.localeCompare(b.time) || a.id.localeCompare(b.id));
  const first = due.slice(0, most);
  if (first.length === 0) return { total: 0, data: [] };
  const ids = first.map(({ id }) => id);
  const rows = await db.execute<Row>(sql`
    select c.id, c.name, c.environment, k.cron_string, k.time_zone, (
      select percentile_cont(0.5) within group (order by extract(epoch from l.finished - l.started))
      from (select b.started, b.finished from ${backups} b
        where b.container_id = c.id and b.state = 'live' and b.started is not null
        order by b.created desc nulls last limit 10) l) as usually
    from ${containers} c join ${backupConfigs} k on k.container_id = c.id
    where c.id = any(${sql.param(ids)}::uuid[]) and k.cron_string is not null`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    total: due.length,
    data: first.flatMap(({ id, time }): NextRunDto[] => {
      const row = byId.get(id);
      if (!row) return [];
      const { name, environment, usually, ...schedule } = row;
      return [
        {
          container: { id, name, environment },
          time,
          cron_string: schedule.cron_string,
          time_zone: schedule.time_zone,
          words: inWords(schedule),
          usually: usually === null ? null : Math.round(usually * 10) / 10,
        },
      ];
    }),
  };
}

function inWords({ cron_string, time_zone }: { cron_string: string; time_zone: string }): string {
  return previewSchedule(cron_string, time_zone, new Date()).words;
}
