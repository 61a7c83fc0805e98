import { describe, expect, it } from "vitest";
import { deleteBackup } from "#lib/backups/delete-backup";
import { manifestPath } from "#lib/backups/object-path";
import { createMemoryStore } from "#lib/pipeline/memory-store.fake";

const never = new AbortController().signal;
const path = "holdfast/standalone/ledger/x.backup";

describe("deleteBackup", () => {
  it("removes what a failed run left: its upload, its object and a manifest nobody knew of", async () => {
    const memory = createMemoryStore();
    await memory.store.startUpload(path, never);
    for (const key of [path, manifestPath(path), "holdfast/other"])
      await memory.store.putObject(key, Buffer.from("left"));
    const deleted: string[] = [];
    await deleteBackup(
      {
        deletions: {
          due: async () => [],
          deleted: async ({ id }) => void deleted.push(id),
          deleteFailed: async () => undefined,
        },
        openStore: async () => ({ store: memory.store, prefix: "", vendor: "folder" }),
        step: async () => undefined,
      },
      {
        id: "b1",
        hubId: "h1",
        containerId: "c1",
        integrationId: "i1",
        path,
        versionId: null,
        manifestPath: null,
        manifestVersionId: null,
        tries: 0,
      },
    );
    expect([...memory.objects.keys()]).toEqual(["holdfast/other"]);
    expect([...memory.uploads]).toEqual([]);
    expect(deleted).toEqual(["b1"]);
  });
});
