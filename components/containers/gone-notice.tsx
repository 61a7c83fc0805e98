"use client";

import { useQuery } from "@tanstack/react-query";
import { TimeLeft } from "#components/containers/time-left";
import { useKeepBackups } from "#components/containers/use-keep-backups";
import { useMember } from "#components/shell/member";
import { Button } from "#components/ui/button";
import { formatBytes } from "#components/ui/bytes";
import { Notice } from "#components/ui/notice";
import { SinceTime } from "#components/ui/since-time";
import type { ContainerSummaryDto } from "#lib/api/container-dto";
import { hostsQuery } from "#lib/queries/hosts";

type Gone = NonNullable<ContainerSummaryDto["gone"]>;
type Props = { container: ContainerSummaryDto; gone: Gone };

/** Counts down to the removal of the backups of a container that is gone, and asks whether they stay. */
export function GoneNotice({ container, gone }: Props) {
  const { canManageConfig } = useMember();
  const { mutate, isPending, variables } = useKeepBackups(container.id);
  const title = (
    <>
      Gone from Docker <SinceTime at={gone.since} />
    </>
  );
  return (
    <Notice
      tone={gone.backups === "kept" ? "info" : "warn"}
      title={title}
      className="mt-4 max-sm:flex-wrap"
      action={
        canManageConfig && (
          <span className="flex flex-wrap gap-2">
            {gone.backups !== "counting" && (
              <Button pending={isPending && variables === false} onClick={() => mutate(false)}>
                Let them go
              </Button>
            )}
            {gone.backups !== "kept" && (
              <Button
                variant="accent"
                pending={isPending && variables === true}
                onClick={() => mutate(true)}
              >
                Keep backups
              </Button>
            )}
          </span>
        )
      }
    >
      <Words container={container} gone={gone} />
    </Notice>
  );
}

function Words({ container: { backups }, gone }: Props) {
  const { data: hosts } = useQuery(hostsQuery());
  const isBlind = hosts?.some(({ state }) => state === "unreachable") ?? false;
  const what =
    backups.live === 0
      ? "Its entry and config"
      : `Its ${backups.live === 1 ? "live backup" : `${backups.live.toLocaleString("en")} live backups`}, ${formatBytes(backups.size)},`;
  if (gone.backups === "kept")
    return <>Its backups are kept. If it comes back, all is as before.</>;
  if (gone.backups === "held" || gone.due === null) {
    return (
      <>
        Another Docker Engine answers than the one it was last seen on, so nothing is removed. Point
        DOCKER_HOST back at that one, or decide here: let go, they are removed after the hub’s grace
        period.
      </>
    );
  }
  if (isBlind) {
    return <>Docker cannot be reached: until it answers, nothing is removed and no time counts.</>;
  }
  return (
    <>
      {what} {backups.live === 1 ? "is" : "are"} removed{" "}
      <strong className="font-semibold text-text">
        <TimeLeft until={gone.due} pace="second" />
      </strong>{" "}
      unless it comes back. If it does, all is as before.
    </>
  );
}
