"use client";

import { useDeferredValue, useMemo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import type { ScheduleValues } from "#components/backups/schedule-form";
import { useNow } from "#components/ui/clock";
import { formatExact, formatRelative } from "#components/ui/relative-time";
import { previewSchedule } from "#lib/backups/schedule-preview";

/** The schedule of the form in words, with its next five runs on the clocks of its zone. */
export function SchedulePreview() {
  const { control } = useFormContext<ScheduleValues>();
  const backup = useWatch({ control, name: "backup" });
  const cron = useDeferredValue(backup.cron_string ?? "");
  const zone = useDeferredValue(backup.time_zone);
  const now = useNow();
  const preview = useMemo(() => readPreview(cron, zone, now), [cron, zone, now]);
  if (!preview) return null;
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-inset">
      <p role="status" className="px-3 py-2 font-medium">
        {preview.words}, {zone}
      </p>
      <ol
        aria-label="The next runs"
        className="flex flex-wrap gap-x-5 gap-y-1 border-t border-line-soft px-3 py-1.5 text-sm text-dim"
      >
        {preview.next.map((due, at) => (
          <li key={due.getTime()}>
            <time
              dateTime={due.toISOString()}
              title={`${formatExact(due.getTime())}, on your clock`}
            >
              {preview.format.format(due)}
            </time>
            {at === 0 && (
              <span className="text-faint">
                , {formatRelative(due.getTime(), now).toLowerCase()}
              </span>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Null for what cannot be read: the field says what is wrong with it. */
function readPreview(cron: string, timeZone: string, now: number) {
  try {
    const format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    });
    return { ...previewSchedule(cron, timeZone, new Date(now)), format };
  } catch {
    return null;
  }
}
