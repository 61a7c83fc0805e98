import clsx from "clsx";
import { ScrollText, SquareTerminal } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { ContainerStatePill } from "#components/containers/container-state-pill";
import { useMember } from "#components/shell/member";
import { buttonClass } from "#components/ui/button";
import { formatBytes } from "#components/ui/bytes";
import { useNow } from "#components/ui/clock";
import { CopyButton } from "#components/ui/copy-button";
import { formatDuration } from "#components/ui/duration";
import { formatExact } from "#components/ui/relative-time";
import { Cell } from "#components/ui/table";
import type { InstanceDto } from "#lib/api/container-dto";
import type { StatsDto } from "#lib/api/socket-dto";

/** One Docker container: how it is, what it uses, and the ways into it. */
export function InstanceRow({
  instance,
  stats,
}: {
  instance: InstanceDto;
  stats: StatsDto | undefined;
}) {
  const { canViewLogs, canUseConsole } = useMember();
  const { state, image, docker_id } = instance;
  const isRunning = state.current === "running";
  const base = `/containers/${instance.container_id}/instances/${instance.id}`;
  const memory = isRunning ? (stats?.memory_bytes ?? null) : null;
  const limit = stats?.memory_limit_bytes ?? null;
  const cpu = isRunning && stats?.cpu_percent != null ? `${stats.cpu_percent.toFixed(1)} %` : null;
  return (
    <tr className="h-14 border-b border-line-soft last:border-0">
      <Cell className="pl-4">
        <ContainerStatePill state={state.current} />
        <Health state={state} />
      </Cell>
      <Cell>
        <span className="block truncate font-mono" title={instance.name}>
          {instance.name}
        </span>
        <span className="flex items-center text-sm text-faint">
          <span className="truncate font-mono" title={image}>
            {image}
          </span>
          <span className="ml-2 shrink-0 font-mono max-sm:hidden" title={docker_id}>
            {docker_id.slice(0, 12)}
          </span>
          <CopyButton text={docker_id} label="Copy Docker id" className="-my-2 max-sm:hidden" />
        </span>
        {/* A phone has no room for the columns. */}
        {cpu !== null && memory !== null && (
          <span className="block truncate text-sm text-dim sm:hidden">
            {cpu}, {formatBytes(memory)}
          </span>
        )}
      </Cell>
      <Cell className="text-dim max-lg:hidden">
        {isRunning ? <Uptime since={instance.events.started} /> : "–"}
      </Cell>
      <Cell className="text-right max-sm:hidden">
        {cpu ?? <span className="text-faint">–</span>}
      </Cell>
      <Cell className="text-right max-md:hidden">
        {memory === null ? (
          <span className="text-faint">–</span>
        ) : (
          <>
            {formatBytes(memory)}
            {limit !== null && <span className="text-faint"> of {formatBytes(limit)}</span>}
          </>
        )}
      </Cell>
      <Cell className="pr-4">
        <span className="flex justify-end gap-1.5">
          {canViewLogs && (
            <Opener href={`${base}/log`} label="Log" name={instance.name}>
              <ScrollText aria-hidden className="size-4" />
            </Opener>
          )}
          {canUseConsole && isRunning && (
            <Opener href={`${base}/console`} label="Console" name={instance.name}>
              <SquareTerminal aria-hidden className="size-4" />
            </Opener>
          )}
        </span>
      </Cell>
    </tr>
  );
}

function Opener(props: { href: string; label: string; name: string; children: ReactNode }) {
  return (
    <Link
      href={props.href}
      replace
      scroll={false}
      aria-label={`${props.label} of ${props.name}`}
      className={buttonClass("plain", "sm")}
    >
      {props.children}
      <span className="max-sm:sr-only">{props.label}</span>
    </Link>
  );
}

/** What its own health check says, or how it ended. */
function Health({ state }: { state: InstanceDto["state"] }) {
  const { current, health, exit_code } = state;
  if (current === "stopped" && exit_code !== null)
    return <span className="block text-sm text-faint">exit code {exit_code}</span>;
  if (current !== "running" || !health) return null;
  return (
    <span
      className={clsx(
        "block truncate text-sm",
        health === "unhealthy" ? "font-medium text-bad" : "text-faint",
      )}
    >
      {health}
    </span>
  );
}

function Uptime({ since }: { since: string }) {
  const now = useNow();
  const started = Date.parse(since);
  if (!(started > 0)) return "–";
  return (
    <span title={`Started ${formatExact(started)}`}>
      {formatDuration(Math.max(0, Math.floor((now - started) / 1000)))}
    </span>
  );
}
