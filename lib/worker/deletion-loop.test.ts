import { expect, it } from "vitest";
import type { DoomedBackup } from "#lib/backups/types";
import { createMemoryStore } from "#lib/pipeline/memory-store.fake";
import { StoreError } from "#lib/pipeline/store-error";
import { startDeletionLoop } from "#lib/worker/deletion-loop";

const doomed = (id: string, integrationId: string): DoomedBackup => ({
  ...{ id, integrationId, hubId: "h", containerId: "c", path: `${integrationId}/${id}` },
  ...{ versionId: null, manifestPath: null, manifestVersionId: null, tries: 0 },
});

/** A loop over these backups, and whose `step` may hold one up or fail it. */
function loopOver(backups: DoomedBackup[], before: (id: string) => Promise<void>) {
  const left = new Map(backups.map((backup) => [backup.id, backup]));
  const events: string[] = [];
  const loop = startDeletionLoop(
    {
      deletions: {
        due: async (_host, except) =>
          [...left.values()].filter(({ integrationId }) => !except.includes(integrationId)),
        async deleted({ id }) {
          left.delete(id);
          events.push(`${id} deleted`);
        },
        deleteFailed: async ({ id }) => void events.push(`${id} failed`),
      },
      openStore: async () => ({ store: createMemoryStore().store, prefix: "", vendor: "folder" }),
      step: async ({ id }, name) => (name === "deleting" ? before(id) : undefined),
    },
    "host",
  );
  return { loop, events, left };
}

it("one that hangs holds up no other, of its bucket or of another", async () => {
  const hanging = Promise.withResolvers<void>();
  const names = Array.from({ length: 12 }, (_, index) => `x${index}`);
  const all = [doomed("hangs", "a"), ...names.map((name) => doomed(name, "a")), doomed("y", "b")];
  const { loop, events, left } = loopOver(all, (id) =>
    id === "hangs" ? hanging.promise : Promise.resolve(),
  );
  loop.wake();
  await expect.poll(() => left.size).toBe(1);
  hanging.resolve();
  await expect.poll(() => left.size).toBe(0);
  await loop.stop();
  expect(events.toSorted()).toEqual(all.map(({ id }) => `${id} deleted`).toSorted());
});

it("a bucket in which all fails is left alone for a while; the others go on", async () => {
  const bad = Array.from({ length: 9 }, (_, index) => doomed(`bad${index}`, "a"));
  const { loop, events } = loopOver([...bad, doomed("good", "b")], async (id) => {
    if (id.startsWith("bad")) throw new StoreError("refused", "No.");
  });
  loop.wake();
  await expect.poll(() => events).toContain("good deleted");
  loop.wake();
  await loop.stop();
  // Four at once is as many as are tried before it is known.
  expect(events.filter((event) => event.endsWith("failed"))).toHaveLength(4);
});
