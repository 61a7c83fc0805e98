"use client";

import { useNow } from "#components/ui/clock";

const steps: readonly [limit: number, size: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [60 * 60, 60, "minute"],
  [24 * 60 * 60, 60 * 60, "hour"],
  [30 * 24 * 60 * 60, 24 * 60 * 60, "day"],
  [365 * 24 * 60 * 60, 30 * 24 * 60 * 60, "month"],
  [Number.POSITIVE_INFINITY, 365 * 24 * 60 * 60, "year"],
];
// Making a formatter costs far more than using it, and a list uses hundreds.
const moment = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" } as const;
const thisYear = new Intl.DateTimeFormat("en-GB", moment);
const anyYear = new Intl.DateTimeFormat("en-GB", { ...moment, year: "numeric" });
const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "long" });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** "4 hours ago", "Yesterday", "in 3 minutes". Both in ms since 1970. */
export function formatRelative(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 45) return seconds < -5 ? "Just now" : "Now";
  const step = steps.find(([limit]) => distance < limit) ?? steps[steps.length - 1];
  if (!step) return "";
  const text = relative.format(
    Math.sign(seconds) * Math.max(1, Math.floor(distance / step[1])),
    step[2],
  );
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Day and time in the reader's zone: "23 Nov, 10:00", with the year when it is another one. */
export function formatMoment(at: number, now: number): string {
  const date = new Date(at);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return (sameYear ? thisYear : anyYear).format(date);
}

/** The time alone where the reader takes it for that of `beside`, on the same day; else with its day. */
export function formatMomentBeside(at: number, beside: number, now: number): string {
  const sameDay = new Date(at).toDateString() === new Date(beside).toDateString();
  return sameDay ? hour.format(new Date(at)) : formatMoment(at, now);
}

/** To the second with the zone, for a hover. */
export function formatExact(at: number): string {
  return exact.format(new Date(at));
}

type Props = {
  at: string;
  /** Words before it, which then goes on in small letters: "since yesterday". */
  prefix?: string;
  className?: string;
};

/** A time as a person says it; the exact one on hover. */
export function RelativeTime({ at, prefix, className }: Props) {
  const now = useNow();
  const time = Date.parse(at);
  const words = formatRelative(time, now);
  return (
    <time dateTime={at} title={formatExact(time)} className={className}>
      {prefix === undefined ? words : `${prefix}${words.toLowerCase()}`}
    </time>
  );
}
