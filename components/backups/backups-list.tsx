"use client";

import { type RowSelectionState, useTable } from "@tanstack/react-table";
import { useState } from "react";
import { backupColumns, backupFeatures, canBeDeleted } from "#components/backups/backup-columns";
import { BackupFilters } from "#components/backups/backup-filters";
import { BackupMore } from "#components/backups/backup-more";
import { BackupsTable } from "#components/backups/backups-table";
import { BackupsToolbar } from "#components/backups/backups-toolbar";
import { DeleteBackups } from "#components/backups/delete-backups";
import { DownloadMenu } from "#components/backups/download-menu";
import { NothingPasses } from "#components/backups/nothing-passes";
import { RestoreDialog } from "#components/backups/restore-dialog";
import { RestoresStrip } from "#components/backups/restores-strip";
import { SelectAll } from "#components/backups/select-all";
import { ShownBackup } from "#components/backups/shown-backup";
import { OpenBackupProvider } from "#components/backups/use-open-backup";
import { useMember } from "#components/shell/member";
import { NextPageFailed } from "#components/shell/next-page-failed";
import { NextRows } from "#components/ui/next-rows";
import { Notice } from "#components/ui/notice";
import type { BackupDto } from "#lib/api/backup-dto";
import type { BackupConfigDto, ContainerDto } from "#lib/api/container-dto";
import { type BackupFilter, noFilter } from "#lib/queries/backup-filter";
import type { DeleteOutcome } from "#lib/queries/backups";

export type BackupsListProps = {
  container: ContainerDto;
  config: BackupConfigDto | null;
  rows: BackupDto[];
  /** How many there are, loaded or not. */
  total: number;
  filter: BackupFilter;
  onFilterChange: (filter: BackupFilter) => void;
  hasMore: boolean;
  /** Why the next page did not come; null while all is well. */
  nextError: Error | null;
  isLoadingMore: boolean;
  /** Loads the next page; answers all rows loaded by then. */
  loadMore: () => Promise<{ hasNextPage: boolean; rows: BackupDto[] }>;
};

const rowId = (row: BackupDto) => row.id;

export function BackupsList(props: BackupsListProps) {
  const { container, config, rows, total, hasMore, nextError, isLoadingMore, loadMore } = props;
  const { filter, onFilterChange } = props;
  const { canManageBackups } = useMember();
  const [selection, setSelection] = useState<RowSelectionState>({});
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const [restoring, setRestoring] = useState<BackupDto | null>(null);
  const [deleting, setDeleting] = useState<BackupDto[] | null>(null);
  const table = useTable<typeof backupFeatures, BackupDto>({
    features: backupFeatures,
    columns: backupColumns,
    data: rows,
    getRowId: rowId,
    enableRowSelection: (row) => canManageBackups && canBeDeleted(row.original),
    state: { rowSelection: selection },
    onRowSelectionChange: setSelection,
  });
  const selected = rows.filter((row) => selection[row.id] && canBeDeleted(row));

  // Why it failed stands below the list.
  const goOn = () => void loadMore().catch(() => undefined);

  function toggleLog(id: string) {
    setOpened((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }

  function onDeleted(outcome: DeleteOutcome) {
    setRefused(new Map(outcome.refused.map(({ id, reason }) => [id, reason])));
    setSelection(Object.fromEntries(outcome.refused.map(({ id }) => [id, true])));
  }

  return (
    <OpenBackupProvider value={{ opened, toggleLog, restore: setRestoring }}>
      <RestoresStrip containerId={container.id} backups={rows} />
      <BackupsToolbar
        container={container}
        config={config}
        selected={selected}
        onClear={() => setSelection({})}
        onDelete={() => setDeleting(selected)}
      />
      <BackupFilters
        containerId={container.id}
        filter={filter}
        onFilterChange={(next) => {
          setSelection({});
          onFilterChange(next);
        }}
      />
      {refused.size > 0 && (
        <Notice tone="bad" role="alert" className="mb-3">
          {refused.size === 1 ? "1 backup was" : `${refused.size} backups were`} not deleted. The
          reason stands on {refused.size === 1 ? "its row" : "each row"}.
        </Notice>
      )}
      <SelectAll
        key={JSON.stringify(filter)}
        rows={rows}
        isOffered={table.getIsAllRowsSelected()}
        total={total}
        hasMore={hasMore}
        loadMore={loadMore}
        onSelect={(all, known) =>
          setSelection((old) =>
            // One that was spared meanwhile stays spared.
            Object.fromEntries(
              all
                .filter((row) => canBeDeleted(row) && (!known.has(row.id) || old[row.id]))
                .map((row) => [row.id, true]),
            ),
          )
        }
      />
      {rows.length === 0 && nextError ? null : rows.length === 0 && hasMore ? (
        <NextRows label="Loading backups" isLoading={isLoadingMore} loadMore={goOn} />
      ) : rows.length === 0 ? (
        <NothingPasses onClear={() => onFilterChange(noFilter)} />
      ) : (
        <BackupsTable
          table={table}
          total={total}
          hasMore={hasMore}
          isLoadingMore={isLoadingMore}
          // What failed is asked for again by hand only.
          loadMore={() => nextError === null && goOn()}
          opened={opened}
          refused={refused}
        />
      )}
      <NextPageFailed error={nextError} onRetry={goOn} />
      <DownloadMenu />
      <BackupMore containerId={container.id} onDelete={(backup) => setDeleting([backup])} />
      <ShownBackup container={container} />
      <DeleteBackups
        asked={deleting}
        onClose={() => setDeleting(null)}
        container={container}
        onDeleted={onDeleted}
      />
      <RestoreDialog
        backup={restoring}
        onClose={() => setRestoring(null)}
        container={container}
        config={config}
      />
    </OpenBackupProvider>
  );
}
