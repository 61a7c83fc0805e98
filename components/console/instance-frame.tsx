"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { ArrowLeft, SearchX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { ContainerStatePill } from "#components/containers/container-state-pill";
import { useMember } from "#components/shell/member";
import { buttonClass } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { SkeletonRows } from "#components/ui/skeleton";
import type { InstanceDto } from "#lib/api/container-dto";
import { instancesQuery } from "#lib/queries/containers";
import { explainError } from "#lib/queries/request";

type Props = {
  containerId: string;
  instanceId: string;
  view: "log" | "console";
  children: (instance: InstanceDto) => ReactNode;
};

/** One instance's log or console, with the way back to all of them and to the other view. */
export function InstanceFrame({ containerId, instanceId, view, children }: Props) {
  const { data, error, refetch } = useQuery(instancesQuery(containerId));
  const { canViewLogs, canUseConsole } = useMember();
  const instance = data?.find(({ id }) => id === instanceId);
  const base = `/containers/${containerId}/instances`;
  const views = [
    { to: "log", label: "Log", isOffered: canViewLogs },
    { to: "console", label: "Console", isOffered: canUseConsole },
  ].filter(({ isOffered }) => isOffered);
  return (
    <div className="flex h-full min-h-90 flex-col gap-3 pt-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Link
          href={base}
          replace
          scroll={false}
          className={clsx(buttonClass("quiet", "sm"), "-ml-2")}
        >
          <ArrowLeft aria-hidden className="size-4" />
          Instances
        </Link>
        {instance && (
          <>
            <span className="min-w-0 truncate font-mono font-semibold">{instance.name}</span>
            <ContainerStatePill state={instance.state.current} />
          </>
        )}
        <nav aria-label="Instance" className="ml-auto flex gap-1">
          {views.map(({ to, label }) => (
            <Link
              key={to}
              href={`${base}/${instanceId}/${to}`}
              replace
              scroll={false}
              aria-current={view === to ? "page" : undefined}
              className={clsx(buttonClass("quiet", "sm"), view === to && "bg-hover! text-text!")}
            >
              {label}
            </Link>
          ))}
        </nav>
      </div>
      {instance ? (
        children(instance)
      ) : data ? (
        <EmptyState icon={<SearchX />} title="There is no such instance">
          It may have been removed. Look among those that run this container now.
        </EmptyState>
      ) : error ? (
        <ErrorState title="The instance could not be loaded" onRetry={() => void refetch()}>
          {explainError(error)}
        </ErrorState>
      ) : (
        <SkeletonRows rows={4} label="Loading the instance" />
      )}
    </div>
  );
}
