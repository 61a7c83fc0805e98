"use client";

import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { BackUpNow } from "#components/backups/back-up-now";
import { type HealthState, healthWord } from "#components/containers/health-pill";
import { LastBackup } from "#components/containers/last-backup";
import { useMember } from "#components/shell/member";
import { Button, buttonClass } from "#components/ui/button";
import { Bytes } from "#components/ui/bytes";
import { loadPart } from "#components/ui/load-part";
import { Notice } from "#components/ui/notice";
import { RelativeTime } from "#components/ui/relative-time";
import { SinceTime } from "#components/ui/since-time";
import type { ContainerDto } from "#lib/api/container-dto";

const ProtectDialog = dynamic(() =>
  loadPart(() =>
    import("#components/containers/protect-dialog").then((file) => file.ProtectDialog),
  ),
);

const tones: Record<HealthState, "ok" | "bad" | "warn"> = {
  protected: "ok",
  failing: "bad",
  overdue: "warn",
  unprotected: "warn",
};

/** How a container is protected, since when, and where something is wrong why and the one next step. */
export function ContainerHealth({ container }: { container: ContainerDto }) {
  const { health, stateful, backups, next_run } = container;
  if (!stateful) return null;
  return (
    <Notice
      tone={health ? tones[health.current] : "info"}
      title={
        health ? (
          <>
            {healthWord(health.current)}{" "}
            <SinceTime at={health.since} className="font-normal text-dim" />
          </>
        ) : (
          "Nothing is backed up any more"
        )
      }
      action={<NextStep container={container} />}
    >
      {health?.reason && <p className="text-text">{health.reason}</p>}
      <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-dim [&>div]:flex [&>div]:gap-1.5 [&_dd]:text-text">
        <div>
          <dt>Last backup</dt>
          <dd>
            <LastBackup container={container} />
          </dd>
        </div>
        {health && (
          <div>
            <dt>Next run</dt>
            <dd>{next_run ? <RelativeTime at={next_run} /> : "None"}</dd>
          </div>
        )}
        <div>
          <dt>Stored</dt>
          <dd>
            {backups.live.toLocaleString("en")} live, <Bytes value={backups.size} />
          </dd>
        </div>
      </dl>
    </Notice>
  );
}

function NextStep({ container }: { container: ContainerDto }) {
  const { canManageConfig, canManageBackups } = useMember();
  const [isProtecting, setProtecting] = useState(false);
  const { health, config } = container;
  const set = config.integrations.backups;
  if (health?.current === "unprotected" && canManageConfig && !set?.backup.cron_string) {
    return (
      <>
        <Button variant="accent" onClick={() => setProtecting(true)}>
          Protect
        </Button>
        {isProtecting && (
          <ProtectDialog containerId={container.id} onClose={() => setProtecting(false)} />
        )}
      </>
    );
  }
  if (health?.current === "unprotected" && canManageBackups && set)
    return <BackUpNow container={container} config={set} />;
  return (
    <Link
      href={`/containers/${container.id}/backups`}
      replace
      scroll={false}
      className={buttonClass("plain")}
    >
      Open Backups
    </Link>
  );
}
