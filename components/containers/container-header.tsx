import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { ContainerStatePill } from "#components/containers/container-state-pill";
import { HealthPill } from "#components/containers/health-pill";
import { Chip } from "#components/ui/chip";
import { CopyButton } from "#components/ui/copy-button";
import { iconButtonClass } from "#components/ui/icon-button";
import { Skeleton } from "#components/ui/skeleton";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

const shortId = (id: string) => `${id.slice(0, 8)}…${id.slice(-4)}`;

type Props = {
  containerId: string;
  container: ContainerSummaryDto | undefined;
  isMissing: boolean;
};

/** What is open: name, state, environment, image, id, and the way out. */
export function ContainerHeader({ containerId, container, isMissing }: Props) {
  return (
    <header className="flex min-h-15 items-center gap-3 border-b border-line px-4 py-2.5 sm:px-5">
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
        <Dialog.Title className="max-w-full truncate text-lg">
          <span className={container || isMissing ? undefined : "sr-only"}>
            {container?.name ?? "Container"}
          </span>
          {!container && !isMissing && <Skeleton className="h-5 w-40" />}
        </Dialog.Title>
        {container && (
          <>
            <ContainerStatePill state={container.state.current} />
            {container.health && <HealthPill health={container.health.current} />}
            <Chip>{container.environment.name}</Chip>
            <span className="min-w-0 truncate font-mono text-sm text-dim" title={container.image}>
              {container.image}
            </span>
          </>
        )}
      </div>
      <span
        className="hidden items-center font-mono text-sm text-faint sm:flex"
        title={containerId}
      >
        {shortId(containerId)}
        <CopyButton text={containerId} label="Copy id" />
      </span>
      <Dialog.Close aria-label="Close" className={iconButtonClass}>
        <X aria-hidden />
      </Dialog.Close>
    </header>
  );
}
