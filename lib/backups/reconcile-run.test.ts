import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { buildManifest, encodeManifest } from "#lib/backups/manifest";
import { manifestPath } from "#lib/backups/object-path";
import { reconcileRun } from "#lib/backups/reconcile-run";
import { aBackup, fakeDeps } from "#lib/backups/run-deps.fake";
import { runRef } from "#lib/backups/run-scope";
import { createMemoryStore } from "#lib/pipeline/memory-store.fake";
import { saveStream } from "#lib/pipeline/save-stream";
import { StoreError } from "#lib/pipeline/store-error";

const never = new AbortController().signal;
const path = "holdfast/standalone/ledger/x.backup";
const run = aBackup();
const orphan = {
  ...runRef(run),
  dockerId: "d1",
  execPid: 42,
  integrationId: run.integrationId,
  path,
};

async function withObject() {
  const memory = createMemoryStore();
  const object = await saveStream({
    store: memory.store,
    key: path,
    source: Readable.from([Buffer.from("a whole dump")]),
    compress: true,
    signal: never,
    verifySource: async () => undefined,
  });
  return { ...memory, object };
}

const manifestOf = (object: Awaited<ReturnType<typeof withObject>>["object"]) =>
  encodeManifest(
    buildManifest(run, object, { command: "dump", restoreCommand: null, finished: new Date() }),
  );

describe("reconcileRun", () => {
  it("loses no backup whose manifest was written before the worker died", async () => {
    const memory = await withObject();
    await memory.store.putObject(manifestPath(path), manifestOf(memory.object));
    const { deps, seen } = fakeDeps(memory.store, {});
    await reconcileRun(deps, orphan);
    expect(seen.live?.object).toEqual(memory.object);
    expect(seen.failed).toBeUndefined();
  });

  it("removes an object without its manifest and fails the row", async () => {
    const memory = await withObject();
    const { deps, seen } = fakeDeps(memory.store, {});
    await reconcileRun(deps, orphan);
    expect(seen.failed?.code).toBe("worker-stopped");
    expect([...memory.objects.keys()]).toEqual([]);
  });

  it("does not trust a manifest of another size, or another backup", async () => {
    for (const wrong of [{ size: 1 }, null]) {
      const memory = await withObject();
      const other = wrong
        ? manifestOf({ ...memory.object, ...wrong })
        : encodeManifest(
            buildManifest(aBackup({ id: "01938c2e-0000-7000-8000-0000000000ff" }), memory.object, {
              command: "dump",
              restoreCommand: null,
              finished: new Date(),
            }),
          );
      await memory.store.putObject(manifestPath(path), other);
      const { deps, seen } = fakeDeps(memory.store, {});
      await reconcileRun(deps, orphan);
      expect(seen.failed?.code).toBe("worker-stopped");
      expect([...memory.objects.keys()]).toEqual([]);
    }
  });

  it("aborts the unfinished upload under its path", async () => {
    const memory = createMemoryStore();
    await memory.store.startUpload(path, never);
    await memory.store.startUpload("holdfast/other", never);
    const { deps } = fakeDeps(memory.store, {});
    await reconcileRun(deps, orphan);
    expect([...memory.uploads.values()].map((upload) => upload.key)).toEqual(["holdfast/other"]);
  });

  it("keeps the row as it is when the stray command cannot be ended yet, but not for ever", async () => {
    const { deps, seen } = fakeDeps(createMemoryStore().store, {});
    deps.commands.killLeftovers = async () => {
      throw new Error("Docker does not answer");
    };
    await expect(reconcileRun(deps, orphan)).rejects.toThrow("Docker");
    expect(seen.failed).toBeUndefined();
    await reconcileRun(deps, orphan, { giveUp: true });
    expect(seen.failed?.leftovers).toContain("may still run");
  });

  it("waits for a bucket that cannot be asked, but not for ever, and then keeps the path to delete", async () => {
    const { deps, seen } = fakeDeps(createMemoryStore().store, {});
    deps.openStore = async () => {
      throw new StoreError("unreachable", "The bucket does not answer");
    };
    await expect(reconcileRun(deps, orphan)).rejects.toThrow("does not answer");
    expect(seen.failed).toBeUndefined();
    await reconcileRun(deps, orphan, { giveUp: true });
    expect(seen.failed).toMatchObject({ code: "worker-stopped" });
    expect(seen.failed?.leftovers).toContain("does not answer");
  });

  it("fails a restore that lost its worker, and says that the instance may hold half of it", async () => {
    const { deps, seen } = fakeDeps(createMemoryStore().store, {});
    await reconcileRun(deps, { ...orphan, kind: "restore", path: null });
    expect(seen.failed?.message).toContain("part of the data");
  });
});
