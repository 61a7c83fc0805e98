import { decideDue } from "#lib/backups/decide-due";
import { parseSchedule } from "#lib/backups/schedule";
import type { ScheduleRecord } from "#lib/backups/schedule-ports";

/**
 * Sees to every due time of the host's containers since the last look. May be called at any time, by
 * several at once: each due time is seen to once. One container's trouble holds no other up.
 */
export async function runSchedules(
  deps: { record: ScheduleRecord; now(): Date },
  hostId: string,
): Promise<void> {
  const now = deps.now();
  for (const { containerId, cronString, timeZone, seen } of await deps.record.scheduled(hostId)) {
    try {
      const due = seen && parseSchedule(cronString, timeZone).next(seen);
      if (seen && (!due || due > now)) continue;
      await deps.record.settle(containerId, now, (state) => decideDue(state, now));
    } catch (error) {
      console.error(`schedule of ${containerId}:`, error);
    }
  }
}
