import { Readable } from "node:stream";
import { describe, expect, it, vi } from "vitest";
import { buildManifest, encodeManifest } from "#lib/backups/manifest";
import { manifestPath } from "#lib/backups/object-path";
import { aBackup } from "#lib/backups/run-deps.fake";
import { sweepLeftovers } from "#lib/backups/sweep-leftovers";
import { createMemoryStore } from "#lib/pipeline/memory-store.fake";
import { saveStream } from "#lib/pipeline/save-stream";

const never = new AbortController().signal;
const run = aBackup();
const left = { id: run.id, integrationId: run.integrationId, path: "holdfast/a/b.backup" };

function depsOver(memory: ReturnType<typeof createMemoryStore>) {
  const removed: string[] = [];
  const record = {
    leftovers: async () => [left],
    leftoversRemoved: async (id: string) => {
      removed.push(id);
    },
  };
  const openStore = async () => ({ store: memory.store, prefix: "", vendor: "folder" });
  return { deps: { record, openStore }, removed };
}

async function withObject() {
  const memory = createMemoryStore();
  const object = await saveStream({
    store: memory.store,
    key: left.path,
    source: Readable.from([Buffer.from("dump")]),
    compress: true,
    signal: never,
    verifySource: async () => undefined,
  });
  return { memory, object };
}

describe("sweepLeftovers", () => {
  it("removes a forgotten object and upload, and notes it", async () => {
    const { memory } = await withObject();
    await memory.store.startUpload(left.path, never);
    const { deps, removed } = depsOver(memory);
    await sweepLeftovers(deps, "host");
    expect(memory.objects.size + memory.uploads.size).toBe(0);
    expect(removed).toEqual([left.id]);
  });

  it("leaves what has a whole manifest to a person", async () => {
    const { memory, object } = await withObject();
    const manifest = buildManifest(run, object, {
      command: "dump",
      restoreCommand: null,
      finished: new Date(),
    });
    await memory.store.putObject(manifestPath(left.path), encodeManifest(manifest));
    const { deps, removed } = depsOver(memory);
    await sweepLeftovers(deps, "host");
    expect(memory.objects.size).toBe(2);
    expect(removed).toEqual([]);
  });

  it("tries again later when the bucket does not answer", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { memory } = await withObject();
    const { deps, removed } = depsOver(memory);
    deps.openStore = async () => {
      throw new Error("the bucket does not answer");
    };
    await sweepLeftovers(deps, "host");
    expect(removed).toEqual([]);
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
  });
});
