import type { ContainerDto } from "#lib/api/container-dto";
import {
  type DetailRow,
  type InstanceRow,
  readDetails,
  readInstances,
  readSubjects,
  type SubjectRow,
} from "#lib/api/read-health-facts";
import {
  containerHealth,
  type HealthFacts,
  type InstanceFacts,
  overdueAfterSeconds,
} from "#lib/backups/container-health";
import { createDueTimes } from "#lib/backups/due-times";
import { parseSchedule } from "#lib/backups/schedule";
import type { Database } from "#lib/db/client";

export type HealthAnswer = Pick<ContainerDto, "health" | "next_run">;

export const noHealth: HealthAnswer = { health: null, next_run: null };

const comingUp = createDueTimes();
const longPast = createDueTimes();
const beforeThat = createDueTimes();

/**
 * The health and the next run of each of the hub's containers, by id. What makes it cheap for
 * thousands: an index answers for each instance's newest backups, and rows are read only where
 * something is wrong.
 *
 * @param only these containers; left out, all of them
 */
export async function readHealth(
  db: Database,
  hubId: string,
  only?: readonly string[],
): Promise<Map<string, HealthAnswer>> {
  const now = new Date();
  const [subjects, found] = await Promise.all([
    readSubjects(db, hubId, only),
    readInstances(db, hubId, only),
  ]);
  const lastDue = new Map(subjects.map((subject) => [subject.id, lastDueOf(subject, now)]));
  const details = await readDetails(
    db,
    hubId,
    found.filter((one) => isSuspicious(one, lastDue.get(one.container_id) ?? null)),
  );
  const byContainer = Map.groupBy(found, (one) => one.container_id);
  return new Map(
    subjects.map((subject) => {
      const rows = byContainer.get(subject.id) ?? [];
      const instances = rows.map((one) => toFacts(one, details.get(one.instance_id)));
      return [subject.id, judge(subject, instances, lastDue.get(subject.id) ?? null, now)];
    }),
  );
}

/** The last due time that is long enough ago for its backup to be there. */
function lastDueOf({ cron_string, time_zone }: SubjectRow, now: Date): Date | null {
  if (!cron_string || !time_zone) return null;
  return longPast(cron_string, time_zone, new Date(now.getTime() - overdueAfterSeconds * 1000))
    .last;
}

/** Whether the rows themselves have to be looked at; what is left out is healthy. */
function isSuspicious({ last_live, last_failed }: InstanceRow, lastDue: Date | null): boolean {
  const live = toDate(last_live);
  const failed = toDate(last_failed);
  if (!live) return failed !== null;
  return (failed !== null && failed > live) || (lastDue !== null && live < lastDue);
}

function judge(
  subject: SubjectRow,
  instances: InstanceFacts[],
  lastDue: Date | null,
  now: Date,
): HealthAnswer {
  const { cron_string, time_zone, configured, updated } = subject;
  const schedule = cron_string && time_zone ? { cron_string, time_zone } : null;
  const facts: HealthFacts = {
    ...subject,
    created: new Date(subject.created),
    config:
      configured === null || updated === null
        ? null
        : {
            created: new Date(configured),
            updated: new Date(updated),
            scheduleChanged: toDate(subject.schedule_seen),
          },
    due: schedule && { last: lastDue, firstAfter: firstDueAfter(schedule, lastDue) },
    instances,
  };
  const health = containerHealth(facts);
  const next = schedule && health && comingUp(schedule.cron_string, schedule.time_zone, now).next;
  return {
    health: health && { ...health, since: health.since.toISOString() },
    next_run: next ? next.toISOString() : null,
  };
}

/** The first due time after a moment before `lastDue`: most often that itself, which is known. */
function firstDueAfter(schedule: { cron_string: string; time_zone: string }, lastDue: Date | null) {
  const { cron_string, time_zone } = schedule;
  return (moment: Date): Date | null => {
    const before = lastDue && beforeThat(cron_string, time_zone, new Date(lastDue.getTime() - 1));
    return before?.last && before.last > moment
      ? parseSchedule(cron_string, time_zone).next(moment)
      : lastDue;
  };
}

function toFacts(one: InstanceRow, details: DetailRow | undefined): InstanceFacts {
  const created = toDate(one.last_live);
  const since = toDate(details?.since ?? null);
  return {
    name: one.name,
    lastLive: created && { created, finished: toDate(details?.finished ?? null) },
    failure: since && { since, message: details?.message ?? "" },
    saving: one.saving,
    goodSince: toDate(one.good_since),
  };
}

function toDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
