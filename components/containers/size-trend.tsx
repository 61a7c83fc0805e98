"use client";

import dynamic from "next/dynamic";
import { Bytes } from "#components/ui/bytes";
import { loadPart } from "#components/ui/load-part";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

// A list stands without its lines.
const StoredTrend = dynamic(
  () =>
    loadPart(() => import("#components/containers/stored-trend").then((file) => file.StoredTrend)),
  { ssr: false, loading: () => <span className="h-6 w-20" /> },
);

/** Stored bytes, and how they went over 30 days. */
export function SizeTrend({ container }: { container: ContainerSummaryDto }) {
  const { live, size } = container.backups;
  if (live === 0 && size === 0) return <span className="text-faint">–</span>;
  return (
    <span className="flex items-center justify-end gap-3">
      <StoredTrend containerId={container.id} />
      <Bytes value={size} className="w-16 shrink-0" />
    </span>
  );
}
