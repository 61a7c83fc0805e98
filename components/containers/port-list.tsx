import type { ContainerPort } from "#lib/containers/types";

const text = ({ containerPort, hostPort, hostIp, protocol }: ContainerPort) =>
  hostPort === null
    ? `${containerPort}/${protocol}`
    : `${hostIp && hostIp !== "0.0.0.0" && hostIp !== "::" ? `${hostIp}:` : ""}${hostPort} → ${containerPort}/${protocol}`;

/** Published ports as "host → container", others as what they expose. */
export function PortList({ ports }: { ports: ContainerPort[] }) {
  const lines = [...new Set(ports.map(text))];
  if (lines.length === 0) return <span className="text-faint">None</span>;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 font-mono">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
