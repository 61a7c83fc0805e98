import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import { RunError } from "#lib/backups/failure";
import { aRestore, fakeDeps } from "#lib/backups/run-deps.fake";
import { runRestore } from "#lib/backups/run-restore";
import { createMemoryStore } from "#lib/pipeline/memory-store.fake";
import type { StoredObject } from "#lib/pipeline/ports";
import { saveStream } from "#lib/pipeline/save-stream";

const never = new AbortController().signal;
// More than two parts, and nothing that would compress.
const content = randomBytes(20 * 2 ** 20);

async function stored() {
  const memory = createMemoryStore();
  const object = await saveStream({
    store: memory.store,
    key: "k",
    source: Readable.from([content]),
    compress: true,
    signal: never,
    verifySource: async () => undefined,
  });
  return { ...memory, object };
}

function damage(at: { objects: Map<string, { bytes: Buffer }> }, offset: number): void {
  const bytes = at.objects.get("k")?.bytes;
  if (bytes) bytes[offset] = (bytes[offset] ?? 0) ^ 1;
}

function lastPartStart(object: StoredObject): number {
  return object.size - (object.parts.at(-1)?.size ?? 0);
}

describe("runRestore", () => {
  let sound: Awaited<ReturnType<typeof stored>>;
  beforeAll(async () => {
    sound = await stored();
    expect(sound.object.parts.length).toBeGreaterThan(1);
  });

  it("feeds exactly the bytes that were backed up", async () => {
    const { deps, seen } = fakeDeps(sound.store, {});
    await runRestore(deps, aRestore(sound.object), never);
    expect(seen.completed).toEqual({ fedBytes: content.length });
    expect(Buffer.concat(seen.stdin).equals(content)).toBe(true);
  });

  it("is failed when the command fails, however much it read", async () => {
    const { deps, seen } = fakeDeps(sound.store, {
      exit: { kind: "exited", code: 1 },
      stderr: "no table",
    });
    await runRestore(deps, aRestore(sound.object), never);
    expect(seen.failed).toMatchObject({ code: "command-failed", exitCode: 1 });
    expect(seen.logs.at(-1)?.text).toBe("no table");
  });

  it("does not even start the command when the first part is damaged", async () => {
    const memory = await stored();
    damage(memory, 100);
    const { deps, seen } = fakeDeps(memory.store, {});
    await runRestore(deps, aRestore(memory.object), never);
    expect(seen.failed?.code).toBe("object-damaged");
    expect(seen.started).toEqual([]);
  });

  it("feeds nothing of a damaged part, and kills the command instead of ending its stdin", async () => {
    const memory = await stored();
    const sane = lastPartStart(memory.object);
    damage(memory, sane + 5);
    const { deps, seen } = fakeDeps(memory.store, {});
    await runRestore(deps, aRestore(memory.object), never);
    expect(seen.failed?.code).toBe("object-damaged");
    const fed = Buffer.concat(seen.stdin);
    expect(fed.length).toBeLessThanOrEqual(sane);
    expect(fed.equals(content.subarray(0, fed.length))).toBe(true);
    expect(seen.aborted).toBe(true);
  });

  it("marks the backup missing when its object is gone, or of another size", async () => {
    const gone = await stored();
    gone.objects.delete("k");
    const first = fakeDeps(gone.store, {});
    await runRestore(first.deps, aRestore(gone.object), never);
    expect(first.seen.failed?.code).toBe("object-gone");
    expect(first.seen.missing).toMatchObject({
      code: "object-gone",
      message: expect.stringContaining("gone from the bucket"),
    });
    const second = fakeDeps(sound.store, {});
    await runRestore(
      second.deps,
      aRestore({ ...sound.object, size: sound.object.size + 1 }),
      never,
    );
    expect(second.seen.failed?.code).toBe("object-changed");
    expect(second.seen.missing?.code).toBe("object-changed");
    expect(second.seen.started).toEqual([]);
  });

  it("stops a command that read everything but does not end", async () => {
    const { deps, seen } = fakeDeps(sound.store, {});
    const hanging = deps.commands.start;
    deps.commands.start = async (input) => {
      const process = await hanging(input);
      return { ...process, completion: new Promise(() => undefined) };
    };
    const control = new AbortController();
    const done = runRestore(deps, aRestore(sound.object), control.signal);
    setTimeout(() => control.abort(new RunError("cancelled", "Cancelled.")), 300);
    await done;
    expect(seen.cancelled).toMatchObject({ fedBytes: content.length });
    expect(seen.aborted).toBe(true);
  });
});
