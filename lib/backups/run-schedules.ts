import { overdueAfterSeconds } from "#lib/backups/container-health";
import { decideDue } from "#lib/backups/decide-due";
import { createDueTimes } from "#lib/backups/due-times";
import { parseSchedule } from "#lib/backups/schedule";
import type { ScheduleRecord } from "#lib/backups/schedule-ports";

/** Longer than from one look to the next. */
const lookedAgoMs = 150_000;
const dueTimes = createDueTimes();

/**
 * Sees to every due time of the host's containers since the last look. May be called at any time, by
 * several at once: each due time is seen to once. One container's trouble holds no other up. Whoever
 * looks at a container is told when time alone may have made it overdue.
 */
export async function runSchedules(
  deps: { record: ScheduleRecord; now(): Date },
  hostId: string,
): Promise<void> {
  const now = deps.now();
  const changed: string[] = [];
  for (const { containerId, cronString, timeZone, seen } of await deps.record.scheduled(hostId)) {
    try {
      if (mayBeOverdue(cronString, timeZone, now)) changed.push(containerId);
      const due = seen && parseSchedule(cronString, timeZone).next(seen);
      if (seen && (!due || due > now)) continue;
      await deps.record.settle(containerId, now, (state) => decideDue(state, now));
    } catch (error) {
      console.error(`schedule of ${containerId}:`, error);
    }
  }
  await deps.record.announce(changed);
}

/** Whether a due time has just become one that has to have its backup. */
function mayBeOverdue(cronString: string, timeZone: string, now: Date): boolean {
  const at = now.getTime() - overdueAfterSeconds * 1000;
  const { last } = dueTimes(cronString, timeZone, new Date(at));
  return last !== null && at - last.getTime() < lookedAgoMs;
}
