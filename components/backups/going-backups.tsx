import { formatBytes } from "#components/ui/bytes";
import { useNow } from "#components/ui/clock";
import { formatExact, formatMoment } from "#components/ui/relative-time";
import type { RetentionPreviewDto } from "#lib/api/container-dto";

/** The newest of those that would go, and how many more and how many bytes there are. */
export function GoingBackups({ preview }: { preview: RetentionPreviewDto }) {
  const now = useNow();
  const { newest, count, bytes } = preview;
  const several = new Set(newest.map(({ instance_name }) => instance_name)).size > 1;
  return (
    <ul className="flex flex-col gap-0.5 text-dim">
      {newest.map(({ id, created, size, instance_name }) => {
        const at = Date.parse(created);
        return (
          <li key={id} className="flex gap-2">
            <time dateTime={created} title={formatExact(at)} className="w-32 shrink-0">
              {formatMoment(at, now)}
            </time>
            <span className="w-16 shrink-0 text-right">{formatBytes(size)}</span>
            {several && <span className="truncate font-mono">{instance_name}</span>}
          </li>
        );
      })}
      <li className="text-text">
        {count > newest.length && `and ${(count - newest.length).toLocaleString("en")} older, `}
        {formatBytes(bytes)} in all
      </li>
    </ul>
  );
}
