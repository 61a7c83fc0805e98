"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useShownBackup } from "#components/backups/use-address";
import { Dialog } from "#components/ui/dialog";
import { ErrorState } from "#components/ui/error-state";
import { loadPart } from "#components/ui/load-part";
import { formatExact } from "#components/ui/relative-time";
import { SkeletonRows } from "#components/ui/skeleton";
import type { ContainerDto } from "#lib/api/container-dto";
import { backupQuery } from "#lib/queries/backups";
import { explainError } from "#lib/queries/request";

const BackupDetails = dynamic(() =>
  loadPart(() => import("#components/backups/backup-details").then((file) => file.BackupDetails)),
);

/** The details of the backup that the address names, over the list. */
export function ShownBackup({ container }: { container: ContainerDto }) {
  const [id, show] = useShownBackup();
  const [last, setLast] = useState(id);
  if (id !== null && id !== last) setLast(id);
  if (last === null) return null;
  return <Details open={id !== null} id={last} container={container} onClose={() => show(null)} />;
}

type Props = { open: boolean; id: string; container: ContainerDto; onClose: () => void };

function Details({ open, id, container, onClose }: Props) {
  const { data, error, refetch } = useQuery({ ...backupQuery(container.id, id), enabled: open });
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      size="lg"
      title={`Backup of ${container.name}`}
      description={data && formatExact(Date.parse(data.events.created))}
    >
      {data ? (
        <BackupDetails backup={data} />
      ) : error ? (
        <ErrorState title="The backup could not be loaded" onRetry={() => void refetch()}>
          {explainError(error)}
        </ErrorState>
      ) : (
        <SkeletonRows rows={6} label="Loading the backup" />
      )}
    </Dialog>
  );
}
