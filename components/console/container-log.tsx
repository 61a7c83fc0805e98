"use client";

import { Download, ScrollText } from "lucide-react";
import { useMemo, useState } from "react";
import { InstanceFrame } from "#components/console/instance-frame";
import { LogPane } from "#components/console/log-pane";
import { hasEscapes, type LogLine, parseLog } from "#components/console/parse-log";
import { useMember } from "#components/shell/member";
import { buttonClass } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { SelectBox } from "#components/ui/select-field";
import type { InstanceDto } from "#lib/api/container-dto";
import type { LogLineDto } from "#lib/api/socket-dto";
import { type InstanceLog, useInstanceLog } from "#lib/queries/instance-log";

type Props = { containerId: string; instanceId: string };

/** What an instance writes, as it writes it. */
export function ContainerLog({ containerId, instanceId }: Props) {
  const { canViewLogs } = useMember();
  return (
    <InstanceFrame containerId={containerId} instanceId={instanceId} view="log">
      {(instance) =>
        canViewLogs ? (
          // Another Docker container in its place has a log of its own.
          <FollowedLog key={instance.docker_id} instance={instance} />
        ) : (
          <EmptyState icon={<ScrollText />} title="Not visible to your role">
            A log may hold secrets. Owners, admins, devops and developers see it.
          </EmptyState>
        )
      }
    </InstanceFrame>
  );
}

const tails = ["100", "1000", "10000"] as const;
const tailOptions = tails.map((value) => ({
  value,
  label: `Last ${Number(value).toLocaleString("en")} lines`,
}));

function FollowedLog({ instance }: { instance: InstanceDto }) {
  const [tail, setTail] = useState<(typeof tails)[number]>("1000");
  const log = useInstanceLog(instance.container_id, instance.id, Number(tail));
  const lines = useMemo(() => log.lines.map(asLine), [log.lines]);
  const address = `/api/v1/containers/${instance.container_id}/instances/${instance.id}/log?tail=all`;
  return (
    <LogPane
      source="log"
      outcome={outcomeOf(log, instance)}
      lines={lines}
      firstLine={log.dropped}
      following={log.state !== "ended"}
      hasColours={lines.some(({ runs }) => runs.length > 1 || runs[0]?.className !== "")}
      emptyText={emptyTextOf(log)}
      notice={
        log.refused ??
        (log.dropped > 0
          ? `${log.dropped.toLocaleString("en")} older lines were let go. Download has all that Docker keeps.`
          : undefined)
      }
      label={`Log of ${instance.name}`}
      fills
      tools={
        <SelectBox
          aria-label="How much of the log"
          value={tail}
          onValueChange={setTail}
          options={tailOptions}
          className="h-7! w-36! text-sm"
        />
      }
      download={
        <a href={address} download aria-label="Download log" className={buttonClass("plain", "sm")}>
          <Download aria-hidden className="size-4" />
          Download
        </a>
      }
    />
  );
}

function outcomeOf({ state, refused }: InstanceLog, instance: InstanceDto): string {
  if (state === "connecting") return "opening";
  if (state === "ended") return "the instance was removed";
  if (refused) return "not followed, trying again";
  if (state === "lost") return "connection lost, trying again";
  return instance.state.current === "running"
    ? "following"
    : `following, the instance is ${instance.state.current}`;
}

function emptyTextOf({ state, refused }: InstanceLog): string {
  if (refused) return "There is nothing to show.";
  return state === "open" ? "This instance has written nothing yet." : "Opening the log.";
}

const parsed = new WeakMap<LogLineDto, LogLine>();

/** Each line is read once, however often the log grows. */
function asLine(line: LogLineDto): LogLine {
  const known = parsed.get(line);
  if (known) return known;
  const { text, time } = line;
  const plain = { text, runs: [{ text, className: "" }] };
  const read = hasEscapes(text) || text.includes("\r") ? (parseLog(text)[0] ?? plain) : plain;
  const made = { ...read, time };
  parsed.set(line, made);
  return made;
}
