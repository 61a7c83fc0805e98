"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useRef, useState } from "react";
import { ContainerHeader } from "#components/containers/container-header";
import { containerLinkId } from "#components/containers/container-link";
import { ContainerNotice } from "#components/containers/container-notice";
import { ContainerTabs } from "#components/containers/container-tabs";
import { LeaveGuard, useLeaveGuard } from "#components/containers/leave-guard";
import { tabPaneId } from "#components/containers/tab-pane";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { isOnToast } from "#components/ui/is-on-toast";
import { SkeletonRows } from "#components/ui/skeleton";
import type { ContainerSummaryDto } from "#lib/api/container-dto";
import { containerQuery, containersQuery } from "#lib/queries/containers";
import { ApiFailure, explainError } from "#lib/queries/request";

const listPath = "/containers";

/** Whether the step before this one is the list, so that closing is going back to it. */
function cameFromList(): boolean {
  if (!("navigation" in window)) return false;
  const { currentEntry } = window.navigation;
  const before = window.navigation.entries()[(currentEntry?.index ?? 0) - 1];
  return Boolean(before?.url) && new URL(before?.url ?? "").pathname === listPath;
}

export function ContainerModal(props: { containerId: string; children: ReactNode }) {
  return (
    <LeaveGuard>
      <Frame {...props} />
    </LeaveGuard>
  );
}

function Frame({ containerId, children }: { containerId: string; children: ReactNode }) {
  const router = useRouter();
  const guard = useLeaveGuard();
  const popup = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(true);
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(containerQuery(containerId));
  // The frame shows what the list knows until the whole answer is there.
  const [listed] = useState(() =>
    client.getQueryData(containersQuery().queryKey)?.find(({ id }) => id === containerId),
  );
  const container: ContainerSummaryDto | undefined = data ?? listed;
  const isGone = error instanceof ApiFailure && error.problem.status === 404;

  function close() {
    guard.ask(() => {
      setOpen(false);
      if (cameFromList()) router.back();
      else router.push(listPath, { scroll: false });
    });
  }

  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next, details) => {
        if (next || isOnToast(details.event)) return details.cancel();
        close();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-20 bg-shade transition-opacity duration-100 data-ending-style:opacity-0" />
        <Dialog.Viewport className="fixed inset-0 z-20 grid place-items-center md:p-[min(6vh,3.5rem)_min(4vw,9.5rem)]">
          <Dialog.Popup
            ref={popup}
            initialFocus={popup}
            finalFocus={() => document.getElementById(containerLinkId(containerId)) ?? true}
            className="grid h-full w-full max-w-[1180px] grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)] overflow-hidden bg-panel shadow-modal outline-hidden transition-opacity duration-100 data-ending-style:opacity-0 md:rounded-xl md:border md:border-line"
          >
            <ContainerHeader
              containerId={containerId}
              container={container}
              isMissing={error !== null}
            />
            {isGone ? (
              <EmptyState
                icon={<SearchX />}
                title="There is no such container"
                action={<Button onClick={close}>Back to Containers</Button>}
              >
                It may have been deleted, or the address may be mistyped.
              </EmptyState>
            ) : container ? (
              <div className="flex min-h-0 flex-col md:flex-row">
                <ContainerTabs container={container} />
                <div
                  id={tabPaneId}
                  className="relative min-h-0 min-w-0 flex-1 overflow-y-auto px-3 pb-6 sm:[scrollbar-gutter:stable] sm:px-5"
                >
                  <ContainerNotice container={container} />
                  {children}
                </div>
              </div>
            ) : error ? (
              <ErrorState title="The container could not be loaded" onRetry={() => void refetch()}>
                {explainError(error)}
              </ErrorState>
            ) : (
              <SkeletonRows rows={6} label="Loading the container" />
            )}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
