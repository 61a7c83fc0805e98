"use client";

import { useNow } from "#components/ui/clock";
import { formatDuration } from "#components/ui/duration";
import { formatExact } from "#components/ui/relative-time";

/** "in 23 h 59 m", counting down; "now" at its end. The exact time on hover. */
export function TimeLeft({ until, pace = "slow" }: { until: string; pace?: "second" | "slow" }) {
  const left = (Date.parse(until) - useNow(pace)) / 1000;
  return (
    <time dateTime={until} title={formatExact(Date.parse(until))}>
      {left < 1 ? "now" : `in ${formatDuration(left)}`}
    </time>
  );
}
