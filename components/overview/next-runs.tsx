import Link from "next/link";
import { useState } from "react";
import { backupsTabAt } from "#components/overview/rows-behind";
import { Button } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { formatDuration } from "#components/ui/duration";
import { RelativeTime } from "#components/ui/relative-time";
import { Cell, HeadCell, Table } from "#components/ui/table";
import { TextLink } from "#components/ui/text-link";
import type { NextRunDto, OverviewDto } from "#lib/api/overview-dto";

const first = 6;
const many = (count: number) => `${count.toLocaleString("en")} more`;

/** The schedules that come due next; more of them on request. */
export function NextRuns({ next }: { next: OverviewDto["next"] }) {
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? next.data : next.data.slice(0, first);
  const left = next.total - shown.length;
  return (
    <Card title="Next">
      {next.total === 0 ? (
        <p className="text-dim">
          No container has a schedule yet. It is set in the container's Config → Integrations →
          Backups.
        </p>
      ) : (
        <Table aria-label="Next runs" className="-mx-2.5 w-[calc(100%+1.25rem)]!">
          <thead>
            <tr>
              <HeadCell>Container</HeadCell>
              <HeadCell className="max-md:hidden">Environment</HeadCell>
              <HeadCell className="w-[22%] max-sm:w-[32%]">When</HeadCell>
              <HeadCell className="w-[34%] max-sm:hidden">Schedule</HeadCell>
              <HeadCell className="w-28 text-right">Usually takes</HeadCell>
            </tr>
          </thead>
          <tbody>
            {shown.map((run) => (
              <Row key={run.container.id} run={run} />
            ))}
          </tbody>
        </Table>
      )}
      {next.total > first && (
        <p className="pt-2 text-sm text-dim">
          <Button
            size="sm"
            variant="quiet"
            className="-ml-2"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen
              ? "Show fewer"
              : `Show ${next.data.length < next.total ? `${next.data.length - first} of ` : ""}${many(left)}`}
          </Button>
          {isOpen && left > 0 && (
            <TextLink href="/containers">The others stand in the list of containers</TextLink>
          )}
        </p>
      )}
    </Card>
  );
}

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function Row({ run }: { run: NextRunDto }) {
  const { container, time, words, time_zone, cron_string, usually } = run;
  return (
    <tr className="relative h-10 border-b border-line-soft last:border-0 hover:bg-inset">
      <Cell>
        <Link
          href={backupsTabAt(container.id)}
          prefetch={false}
          className="block truncate font-semibold after:absolute after:inset-0"
        >
          {container.name}
        </Link>
      </Cell>
      <Cell className="text-dim max-md:hidden">{container.environment}</Cell>
      <Cell>
        <RelativeTime at={time} />
      </Cell>
      <Cell className="text-dim max-sm:hidden" title={`${cron_string} (${time_zone})`}>
        {words}
        {time_zone !== ownZone && <span className="text-faint"> {time_zone}</span>}
      </Cell>
      <Cell className="text-right">
        {usually === null ? <span className="text-faint">–</span> : formatDuration(usually)}
      </Cell>
    </tr>
  );
}
