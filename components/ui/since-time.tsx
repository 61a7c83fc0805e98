"use client";

import { useNow } from "#components/ui/clock";
import { formatExact } from "#components/ui/relative-time";

const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const dayOfYear = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
});
const dayMs = 24 * 3600 * 1000;

/** What follows "since" in the reader's zone: "14:05", "yesterday", "12 Mar". Both in ms since 1970. */
export function formatSince(at: number, now: number): string {
  const [date, today] = [new Date(at), new Date(now)];
  if (date.toDateString() === today.toDateString()) return hour.format(date);
  if (date.toDateString() === new Date(now - dayMs).toDateString()) return "yesterday";
  return (date.getFullYear() === today.getFullYear() ? day : dayOfYear).format(date);
}

/** Since when something is as it is; the exact time on hover. */
export function SinceTime({
  at,
  word = "since",
  className,
}: {
  at: string;
  word?: "since" | "Since";
  className?: string;
}) {
  const now = useNow();
  const time = Date.parse(at);
  return (
    <time dateTime={at} title={formatExact(time)} className={className}>
      {word} {formatSince(time, now)}
    </time>
  );
}
