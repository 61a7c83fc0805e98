"use client";

import { useProtecting } from "#components/containers/protecting";
import { useMember } from "#components/shell/member";
import { Button } from "#components/ui/button";
import { RelativeTime } from "#components/ui/relative-time";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

/** When the schedule comes due next; where nothing does, the way to have it. */
export function NextRun({ container }: { container: ContainerSummaryDto }) {
  const { canManageConfig } = useMember();
  const protect = useProtecting();
  const { id, name, next_run, health } = container;
  if (next_run) return <RelativeTime at={next_run} />;
  if (!canManageConfig || health?.current !== "unprotected")
    return <span className="text-faint">–</span>;
  return (
    <Button
      size="sm"
      aria-label={`Protect ${name}`}
      className="relative z-1"
      onClick={() => protect(id)}
    >
      Protect
    </Button>
  );
}
