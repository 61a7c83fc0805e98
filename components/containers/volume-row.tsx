import Link from "next/link";
import { CoverageMark } from "#components/containers/coverage-mark";
import { Bytes } from "#components/ui/bytes";
import { CopyButton } from "#components/ui/copy-button";
import { Skeleton } from "#components/ui/skeleton";
import { Cell } from "#components/ui/table";
import type { VolumeDto } from "#lib/api/volume-dto";

const volumeKinds: Record<VolumeDto["type"], string> = {
  volume: "Volume",
  bind: "Bind mount",
  tmpfs: "Memory",
  other: "Other",
};

type Props = {
  containerId: string;
  volume: VolumeDto;
  /** Bytes; null when Docker cannot measure it. */
  size: number | null | undefined;
  isMeasuring: boolean;
};

/** One mount. */
export function VolumeRow({ containerId, volume, size, isMeasuring }: Props) {
  const { type, source, destination, driver, read_only, used_by, coverage } = volume;
  const detail = [
    read_only ? "read-only" : "read, write",
    driver && driver !== "local" && `driver ${driver}`,
  ];
  return (
    <tr className="h-14 border-b border-line-soft last:border-0">
      <Cell className="pl-4 max-sm:hidden">
        {volumeKinds[type]}
        <span className="block truncate text-sm text-faint">
          {detail.filter(Boolean).join(", ")}
        </span>
      </Cell>
      <Cell className="max-sm:pl-4">
        <span
          className="block truncate font-mono max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere]"
          title={destination}
        >
          {destination}
        </span>
        <span className="flex items-center text-sm text-faint">
          <span className="truncate font-mono" title={source}>
            {source || "–"}
          </span>
          {source && (
            <CopyButton
              text={source}
              label={type === "volume" ? "Copy volume name" : "Copy path on the host"}
              className="-my-2"
            />
          )}
        </span>
      </Cell>
      <Cell className="text-right">
        {type === "volume" && isMeasuring ? (
          <Skeleton className="ml-auto h-4 w-14" />
        ) : typeof size === "number" ? (
          <Bytes value={size} />
        ) : (
          <span className="text-faint">Not known</span>
        )}
      </Cell>
      <Cell className="max-md:hidden">
        {used_by.length === 0 ? (
          <span className="text-faint">–</span>
        ) : (
          <span className="flex flex-col">
            {used_by.map((other) => (
              <Link
                key={other.container_id}
                href={`/containers/${other.container_id}/volumes`}
                scroll={false}
                title={`At ${other.destination}, ${other.read_only ? "read-only" : "read, write"}`}
                className="truncate font-mono text-accent hover:underline"
              >
                {other.name}
              </Link>
            ))}
          </span>
        )}
      </Cell>
      <Cell className="pr-4">
        <CoverageMark
          containerId={containerId}
          coverage={coverage}
          isWanted={volume.stateful && !read_only}
        />
      </Cell>
    </tr>
  );
}
