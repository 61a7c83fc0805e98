import { Card } from "#components/ui/card";
import { Skeleton } from "#components/ui/skeleton";

/** The overview's places while it is loaded. */
export function OverviewSkeleton() {
  return (
    <div role="status" aria-label="Loading the overview" className="flex flex-col gap-4">
      <Skeleton className="h-8 w-72 max-w-full rounded-full" />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-4 max-lg:order-last">
          <Waiting title="Backups" className="h-44" />
          <Waiting title="Running now" className="h-28" />
          <Waiting title="Stored" className="h-28" />
        </div>
        <Waiting title="Needs attention" className="h-44" />
      </div>
      <Waiting title="Next" className="h-56" />
    </div>
  );
}

function Waiting({ title, className }: { title: string; className: string }) {
  return (
    <Card title={title} className={className}>
      <Skeleton className="mb-2.5 w-3/4" />
      <Skeleton className="w-1/2" />
    </Card>
  );
}
