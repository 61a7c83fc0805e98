import { Bytes, formatBytes } from "#components/ui/bytes";
import { Sparkline } from "#components/ui/sparkline";
import type { StoredSizesDto } from "#lib/api/backup-dto";

type Props = { size: number; live: number; stored: StoredSizesDto | undefined };

/** How much is stored, of how much was dumped, and how it came to that. Its place is kept while it loads. */
export function StoredTrend({ size, live, stored }: Props) {
  const count = live.toLocaleString("en");
  return (
    <div className="flex items-end gap-3">
      <div className="shrink-0">
        <Bytes value={size} className="font-semibold" />
        <span className="block text-sm text-faint">
          {stored && stored.original_size > size
            ? `of ${formatBytes(stored.original_size)} dumped`
            : `in ${count} live`}
        </span>
      </div>
      <div className="h-7 min-w-10 flex-1">
        {stored && (
          <Sparkline points={stored.series} label={trendWords(stored)} className="h-7! w-full!" />
        )}
      </div>
    </div>
  );
}

function trendWords({ series, from, to }: StoredSizesDto): string {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
  return `Stored over the last ${days} days: ${formatBytes(series[0] ?? 0)} at their beginning, ${formatBytes(Math.max(...series, 0))} at most, ${formatBytes(series.at(-1) ?? 0)} now`;
}
