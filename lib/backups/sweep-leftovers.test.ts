import { Readable } from "node:stream";
import { describe, expect, it, vi } from "vitest";
import { buildManifest, encodeManifest } from "#lib/backups/manifest";
import { manifestPath } from "#lib/backups/object-path";
import type { LiveBackup } from "#lib/backups/ports";
import { aBackup } from "#lib/backups/run-deps.fake";
import { runRef } from "#lib/backups/run-scope";
import { type SweepDeps, sweepLeftovers } from "#lib/backups/sweep-leftovers";
import type { Leftover } from "#lib/backups/types";
import { createMemoryStore } from "#lib/pipeline/memory-store.fake";
import { saveStream } from "#lib/pipeline/save-stream";
import { StoreError } from "#lib/pipeline/store-error";

const never = new AbortController().signal;
const run = aBackup();
const path = "holdfast/a/b.backup";
const left: Leftover = {
  ...runRef(run),
  dockerId: "d1",
  integrationId: run.integrationId,
  path,
  lostWorker: false,
};

function depsOver(memory: ReturnType<typeof createMemoryStore>, found: Leftover[] = [left]) {
  const seen = { killed: [] as string[], removed: [] as string[], revived: [] as LiveBackup[] };
  const deps: SweepDeps = {
    record: {
      leftovers: async () => found,
      leftoversRemoved: async ({ id }) => void seen.removed.push(id),
      backupRevived: async (_run, live) => seen.revived.push(live) > 0,
    },
    commands: { killLeftovers: async ({ runId }) => void seen.killed.push(runId) },
    openStore: async () => ({ store: memory.store, prefix: "", vendor: "folder" }),
  };
  return { deps, seen };
}

async function withObject() {
  const memory = createMemoryStore();
  const object = await saveStream({
    store: memory.store,
    key: path,
    source: Readable.from([Buffer.from("dump")]),
    compress: true,
    signal: never,
    verifySource: async () => undefined,
  });
  return { memory, object };
}

async function withManifest() {
  const { memory, object } = await withObject();
  const commands = { command: "dump", restoreCommand: null, finished: new Date() };
  const manifest = encodeManifest(buildManifest(run, object, commands));
  await memory.store.putObject(manifestPath(path), manifest);
  return { memory, object };
}

describe("sweepLeftovers", () => {
  it("ends a forgotten command, removes a forgotten object and upload, and notes it", async () => {
    const { memory } = await withObject();
    await memory.store.startUpload(path, never);
    const { deps, seen } = depsOver(memory);
    await sweepLeftovers(deps, "host");
    expect(memory.objects.size + memory.uploads.size).toBe(0);
    expect(seen).toEqual({ killed: [left.id], removed: [left.id], revived: [] });
  });

  it("finds that a backup had succeeded whose worker had stopped", async () => {
    const { memory, object } = await withManifest();
    const { deps, seen } = depsOver(memory, [{ ...left, lostWorker: true }]);
    await sweepLeftovers(deps, "host");
    expect(memory.objects.size).toBe(2);
    expect(seen.revived).toMatchObject([{ object, manifest: { key: manifestPath(path) } }]);
    expect(seen.removed).toEqual([]);
  });

  it("removes what was cancelled or failed, manifest or not", async () => {
    const { memory } = await withManifest();
    const { deps, seen } = depsOver(memory);
    await sweepLeftovers(deps, "host");
    expect(memory.objects.size).toBe(0);
    expect(seen).toMatchObject({ removed: [left.id], revived: [] });
  });

  it("only ends the command of a restore", async () => {
    const { memory } = await withObject();
    const { deps, seen } = depsOver(memory, [{ ...left, kind: "restore" }]);
    await sweepLeftovers(deps, "host");
    expect(memory.objects.size).toBe(1);
    expect(seen).toMatchObject({ killed: [left.id], removed: [left.id] });
  });

  it("tries again later what does not answer, and goes on with the others", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { memory } = await withObject();
    const lost = { ...left, id: "lost", integrationId: "gone" };
    const stray = { ...left, id: "stray", integrationId: "other", path: null };
    const { deps, seen } = depsOver(memory, [lost, lost, stray, left]);
    const { openStore } = deps;
    deps.openStore = async (id) => {
      if (id === "gone") throw new StoreError("unreachable", "The store does not answer.");
      return openStore(id);
    };
    deps.commands.killLeftovers = async ({ runId }) => {
      if (runId === "stray") throw new Error("Docker does not answer.");
    };
    await sweepLeftovers(deps, "host");
    expect(seen.removed).toEqual([left.id]);
    // The second of the bucket that is lost was not even tried.
    expect(said).toHaveBeenCalledTimes(2);
    said.mockRestore();
  });
});
