import { describe, expect, it } from "vitest";
import { requireBackupsThere } from "#lib/api/require-backups-there";
import { createMemoryStore } from "#lib/pipeline/memory-store.fake";
import { StoreError } from "#lib/pipeline/store-error";

const newest = { key: "holdfast/x.backup", versionId: null };

describe("requireBackupsThere", () => {
  it("accepts a place that holds them", async () => {
    const { store } = createMemoryStore();
    await store.putObject(newest.key, Buffer.from("data"));
    await expect(requireBackupsThere(store, newest)).resolves.toBeUndefined();
  });

  it("refuses one that does not, or does not answer", async () => {
    const { store } = createMemoryStore();
    await expect(requireBackupsThere(store, newest)).rejects.toThrow("is not there");
    store.headObject = () => Promise.reject(new StoreError("unreachable", "It does not answer."));
    await expect(requireBackupsThere(store, newest)).rejects.toThrow("It does not answer. Move");
  });
});
