import clsx from "clsx";
import { Cell, HeadCell, Table } from "#components/ui/table";
import type { Mount } from "#lib/containers/types";

const kinds: Record<Mount["type"], string> = {
  volume: "Volume",
  bind: "Bind mount",
  tmpfs: "Memory",
  other: "Other",
};

const wraps = "max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere]";

/** Where the container's data lies. */
export function MountTable({ mounts }: { mounts: Mount[] }) {
  if (mounts.length === 0) {
    return <p className="text-dim">None: what this container writes is lost when it is removed.</p>;
  }
  return (
    <div className="-mx-2">
      <Table>
        <thead>
          <tr>
            <HeadCell className="w-28 max-sm:hidden">Kind</HeadCell>
            <HeadCell>In the container</HeadCell>
            <HeadCell>Volume or path on the host</HeadCell>
            <HeadCell className="w-24 max-sm:hidden">Access</HeadCell>
          </tr>
        </thead>
        <tbody>
          {mounts.map((mount) => (
            <tr key={mount.destination} className="border-b border-line-soft last:border-0">
              <Cell className="max-sm:hidden">{kinds[mount.type]}</Cell>
              <Cell className={clsx("font-mono", wraps)} title={mount.destination}>
                {mount.destination}
              </Cell>
              <Cell className={clsx("font-mono text-dim", wraps)} title={mount.source}>
                {mount.source || "–"}
              </Cell>
              <Cell className="text-dim max-sm:hidden">
                {mount.readOnly ? "Read-only" : "Read, write"}
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
