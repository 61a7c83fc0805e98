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
  isLoadingMore: boolean;
  /** Loads the next page; answers all rows loaded by then. */
  loadMore: () => Promise<{ hasNextPage: boolean; rows: BackupDto[] }>;
};

const rowId = (row: BackupDto) => row.id;

export function BackupsList(props: BackupsListProps) {
  const { container, config, rows, total, hasMore, isLoadingMore, loadMore } = props;
  const { filter, onFilterChange } = props;
  const { canManageBackups } = useMember();
  const [selection, setSelection] = useState<RowSelectionState>({});
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const [restoring, setRestoring] = useState<BackupDto | null>(null);
  const [isDeleting, setDeleting] = useState(false);
  const [one, setOne] = useState<BackupDto | null>(null);
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
        onDelete={() => {
          setOne(null);
          setDeleting(true);
        }}
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
      {table.getIsAllRowsSelected() && (
        <SelectAll
          loaded={rows.length}
          total={total}
          hasMore={hasMore}
          loadMore={loadMore}
          onSelect={(all) =>
            setSelection(Object.fromEntries(all.filter(canBeDeleted).map((row) => [row.id, true])))
          }
        />
      )}
      {rows.length === 0 ? (
        <NothingPasses onClear={() => onFilterChange(noFilter)} />
      ) : (
        <BackupsTable
          table={table}
          total={total}
          hasMore={hasMore}
          isLoadingMore={isLoadingMore}
          loadMore={() => void loadMore().catch(() => undefined)}
          opened={opened}
          refused={refused}
        />
      )}
      <DownloadMenu />
      <BackupMore
        containerId={container.id}
        onDelete={(backup) => {
          setOne(backup);
          setDeleting(true);
        }}
      />
      <ShownBackup container={container} />
      <DeleteBackups
        open={isDeleting}
        onOpenChange={setDeleting}
        container={container}
        rows={rows}
        selected={one ? [one] : selected}
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
