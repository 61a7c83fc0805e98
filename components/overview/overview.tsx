"use client";

import { useQuery } from "@tanstack/react-query";
import { Attention } from "#components/overview/attention";
import { BackupsTimeline } from "#components/overview/backups-timeline";
import { FirstSteps } from "#components/overview/first-steps";
import { Headline, Summary } from "#components/overview/headline";
import { HealthCounts } from "#components/overview/health-counts";
import { NextRuns } from "#components/overview/next-runs";
import { OverviewSkeleton } from "#components/overview/overview-skeleton";
import { RunningNow } from "#components/overview/running-now";
import { StoredBytes } from "#components/overview/stored-bytes";
import { GoTo } from "#components/shell/go-to";
import { PageHeader } from "#components/shell/page-header";
import { ErrorState } from "#components/ui/error-state";
import { TableFrame } from "#components/ui/table";
import { overviewQuery, statsQuery } from "#lib/queries/overview";
import { explainError } from "#lib/queries/request";

/** Is everything protected, and if not, what to do. */
export function Overview() {
  const { data: overview, error, refetch } = useQuery(overviewQuery());
  const { data: stats } = useQuery(statsQuery());
  return (
    <div className="mx-auto w-full max-w-[1440px] px-4 pb-8 sm:px-7">
      <PageHeader
        title={overview ? <Headline containers={overview.containers} /> : "Overview"}
        detail={overview ? <Summary backups={overview.backups} stored={stats?.stored} /> : null}
      >
        <GoTo />
      </PageHeader>
      {overview ? (
        <div className="flex flex-col gap-4">
          <FirstSteps hubId={overview.hub_id} steps={overview.first_steps} />
          <HealthCounts containers={overview.containers} />
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)]">
            <div className="flex min-w-0 flex-col gap-4 max-lg:order-last">
              <BackupsTimeline />
              <RunningNow running={overview.running} />
              <StoredBytes />
            </div>
            <Attention groups={overview.attention} isEmpty={overview.containers.stateful === 0} />
          </div>
          <NextRuns next={overview.next} />
        </div>
      ) : error ? (
        <TableFrame>
          <ErrorState title="The overview could not be loaded" onRetry={() => void refetch()}>
            {explainError(error)}
          </ErrorState>
        </TableFrame>
      ) : (
        <OverviewSkeleton />
      )}
    </div>
  );
}
