import { Bytes } from "#components/ui/bytes";
import type { BackupDetailDto } from "#lib/api/backup-dto";

const most = 100;

/** The stored parts with their hashes; of very many the first ones, all are in the manifest. */
export function PartList({ parts }: { parts: BackupDetailDto["parts"] }) {
  const shown = parts.slice(0, most);
  return (
    <details>
      <summary className="cursor-pointer text-dim">Show sizes and hashes</summary>
      <ol className="mt-2 max-h-60 overflow-auto rounded-lg border border-line text-sm">
        {shown.map(({ number, size, sha256 }) => (
          <li
            key={number}
            className="flex flex-wrap gap-x-3 border-b border-line-soft px-3 py-1.5 last:border-0"
          >
            <span className="w-8 text-right text-faint">{number}</span>
            <Bytes value={size} className="w-18 text-right" />
            <span className="min-w-0 flex-1 font-mono [overflow-wrap:anywhere]">{sha256}</span>
          </li>
        ))}
      </ol>
      {parts.length > most && (
        <p className="mt-1.5 text-sm text-dim">
          The first {most} of {parts.length.toLocaleString("en")}; the manifest names all.
        </p>
      )}
    </details>
  );
}
