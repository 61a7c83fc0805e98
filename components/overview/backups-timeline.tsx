"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { backupsAt } from "#components/overview/rows-behind";
import { type Bar, BarChart } from "#components/ui/bar-chart";
import { Card } from "#components/ui/card";
import { ErrorState } from "#components/ui/error-state";
import { Skeleton } from "#components/ui/skeleton";
import { TextLink } from "#components/ui/text-link";
import { ToggleButton } from "#components/ui/toggle-button";
import type { BarDto } from "#lib/api/overview-dto";
import { statsQuery } from "#lib/queries/overview";
import { explainError } from "#lib/queries/request";

type Span = "hours" | "days";

const spans: Record<Span, { title: string; format: Intl.DateTimeFormatOptions; now: string }> = {
  hours: {
    title: "Backups, last 24 hours",
    format: { hour: "2-digit", minute: "2-digit" },
    now: "Now",
  },
  days: {
    title: "Backups, last 30 days",
    format: { day: "numeric", month: "short" },
    now: "Today",
  },
};

/** Backups over time: what is live, and what failed on top of it. */
export function BackupsTimeline() {
  const [span, setSpan] = useState<Span>("days");
  const { data, error, refetch } = useQuery(statsQuery());
  const { title, format, now } = spans[span];
  return (
    <Card
      title={title}
      aside={
        <span className="-my-1 flex gap-1">
          <ToggleButton pressed={span === "hours"} onPressedChange={() => setSpan("hours")}>
            24 hours
          </ToggleButton>
          <ToggleButton pressed={span === "days"} onPressedChange={() => setSpan("days")}>
            30 days
          </ToggleButton>
        </span>
      }
    >
      {data ? (
        <Timeline
          key={span}
          label={title}
          bars={data[span]}
          format={new Intl.DateTimeFormat("en-GB", format)}
          now={now}
        />
      ) : error ? (
        <ErrorState title="The figures could not be loaded" onRetry={() => void refetch()}>
          {explainError(error)}
        </ErrorState>
      ) : (
        <Skeleton className="h-[120px]" />
      )}
    </Card>
  );
}

type Props = { label: string; bars: BarDto[]; format: Intl.DateTimeFormat; now: string };

function Timeline({ label, bars, format, now }: Props) {
  const first = bars[0];
  const last = bars.at(-1);
  if (!first || !last) return null;
  const sum = (pick: (bar: BarDto) => number) => bars.reduce((all, bar) => all + pick(bar), 0);
  const live = sum((bar) => bar.live);
  const failed = sum((bar) => bar.failed);
  const within = { from: first.from, to: last.to };
  return (
    <BarChart
      label={label}
      bars={bars.map((bar) => toBar(bar, format))}
      from={format.format(new Date(first.from))}
      to={now}
      summary={
        <>
          <TextLink href={backupsAt({ ...within, state: "live" })}>
            {live.toLocaleString("en")} live
          </TextLink>
          {" · "}
          <TextLink
            href={backupsAt({ ...within, state: "failed" })}
            className={failed > 0 ? "text-bad" : undefined}
          >
            {failed.toLocaleString("en")} failed
          </TextLink>
        </>
      }
    />
  );
}

function toBar({ from, to, live, failed }: BarDto, format: Intl.DateTimeFormat): Bar {
  const counts = [
    `${live.toLocaleString("en")} live`,
    ...(failed > 0 ? [`${failed.toLocaleString("en")} failed`] : []),
  ];
  return {
    key: from,
    label: `${format.format(new Date(from))}: ${counts.join(", ")}`,
    href: backupsAt({ state: "live,failed", from, to }),
    good: live,
    bad: failed,
  };
}
