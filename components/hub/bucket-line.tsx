"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { PackageSearch, ScanSearch } from "lucide-react";
import {
  type Finding,
  findingsOf,
  foundWords,
  kindWord,
  placeWord,
  runningWord,
} from "#components/hub/bucket-words";
import { useBucketTask } from "#components/hub/use-bucket-task";
import { useMember } from "#components/shell/member";
import { Button } from "#components/ui/button";
import { Pill } from "#components/ui/pill";
import { RelativeTime } from "#components/ui/relative-time";
import type { IntegrationDto } from "#lib/api/integration-dto";
import type { BucketDto, SweepDto } from "#lib/api/sweep-dto";
import { bucketQuery } from "#lib/queries/bucket";
import { explainError } from "#lib/queries/request";

const tones: Record<Finding["tone"], string> = {
  bad: "text-bad",
  warn: "text-warn",
  ok: "text-ok",
  plain: "text-dim",
};

/** What the last comparison of the bucket with the catalogue found, and what can be done about it. */
export function BucketLine({
  integration,
  onLook,
}: {
  integration: IntegrationDto;
  onLook: () => void;
}) {
  const { data, error } = useQuery(bucketQuery(integration.id));
  const { canManageIntegrations } = useMember();
  const task = useBucketTask(integration.id);
  const place = placeWord(integration.vendor);
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2.5 border-t border-line-soft px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-72 text-sm [overflow-wrap:anywhere]">
        {data ? (
          <Told bucket={data} place={place} />
        ) : error ? (
          <p className="text-bad">
            What is known of the {place} could not be loaded. {explainError(error)}
          </p>
        ) : (
          <p className="text-faint">Loading</p>
        )}
      </div>
      <span className="flex flex-wrap gap-1">
        {data && data.unknown.count > 0 && (
          <Button size="sm" variant="quiet" icon={<PackageSearch aria-hidden />} onClick={onLook}>
            {data.unknown.count.toLocaleString("en")} unknown
          </Button>
        )}
        {canManageIntegrations && (
          <Button
            size="sm"
            variant="quiet"
            icon={<ScanSearch aria-hidden />}
            pending={task.isPending || Boolean(data?.running)}
            onClick={() => task.mutate({ action: "sweep" })}
          >
            Compare with the {place}
          </Button>
        )}
      </span>
    </div>
  );
}

function Told({
  bucket: { last, running, compared },
  place,
}: {
  bucket: BucketDto;
  place: string;
}) {
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span role="status" className="empty:hidden">
          {running && (
            <Pill tone="run" shape="ring">
              {runningWord(running)}
            </Pill>
          )}
        </span>
        {compared.startsWith("0001") ? (
          <span className="text-faint">Never compared with the {place}</span>
        ) : (
          <span className="text-dim">
            Compared with the {place} <RelativeTime at={compared} className="lowercase" />
          </span>
        )}
      </p>
      {last && <Outcome last={last} />}
    </>
  );
}

/** How the newest of them ended. */
function Outcome({ last }: { last: SweepDto }) {
  if (last.state.error) {
    return (
      <p className="mt-0.5 text-bad">
        The last {kindWord[last.kind]} failed{" "}
        <RelativeTime at={last.events.finished} className="lowercase" />. {last.state.error.message}
      </p>
    );
  }
  const findings = findingsOf(last.counts);
  return (
    <>
      <ul className="mt-0.5 flex flex-wrap gap-x-3">
        {(last.counts.known || findings.length === 0) && (
          <li className="text-dim">{foundWords(last.counts)}</li>
        )}
        {findings.map(({ tone, words }) => (
          <li key={words} className={clsx(tones[tone], tone !== "plain" && "font-medium")}>
            {words}
          </li>
        ))}
      </ul>
      {last.warning && <p className="mt-0.5 text-warn">{last.warning}</p>}
    </>
  );
}
