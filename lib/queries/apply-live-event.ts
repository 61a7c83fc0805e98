import type { QueryClient } from "@tanstack/react-query";
import type { BackupDto } from "#lib/api/backup-dto";
import type { ContainerDto } from "#lib/api/container-dto";
import type { LiveEvent } from "#lib/api/live-event";
import { accountKey } from "#lib/queries/account";
import { refreshActivity, renewActivity } from "#lib/queries/activity";
import { backupConfigQuery } from "#lib/queries/backup-config";
import { fetchBackup, logsQuery, restoredQuery } from "#lib/queries/backups";
import { bucketKey, comparedKey } from "#lib/queries/bucket";
import {
  containerQuery,
  containersKey,
  containersQuery,
  deletionPreviewQuery,
  fetchContainer,
  instancesQuery,
} from "#lib/queries/containers";
import { createHubFollower } from "#lib/queries/follow-hub";
import { gather } from "#lib/queries/gather";
import { hostsQuery } from "#lib/queries/hosts";
import { hubKey } from "#lib/queries/hub";
import { renewHubBackups } from "#lib/queries/hub-backups";
import { integrationsQuery } from "#lib/queries/integrations";
import { setProgress, verifyKey } from "#lib/queries/live-progress";
import { membersKey } from "#lib/queries/members";
import { type BackupPatch, patchBackups, renewBackups } from "#lib/queries/patch-backups";
import { refreshKept } from "#lib/queries/refresh-kept";
import { ApiFailure } from "#lib/queries/request";
import { trendKey, trendsKey } from "#lib/queries/trends";
import { volumesQuery } from "#lib/queries/volumes";

type Run = { containerId: string; backupId: string };

/** Above this a list is cheaper to fetch again than row by row. */
const manyAtOnce = 40;

const isGone = (error: unknown) => error instanceof ApiFailure && error.problem.status === 404;
const isFinal = (state: string) => !["queued", "saving", "running"].includes(state);

/**
 * What each live event changes in the cache: one row, one container, one log, never a whole list.
 * Bursts are gathered, so that deleting a thousand backups does not fetch a thousand times.
 */
