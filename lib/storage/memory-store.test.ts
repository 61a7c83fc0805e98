import { createMemoryStore } from "#lib/storage/memory-store";
import { describeObjectStore } from "#lib/storage/object-store.contract";

describeObjectStore("the memory fake", async () => ({
  store: createMemoryStore(),
  prefix: "backups/",
  versioned: true,
  dispose: async () => undefined,
}));
