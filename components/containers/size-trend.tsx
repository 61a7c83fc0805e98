"use client";

import { useQuery } from "@tanstack/react-query";
import { Bytes, formatBytes } from "#components/ui/bytes";
import { Sparkline } from "#components/ui/sparkline";
import type { ContainerSummaryDto } from "#lib/api/container-dto";
import { trendQuery } from "#lib/queries/trends";

/** Stored bytes, and how they went over 30 days: asked for when the row is in sight. */
export function SizeTrend({ container }: { container: ContainerSummaryDto }) {
  const { live, size } = container.backups;
  if (live === 0 && size === 0) return <span className="text-faint">–</span>;
  return (
    <span className="flex items-center justify-end gap-3">
      <Trend containerId={container.id} />
      <Bytes value={size} className="w-16 shrink-0" />
    </span>
  );
}

function Trend({ containerId }: { containerId: string }) {
  const { data } = useQuery(trendQuery(containerId));
  const [first] = data ?? [];
  const last = data?.at(-1);
  if (!data || first === undefined || last === undefined) return <span className="h-6 w-20" />;
  return (
    <Sparkline
      points={data}
      label={`Stored over 30 days: from ${formatBytes(first)} to ${formatBytes(last)}`}
    />
  );
}
