"use client";

import { useQuery } from "@tanstack/react-query";
import { ContainerHealth } from "#components/containers/container-health";
import { ContainerStatePill } from "#components/containers/container-state-pill";
import { MountTable } from "#components/containers/mount-table";
import { PortList } from "#components/containers/port-list";
import { StatefulChoice } from "#components/containers/stateful-choice";
import { useMember } from "#components/shell/member";
import { Card } from "#components/ui/card";
import { CopyButton } from "#components/ui/copy-button";
import { Fact, Facts } from "#components/ui/facts";
import { SinceTime } from "#components/ui/since-time";
import type { ContainerDto } from "#lib/api/container-dto";
import { containerQuery } from "#lib/queries/containers";

const kinds: Record<ContainerDto["environment"]["kind"], string> = {
  compose: "Compose project",
  swarm: "Swarm stack",
  standalone: "Standalone",
};

/** What a container is and how it is doing. */
export function ContainerDashboard({ containerId }: { containerId: string }) {
  const { data: container } = useQuery(containerQuery(containerId));
  const { canManageConfig } = useMember();
  if (!container) return null;
  const { state, environment, events } = container;
  return (
    <div className="flex flex-col gap-4 pt-4">
      <ContainerHealth container={container} />
      <Card title="Container">
        <Facts>
          <Fact name="State">
            <span className="flex flex-wrap items-center gap-2">
              <ContainerStatePill state={state.current} />
              {state.current === "running" && !events.started.startsWith("0001") && (
                <SinceTime at={events.started} className="text-sm text-faint" />
              )}
            </span>
          </Fact>
          <Fact name="Identifier" mono>
            {container.identifier}
          </Fact>
          <Fact name="Environment">
            {environment.kind === "standalone"
              ? kinds.standalone
              : `${environment.name} (${kinds[environment.kind]})`}
          </Fact>
          <Fact name="Image" mono>
            <span className="flex items-center gap-1">
              {container.image}
              <CopyButton text={container.image} label="Copy image" className="-my-1.5" />
            </span>
          </Fact>
          <Fact name="Command" mono>
            {canManageConfig ? container.config.command || "–" : "Not visible to your role"}
          </Fact>
          <Fact name="Docker host">{container.host.identifier}</Fact>
          <Fact name="Ports">
            <PortList ports={container.ports} />
          </Fact>
        </Facts>
      </Card>
      <Card title="Mounts">
        <MountTable mounts={container.volumes} />
      </Card>
      <StatefulChoice container={container} />
    </div>
  );
}
