"use client";

import { useQuery } from "@tanstack/react-query";
import { formatBytes } from "#components/ui/bytes";
import { Sparkline } from "#components/ui/sparkline";
import { trendQuery } from "#lib/queries/trends";

/** How a container's stored bytes went over 30 days: asked for when its row is in sight. */
export function StoredTrend({ containerId }: { containerId: string }) {
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