export function createEventApplier(client: QueryClient) {
  const patch = gather<{ containerId: string; patch: BackupPatch }>(80, (values) => {
    const byContainer = new Map<string, Map<string, BackupPatch>>();
    for (const [id, value] of values) {
      const patches = byContainer.get(value.containerId) ?? new Map();
      byContainer.set(value.containerId, patches.set(id, value.patch));
    }
    for (const [containerId, patches] of byContainer) patchBackups(client, containerId, patches);
  });

  const refreshBackups = gather<Run>(60, async (runs) => {
    if (runs.size > manyAtOnce) {
      renewBackups(client);
      await client.invalidateQueries({ queryKey: ["backups"] });
      return;
    }
    await Promise.all(
      [...runs.values()].map(async ({ containerId, backupId }) => {
        try {
          const backup = await fetchBackup(containerId, backupId);
          patch(backupId, { containerId, patch: backup });
          settle(backup);
        } catch (error) {
          if (isGone(error)) patch(backupId, { containerId, patch: null });
          // No other event may come for it: the list is asked, which tries again by itself.
          else void client.invalidateQueries({ queryKey: ["backups", containerId, "list"] });
        }
      }),
    );
  });

  const refreshContainers = gather<null>(250, async (ids) => {
    if (ids.size > manyAtOnce) {
      // One that is under way was asked before the last of these changes: it does not count.
      await client.invalidateQueries({ queryKey: containersKey });
      void client.invalidateQueries({ queryKey: trendsKey });
      return;
    }
    const found = new Map<string, ContainerDto | null>();
    await Promise.all(
      [...ids.keys()].map(async (id) => {
        try {
          found.set(id, await fetchContainer(id));
        } catch (error) {
          if (isGone(error)) found.set(id, null);
        }
      }),
    );
    putContainers(client, found);
    for (const id of found.keys()) void client.invalidateQueries({ queryKey: trendKey(id) });
  });

  const refreshTrail = gather<null>(300, () => refreshActivity(client));

  const refreshExpiry = gather<null>(1500, async (ids) => {
    await Promise.allSettled([...ids.keys()].map((id) => refreshKept(client, id)));
  });

  const refreshLogs = gather<Run>(700, async (runs) => {
    await Promise.all(
      [...runs.values()].map(({ containerId, backupId }) =>
        client.invalidateQueries(logsQuery(containerId, backupId), { cancelRefetch: false }),
      ),
    );
  });

  const refreshBuckets = gather<null>(150, async (ids) => {
    await Promise.all([
      ...[...ids.keys()].map((id) => client.invalidateQueries({ queryKey: bucketKey(id) })),
      client.invalidateQueries({ queryKey: comparedKey }),
    ]);
  });

  function onBackup(event: Extract<LiveEvent, { type: "backup" }>) {
    const { id, container_id: containerId, state } = event;
    if (isFinal(state)) setProgress(id, null);
    if (state === "deleted") patch(id, { containerId, patch: null });
    else if (state === "deleting" && !event.failed) {
      // Not fetched: it may be gone before the answer comes.
      const patched: BackupPatch = (row) => ({
        ...row,
        state: { current: "deleting", changed: row.state.changed },
      });
      patch(id, { containerId, patch: patched });
    } else {
      refreshBackups(id, { containerId, backupId: id });
      refreshLogs(id, { containerId, backupId: id });
    }
    // Which backups hold a volume may be others now.
    if (isFinal(state)) void client.invalidateQueries(volumesQuery(containerId));
    if (state !== "queued" && state !== "saving") refreshExpiry(containerId, null);
    refreshContainers(containerId, null);
  }

  const follow = createHubFollower(client);

  return function apply(event: LiveEvent): void {
    follow(event);
    switch (event.type) {
      case "backup":
        onBackup(event);
        break;
      case "backup.progress":
      case "restore.progress":
        setProgress(event.id, {
          originalBytes: event.original_bytes,
          storedBytes: event.stored_bytes,
          rate: event.rate,
          seconds: event.seconds,
        });
        break;
      case "backup.verify":
        setProgress(verifyKey(event.id), {
          originalBytes: event.checked_bytes,
          storedBytes: event.checked_bytes,
          rate: event.rate,
          seconds: event.seconds,
        });
        break;
      case "restore":
        if (isFinal(event.state)) setProgress(event.id, null);
        refreshBackups(event.backup_id, runOf(event));
        refreshLogs(event.backup_id, runOf(event));
        void client.invalidateQueries(restoredQuery(event.container_id));
        break;
      case "log":
        refreshLogs(event.backup_id, runOf(event));
        break;
      case "container":
        void client.invalidateQueries(instancesQuery(event.id));
        void client.invalidateQueries(deletionPreviewQuery(event.id));
        void client.invalidateQueries(volumesQuery(event.id));
        void client.invalidateQueries(backupConfigQuery(event.id));
        refreshContainers(event.id, null);
        break;
      case "integration":
        void client.invalidateQueries(integrationsQuery());
        break;
      case "sweep":
        refreshBuckets(event.integration_id, null);
        // How much lies in it may have changed.
        if (event.state === "completed") void client.invalidateQueries(integrationsQuery());
        break;
      case "host":
        void client.invalidateQueries(hostsQuery());
        break;
      case "activity":
        refreshTrail("", null);
        break;
      case "members":
        void client.invalidateQueries({ queryKey: membersKey });
        break;
      case "account":
        void client.invalidateQueries({ queryKey: membersKey });
        void client.invalidateQueries({ queryKey: accountKey });
        break;
      case "hub":
        void client.invalidateQueries({ queryKey: hubKey });
        break;
    }
  };
}

const runOf = (event: { container_id: string; backup_id: string }): Run => ({
  containerId: event.container_id,
  backupId: event.backup_id,
});

/** Drops the progress of runs that have ended, also when the message that said so was missed. */
function settle(backup: BackupDto): void {
  if (backup.verification.started === null) setProgress(verifyKey(backup.id), null);
  if (isFinal(backup.state.current)) setProgress(backup.id, null);
  for (const restore of backup.restores) {
    if (isFinal(restore.state.current)) setProgress(restore.id, null);
  }
}

function putContainers(client: QueryClient, found: Map<string, ContainerDto | null>): void {
  for (const [id, container] of found) {
    if (container) client.setQueryData(containerQuery(id).queryKey, container);
    else void client.invalidateQueries({ queryKey: containerQuery(id).queryKey, exact: true });
  }
  client.setQueryData(containersQuery().queryKey, (list) => {
    if (!list) return list;
    const known = new Set(list.map(({ id }) => id));
    const kept = list.flatMap((old) => {
      const now = found.get(old.id);
      return now === undefined ? [old] : now === null ? [] : [now];
    });
    const added = [...found.values()].filter((now) => now !== null && !known.has(now.id));
    return [...kept, ...added.filter((now) => now !== null)];
  });
}

/** After the connection was lost and is back: fetches whatever may have changed meanwhile, or failed. */
export function catchUp(client: QueryClient): void {
  renewBackups(client);
  renewActivity(client);
  void renewHubBackups(client);
  void client.invalidateQueries();
}
