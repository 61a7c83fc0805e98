import type { CatalogueDeps, UnknownObject } from "#lib/backups/catalogue/ports";
import type { ClaimedSweep, KnownObject } from "#lib/backups/catalogue/types";
import type { BackupState, RunFailure } from "#lib/backups/types";
import { createMemoryStore } from "#lib/pipeline/memory-store.fake";
import type { ListedObject } from "#lib/pipeline/ports";

export const began = new Date("2026-02-01T12:00:00Z");
const before = new Date("2026-02-01T11:00:00Z");

export const sweep: ClaimedSweep = {
  id: "sweep",
  hubId: "hub",
  hostId: "host",
  integrationId: "store",
  kind: "compare",
  began,
};

/** A row as it stands in the database, in any state. */
type Row = Omit<KnownObject, "state"> & { state: BackupState; errorMessage?: string };

export const keyOf = (id: string) => `holdfast/shop/db/2026-01-01T00-00-00Z-${id}.backup`;

/**
 * A catalogue and a bucket in memory. `during` is called with each listed key, to change either while
 * the listing runs.
 */
export function createSweepFake(during: (key: string) => void = () => undefined) {
  const { store, objects, uploads } = createMemoryStore();
  const rows = new Map<string, Row>();
  const unknown = new Map<string, UnknownObject & { problem?: string }>();
  const seen = { listed: 0, heads: [] as string[] };
  const isKnown = (row: Row): row is Row & KnownObject =>
    row.state === "live" || row.state === "missing";
  const sorted = () =>
    [...rows.values()].filter(isKnown).sort((a, b) => (a.path < b.path ? -1 : 1));
  const cas = (backup: KnownObject, patch: Partial<Row>) => {
    const row = rows.get(backup.id);
    if (row?.state !== backup.state || row.stateChanged !== backup.stateChanged) return false;
    rows.set(backup.id, { ...row, ...patch });
    return true;
  };
  const deps: CatalogueDeps = {
    catalogue: {
      roots: async () => [],
      knownAfter: async (_, path, limit) =>
        sorted()
          .filter((row) => row.path > path)
          .slice(0, limit)
          .map((row) => ({ ...row })),
      known: async (ids) => sorted().filter(({ id }) => ids.includes(id)),
      markMissing: async (backup, { code, message }: RunFailure) =>
        cas(backup, { state: "missing", errorCode: code, errorMessage: message }),
      markFound: async (backup) => cas(backup, { state: "live", errorCode: null }),
      stored: async () => null,
      noteManifest: async () => true,
      states: async (ids) =>
        new Map(ids.flatMap((id) => (rows.has(id) ? [[id, rows.get(id)?.state ?? "live"]] : []))),
    },
    unknown: {
      note: async (_, listed: ListedObject[]) => {
        for (const { key, size } of listed)
          if (![...rows.values()].some(({ path }) => path === key))
            unknown.set(key, { id: key, path: key, versionId: null, size });
      },
      forgetUnseen: async () => ({ unknown: unknown.size, importable: 0 }),
      unread: async () => [...unknown.values()].filter(({ problem }) => !problem),
      noteManifest: async (id, found) => {
        const object = unknown.get(id);
        if (object) object.problem = "problem" in found ? found.problem : "none";
      },
      requestAll: async () => undefined,
      nextToImport: async () => [],
      refuse: async () => undefined,
      importBackups: async () => ({ imported: 0, containerMade: false }),
    },
    openStore: async () => ({
      prefix: "",
      vendor: "s3",
      store: {
        ...store,
        async *listObjects(prefix, signal) {
          for await (const object of store.listObjects(prefix, signal)) {
            seen.listed++;
            during(object.key);
            yield object;
          }
        },
        headObject(ref, signal) {
          seen.heads.push(ref.key);
          return store.headObject(ref, signal);
        },
      },
    }),
    commands: { environment: async () => [] },
    now: () => began,
  };
  const put = (key: string, size = 10) =>
    objects.set(key, { bytes: Buffer.alloc(size), size, modified: before });

  return {
    deps,
    rows,
    objects,
    uploads,
    unknown,
    seen,
    put,
    /** A live backup with its object and manifest. */
    add(id: string, patch: Partial<Row> = {}): void {
      const path = keyOf(id);
      const live = { id, state: "live" as const, stateChanged: before, errorCode: null };
      const manifestPath = `${path}.json`;
      const at = { path, versionId: null, size: 10, manifestPath, manifestVersionId: null };
      rows.set(id, { ...live, ...at, ...patch });
      put(path);
      put(manifestPath);
    },
    /** As the deletion does it: the row first. */
    remove(id: string): void {
      const row = rows.get(id);
      if (row) rows.set(id, { ...row, state: "deleted", stateChanged: new Date() });
      objects.delete(keyOf(id));
      objects.delete(`${keyOf(id)}.json`);
    },
    states: () => Object.fromEntries([...rows].map(([id, { state }]) => [id, state])),
  };
}
