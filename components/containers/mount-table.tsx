import { Cell, HeadCell, Table } from "#components/ui/table";
import type { Mount } from "#lib/containers/types";

const kinds: Record<Mount["type"], string> = {
  volume: "Volume",
  bind: "Bind mount",
  tmpfs: "Memory",
  other: "Other",
};

/** Where the container's data lies. */
export function MountTable({ mounts }: { mounts: Mount[] }) {
  if (mounts.length === 0) {
    return <p className="text-dim">None: what this container writes is lost when it is removed.</p>;
  }
  return (
    <div className="-mx-2 overflow-x-auto">
      <Table className="min-w-120">
        <thead>
          <tr>
            <HeadCell className="w-28">Kind</HeadCell>
            <HeadCell>In the container</HeadCell>
            <HeadCell>Volume or path on the host</HeadCell>
            <HeadCell className="w-24">Access</HeadCell>
          </tr>
        </thead>
        <tbody>
          {mounts.map((mount) => (
            <tr key={mount.destination} className="border-b border-line-soft last:border-0">
              <Cell>{kinds[mount.type]}</Cell>
              <Cell className="font-mono" title={mount.destination}>
                {mount.destination}
              </Cell>
              <Cell className="font-mono text-dim" title={mount.source}>
                {mount.source || "–"}
              </Cell>
              <Cell className="text-dim">{mount.readOnly ? "Read-only" : "Read, write"}</Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
