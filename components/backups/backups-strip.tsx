"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { StoredTrend } from "#components/backups/stored-trend";
import { HealthPill } from "#components/containers/health-pill";
import { RelativeTime } from "#components/ui/relative-time";
import { SinceTime } from "#components/ui/since-time";
import type { BackupConfigDto, ContainerDto } from "#lib/api/container-dto";
import { retentionWords } from "#lib/backups/retention-words";
import { previewSchedule } from "#lib/backups/schedule-preview";
import { storedQuery } from "#lib/queries/backups";

type Props = { container: ContainerDto; config: BackupConfigDto | null };

/** The container's backups in four facts. */
export function BackupsStrip({ container, config }: Props) {
  const { data: stored } = useQuery(storedQuery(container.id));
  const { health, backups, next_run: next } = container;
  return (
    <dl className="mt-4 grid grid-cols-2 overflow-hidden rounded-lg border border-line max-sm:[&>*:nth-child(even)]:border-l max-sm:[&>*:nth-child(n+3)]:border-t sm:grid-cols-4 sm:[&>*+*]:border-l lg:grid-cols-[1.1fr_1fr_1fr_1.4fr]">
      <Item name="Health">
        {health ? (
          <>
            <HealthPill health={health.current} />{" "}
            <SinceTime at={health.since} className="text-sm whitespace-nowrap text-faint" />
          </>
        ) : (
          <span className="text-dim">Not backed up any more</span>
        )}
      </Item>
      <Item name="Schedule">
        <Schedule container={container} config={config} next={next} />
      </Item>
      <Item name="Kept">
        {config ? <Kept config={config} /> : <span className="text-dim">No policy yet</span>}
      </Item>
      <Item name="Stored">
        <StoredTrend size={backups.size} live={backups.live} stored={stored} />
      </Item>
    </dl>
  );
}

function Schedule({ container, config, next }: Props & { next: string | null }) {
  const cron = config?.backup.cron_string;
  if (!cron) {
    return (
      <Link
        href={`/containers/${container.id}/config/integrations/backups`}
        replace
        scroll={false}
        className="font-medium text-accent underline underline-offset-2"
      >
        {config ? "Only by hand" : "Not set up"}
      </Link>
    );
  }
  const words = scheduleWords(cron, config.backup.time_zone);
  return (
    <>
      <span className="line-clamp-2 font-semibold" title={`${words}, ${config.backup.time_zone}`}>
        {words}
      </span>
      {next && (
        <span className="block text-sm text-faint">
          next <RelativeTime at={next} className="lowercase" />
        </span>
      )}
    </>
  );
}

function scheduleWords(cron: string, timeZone: string): string {
  try {
    return previewSchedule(cron, timeZone, new Date()).words;
  } catch {
    return cron;
  }
}

function Kept({ config }: { config: BackupConfigDto }) {
  const { age, last, daily, weekly, monthly, yearly } = config.retention;
  const rules = [
    age && `younger than ${age}`,
    last && `last ${last}`,
    daily && `${daily} daily`,
    weekly && `${weekly} weekly`,
    monthly && `${monthly} monthly`,
    yearly && `${yearly} yearly`,
  ].filter(Boolean);
  return (
    <span
      className="line-clamp-2 font-semibold first-letter:uppercase"
      title={retentionWords(config.retention)}
    >
      {rules.length > 0 ? rules.join(", ") : "Every backup"}
    </span>
  );
}

function Item({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0 px-3.5 py-2.5">
      <dt className="text-sm text-faint">{name}</dt>
      <dd className="mt-0.5 min-w-0">{children}</dd>
    </div>
  );
}
