"use client";

import { SquareTerminal } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { InstanceFrame } from "#components/console/instance-frame";
import { useMember } from "#components/shell/member";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { loadPart } from "#components/ui/load-part";
import { Notice } from "#components/ui/notice";
import { Skeleton } from "#components/ui/skeleton";
import type { InstanceDto } from "#lib/api/container-dto";
import type { ConsoleState } from "#lib/queries/console-connection";

// The terminal is large: it is loaded by whoever opens one.
const Terminal = dynamic(
  () => loadPart(() => import("#components/console/terminal").then((m) => m.Terminal)),
  {
    ssr: false,
    loading: () => <Skeleton className="min-h-40 flex-1 rounded-lg" />,
  },
);

type Props = { containerId: string; instanceId: string };

/** A shell in an instance: the place to look after a restore. */
export function ContainerConsole({ containerId, instanceId }: Props) {
  const { canUseConsole } = useMember();
  return (
    <InstanceFrame containerId={containerId} instanceId={instanceId} view="console">
      {(instance) =>
        canUseConsole ? (
          <Console instance={instance} />
        ) : (
          <EmptyState icon={<SquareTerminal />} title="Not open to your role">
            A console can do anything in the instance. Owners and admins may open one.
          </EmptyState>
        )
      }
    </InstanceFrame>
  );
}

const opening: ConsoleState = { state: "opening" };

const ends: Record<string, string> = {
  exit: "The shell has ended.",
  idle: "The console was closed after 30 minutes without a key pressed.",
  limit: "The console was closed after 8 hours, the longest time.",
  rights: "The console was closed: your session or your role has changed.",
  lost: "The instance stopped, or the connection to Docker broke.",
  restart: "The console was closed: Holdfast was stopped.",
};

/** What ended it, or null while it goes on. */
function endOf(now: ConsoleState): string | null {
  if (now.state === "lost")
    return "The connection to Holdfast broke, and the console ended with it.";
  return now.state === "ended" ? (ends[now.reason ?? ""] ?? "The console was closed.") : null;
}

function Console({ instance }: { instance: InstanceDto }) {
  const [now, setNow] = useState(opening);
  // Each one opened is a new shell.
  const [attempt, setAttempt] = useState(0);
  const end = endOf(now);
  const isRunning = instance.state.current === "running";
  function again() {
    setNow(opening);
    setAttempt(attempt + 1);
  }
  if (!isRunning && now.state === "opening" && attempt === 0) {
    return (
      <EmptyState icon={<SquareTerminal />} title="The instance is not running">
        Start it, and a console can be opened here.
      </EmptyState>
    );
  }
  if (now.state === "refused") {
    return (
      <div role="alert">
        <EmptyState
          icon={<SquareTerminal />}
          title="No console was opened"
          action={
            <Button variant="accent" onClick={again}>
              Try again
            </Button>
          }
        >
          {now.reason}
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      {end && (
        <Notice
          role="status"
          tone={now.state === "ended" ? "info" : "warn"}
          action={
            <Button variant="accent" onClick={again}>
              Open again
            </Button>
          }
        >
          {end} What was started from it is ended too.
        </Notice>
      )}
      <Terminal
        key={attempt}
        containerId={instance.container_id}
        instanceId={instance.id}
        label={`Console of ${instance.name}`}
        onState={setNow}
      />
      <p className="flex flex-wrap gap-x-4 text-sm text-faint">
        <span>
          {now.state === "open" ? (
            <>
              <span className="font-mono text-dim">{now.shell}</span>, as the container's own user
            </>
          ) : now.state === "opening" ? (
            "Opening a shell"
          ) : (
            "Closed"
          )}
        </span>
        <span>Opening and closing stand in the activity; what is typed does not.</span>
        <span className="max-sm:hidden">Ctrl+Shift+F6 leaves it by keyboard.</span>
      </p>
    </>
  );
}
