"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { backupsAt, storedStates } from "#components/overview/rows-behind";
import { AreaChart } from "#components/ui/area-chart";
import { formatBytes } from "#components/ui/bytes";
import { Card } from "#components/ui/card";
import { ErrorState } from "#components/ui/error-state";
import { Skeleton } from "#components/ui/skeleton";
import { TextLink } from "#components/ui/text-link";
import type { StoredDto } from "#lib/api/overview-dto";
import { statsQuery } from "#lib/queries/overview";
import { explainError } from "#lib/queries/request";

const none: StoredDto[] = [];

/** How much room the backups take, per integration, and how that grew. */
export function StoredBytes() {
  const { data, error, refetch } = useQuery(statsQuery());
  const stored = data?.stored ?? none;
  const used = stored.filter(({ series }) => series.some((size) => size > 0));
  const total = addUp(stored);
  return (
    <Card title="Stored">
      {!data && error ? (
        <ErrorState title="This could not be loaded" onRetry={() => void refetch()}>
          {explainError(error)}
        </ErrorState>
      ) : !data ? (
        <Skeleton className="h-14" />
      ) : (
        <>
          <Line
            name={
              <span className="text-xl font-[620] tracking-tight">{formatBytes(total.size)}</span>
            }
            href={backupsAt({ state: storedStates })}
            of="Stored"
            {...total}
          />
          {used.length > 1 && (
            <ul aria-label="Stored per integration" className="mt-3 border-t border-line-soft pt-2">
              {used.map((one) => (
                <li key={one.integration_id} className="py-1.5">
                  <Line
                    {...one}
                    name={`${one.name} · ${formatBytes(one.size)}`}
                    href={backupsAt({ state: storedStates, integration: one.integration_id })}
                    of={`Stored in ${one.name}`}
                  />
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Card>
  );
}

type LineProps = Pick<StoredDto, "size" | "week" | "series" | "backups"> & {
  name: ReactNode;
  href: string;
  of: string;
};

function Line({ name, href, of, backups, week, series, size }: LineProps) {
  const before = formatBytes(series[0] ?? 0);
  return (
    <div className="flex items-end gap-4">
      <div className="min-w-0 flex-1">
        <TextLink href={href} className="block truncate font-medium">
          {name}
        </TextLink>
        <p className="text-sm text-faint">
          {growth(week)} · {backups.toLocaleString("en")} {backups === 1 ? "backup" : "backups"}
        </p>
      </div>
      <AreaChart
        label={`${of} over the last 30 days: from ${before} to ${formatBytes(size)}`}
        values={series}
        className="h-8 w-44 max-w-[45%] shrink-0"
      />
    </div>
  );
}

function growth(week: number): string {
  if (week === 0) return "unchanged this week";
  return `${week > 0 ? "+" : "−"}${formatBytes(Math.abs(week))} this week`;
}

function addUp(stored: StoredDto[]): Pick<StoredDto, "size" | "week" | "series" | "backups"> {
  const sum = (pick: (one: StoredDto) => number) => stored.reduce((all, one) => all + pick(one), 0);
  return {
    size: sum(({ size }) => size),
    week: sum(({ week }) => week),
    backups: sum(({ backups }) => backups),
    series: (stored[0]?.series ?? [0, 0]).map((_, at) => sum(({ series }) => series[at] ?? 0)),
  };
}
