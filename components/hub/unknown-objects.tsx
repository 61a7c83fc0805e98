"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { PackageSearch } from "lucide-react";
import { useState } from "react";
import { many, placeWord } from "#components/hub/bucket-words";
import { UnknownObjectRow } from "#components/hub/unknown-object-row";
import { useBucketTask } from "#components/hub/use-bucket-task";
import { useMember } from "#components/shell/member";
import { Button } from "#components/ui/button";
import { formatBytes } from "#components/ui/bytes";
import { Dialog } from "#components/ui/dialog";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { Notice } from "#components/ui/notice";
import { SkeletonRows } from "#components/ui/skeleton";
import type { IntegrationDto } from "#lib/api/integration-dto";
import type { UnknownObjectDto } from "#lib/api/sweep-dto";
import { bucketQuery, unknownObjectsQuery } from "#lib/queries/bucket";
import { explainError } from "#lib/queries/request";

type Props = {
  /** Null while the dialog is closed. */
  integration: IntegrationDto | null;
  onClose: () => void;
};

/** What lies in the bucket and belongs to no backup; what has its manifest can be imported. */
export function UnknownObjects({ integration, onClose }: Props) {
  const [shown, setShown] = useState(integration);
  if (integration && integration !== shown) setShown(integration);
  if (!shown) return null;
  return (
    <Dialog
      open={integration !== null}
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      title={`Unknown objects in ${shown.name}`}
      description={`They lie in the ${placeWord(shown.vendor)} where Holdfast stores, and belong to no backup here.`}
      footer={<Footer integrationId={shown.id} onClose={onClose} />}
    >
      <List integrationId={shown.id} />
    </Dialog>
  );
}

function List({ integrationId }: { integrationId: string }) {
  const { canManageIntegrations } = useMember();
  const { data: bucket } = useQuery(bucketQuery(integrationId));
  const list = useInfiniteQuery(unknownObjectsQuery(integrationId));
  const task = useBucketTask(integrationId);
  const rows = list.data?.pages.flatMap((page) => page.data) ?? [];
  if (!list.data) {
    return list.error ? (
      <ErrorState title="The objects could not be loaded" onRetry={() => void list.refetch()}>
        {explainError(list.error)}
      </ErrorState>
    ) : (
      <SkeletonRows rows={4} label="Loading unknown objects" />
    );
  }
  if (rows.length === 0) {
    return (
      <EmptyState icon={<PackageSearch />} title="Nothing unknown">
        Every object there belongs to a backup.
      </EmptyState>
    );
  }
  return (
    <>
      {bucket && (
        <p className="mb-3 text-dim">
          {many(bucket.unknown.count, "object")}, {formatBytes(bucket.unknown.size)}.{" "}
          {bucket.unknown.importable === 0
            ? "None has a manifest that fits, so none can be imported."
            : `${bucket.unknown.importable.toLocaleString("en")} can be imported.`}
        </p>
      )}
      <OtherHubs rows={rows} />
      <ul className="divide-y divide-line-soft rounded-lg border border-line">
        {rows.map((object) => (
          <UnknownObjectRow
            key={object.id}
            object={object}
            onImport={
              canManageIntegrations
                ? () => task.mutate({ action: "import", contents: { ids: [object.id] } })
                : undefined
            }
            isBusy={task.isPending || Boolean(bucket?.running)}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          className="mt-3"
          pending={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  );
}

/** Two Holdfasts that count on the same objects would delete them from under each other. */
function OtherHubs({ rows }: { rows: UnknownObjectDto[] }) {
  const others = new Set(
    rows.flatMap(({ backup }) => (backup && !backup.hub.own ? [backup.hub.name] : [])),
  );
  if (others.size === 0) return null;
  return (
    <Notice tone="warn" className="mb-3" title={`Made by another hub: ${[...others].join(", ")}`}>
      If that Holdfast still stores here, leave them alone: each would remove by its own retention
      what the other counts on.
    </Notice>
  );
}

function Footer({ integrationId, onClose }: { integrationId: string; onClose: () => void }) {
  const { canManageIntegrations } = useMember();
  const { data } = useQuery(bucketQuery(integrationId));
  const task = useBucketTask(integrationId);
  const importable = data?.unknown.importable ?? 0;
  return (
    <>
      <Button onClick={onClose}>Close</Button>
      {canManageIntegrations && importable > 0 && (
        <Button
          variant="accent"
          pending={task.isPending || Boolean(data?.running)}
          onClick={() => task.mutate({ action: "import", contents: { all: true } })}
        >
          Import {importable === 1 ? "it" : `all ${importable.toLocaleString("en")}`}
        </Button>
      )}
    </>
  );
}
