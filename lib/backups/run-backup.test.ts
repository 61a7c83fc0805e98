import { describe, expect, it } from "vitest";
import { RunError } from "#lib/backups/failure";
import { decodeManifest } from "#lib/backups/manifest";
import { runBackup } from "#lib/backups/run-backup";
import { aBackup, fakeDeps } from "#lib/backups/run-deps.fake";
import { createMemoryStore } from "#lib/pipeline/memory-store.fake";
import type { ObjectStore } from "#lib/pipeline/ports";
import { StoreError } from "#lib/pipeline/store-error";

const never = new AbortController().signal;
const bytes = (text: string) => Buffer.from(text);

describe("runBackup", () => {
  it("is live with object, manifest last, and the numbers of both", async () => {
    const { store, objects } = createMemoryStore();
    const { deps, seen } = fakeDeps(store, {
      stdout: [bytes("hello "), bytes("world")],
      stderr: "dumping\n",
    });
    await runBackup(deps, aBackup(), never);
    expect(seen.failed).toBeUndefined();
    const live = seen.live;
    expect(live?.object.originalSize).toBe(11);
    expect([...objects.keys()]).toEqual([live?.object.key, live?.manifest.key]);
    const manifest = decodeManifest(
      objects.get(live?.manifest.key ?? "")?.bytes ?? Buffer.alloc(0),
    );
    expect(manifest?.object).toMatchObject({
      size: live?.object.size,
      sha256: live?.object.sha256,
    });
    expect(manifest?.backup).toMatchObject({ command: "dump --all", restore_command: "load" });
    expect(seen.logs.at(-1)).toMatchObject({ source: "stderr", text: "dumping\n" });
  });

  it.each([1, 2, 137])("with exit code %i keeps nothing and says so", async (code) => {
    const { store, objects, uploads } = createMemoryStore();
    const { deps, seen } = fakeDeps(store, {
      stdout: [bytes("half a dump")],
      stderr: "it broke",
      exit: { kind: "exited", code },
    });
    await runBackup(deps, aBackup(), never);
    expect(seen.failed).toMatchObject({ exitCode: code });
    expect(seen.live).toBeUndefined();
    expect([...objects.keys()]).toEqual([]);
    expect([...uploads]).toEqual([]);
  });

  it("takes an unknown exit code for a failure", async () => {
    const { store, objects } = createMemoryStore();
    const { deps, seen } = fakeDeps(store, {
      stdout: [bytes("all of it")],
      exit: { kind: "unknown", reason: "Docker forgot it" },
    });
    await runBackup(deps, aBackup(), never);
    expect(seen.failed).toMatchObject({ code: "exit-unknown", exitCode: null });
    expect([...objects.keys()]).toEqual([]);
  });

  it("tells a container that went away from a command that failed", async () => {
    const fates = {
      gone: "container-gone",
      stopped: "container-stopped",
      unreachable: "docker-unreachable",
    } as const;
    for (const [fate, code] of Object.entries(fates)) {
      const { deps, seen } = fakeDeps(createMemoryStore().store, {
        stdout: [bytes("x")],
        exit: { kind: "exited", code: 137 },
        fate: fate as keyof typeof fates,
      });
      await runBackup(deps, aBackup(), never);
      expect(seen.failed?.code).toBe(code);
    }
  });

  it("does not call an empty output a backup", async () => {
    const { store, objects } = createMemoryStore();
    const { deps, seen } = fakeDeps(store, { stdout: [] });
    await runBackup(deps, aBackup(), never);
    expect(seen.failed).toMatchObject({ code: "empty-output", exitCode: 0 });
    expect([...objects.keys()]).toEqual([]);
  });

  it("calls a command that failed before it wrote anything failed, not empty", async () => {
    const { deps, seen } = fakeDeps(createMemoryStore().store, {
      stdout: [],
      exit: { kind: "exited", code: 3 },
    });
    await runBackup(deps, aBackup(), never);
    expect(seen.failed).toMatchObject({ code: "command-failed", exitCode: 3 });
  });

  it("shows the last 1 KiB of stdout only when the command failed and stderr is empty", async () => {
    const output = `${"x".repeat(2000)}ERROR: no such database`;
    const failing = { stdout: [bytes(output)], exit: { kind: "exited", code: 1 } as const };
    const silent = fakeDeps(createMemoryStore().store, failing);
    await runBackup(silent.deps, aBackup(), never);
    expect(silent.seen.logs.at(-1)).toMatchObject({
      source: "stdout-tail",
      text: output.slice(-1024),
    });
    const loud = fakeDeps(createMemoryStore().store, { ...failing, stderr: "why" });
    await runBackup(loud.deps, aBackup(), never);
    expect(loud.seen.logs.at(-1)).toMatchObject({ source: "stderr", text: "why" });
    const fine = fakeDeps(createMemoryStore().store, { stdout: [bytes(output)] });
    await runBackup(fine.deps, aBackup(), never);
    expect(fine.seen.logs.at(-1)).toMatchObject({ source: "stderr", text: "" });
  });

  it("redacts the container's secrets from log and manifest", async () => {
    const { store, objects } = createMemoryStore();
    const { deps, seen } = fakeDeps(store, {
      stdout: [bytes("data")],
      stderr: "login root hunter2-secret ok",
      env: ["MYSQL_ROOT_PASSWORD=hunter2-secret", "PATH=/bin"],
    });
    await runBackup(deps, aBackup({ command: "dump -phunter2-secret" }), never);
    expect(seen.logs.at(-1)?.text).toBe("login root [redacted] ok");
    expect(objects.get(seen.live?.manifest.key ?? "")?.bytes.toString()).not.toContain("hunter2");
  });

  it("stops the command and keeps nothing when it is cancelled", async () => {
    const { store, objects, uploads } = createMemoryStore();
    const { deps, seen } = fakeDeps(store, { stdout: [bytes("some")], hangs: true });
    const control = new AbortController();
    const done = runBackup(deps, aBackup(), control.signal);
    setTimeout(() => control.abort(new RunError("cancelled", "Cancelled.")), 20);
    await done;
    expect(seen.cancelled).toEqual({ leftovers: null });
    expect(seen.aborted).toBe(true);
    expect([...objects.keys()]).toEqual([]);
    expect([...uploads]).toEqual([]);
  });

  it("stops the command at its timeout and names the duration", async () => {
    const { deps, seen } = fakeDeps(createMemoryStore().store, {
      stdout: [bytes("some")],
      hangs: true,
    });
    await runBackup(deps, aBackup({ timeoutSeconds: 0.02 }), never);
    expect(seen.failed?.code).toBe("timed-out");
    expect(seen.aborted).toBe(true);
  });

  it("deletes the object again when its manifest cannot be written", async () => {
    const { store, objects } = createMemoryStore();
    const { deps, seen } = fakeDeps(
      {
        ...store,
        putObject: async () => {
          throw new Error("no more room");
        },
      },
      { stdout: [bytes("data")] },
    );
    await runBackup(deps, aBackup(), never);
    expect(seen.failed?.code).toBe("unexpected");
    expect([...objects.keys()]).toEqual([]);
  });

  it("says what could not be cleaned up", async () => {
    const { store } = createMemoryStore();
    const { deps, seen } = fakeDeps(
      {
        ...store,
        putObject: async () => {
          throw new Error("no more room");
        },
        deleteObject: async () => {
          throw new Error("no");
        },
      },
      { stdout: [bytes("data")] },
    );
    await runBackup(deps, aBackup(), never);
    expect(seen.failed?.leftovers).toContain("could not be removed");
  });

  it("names a command that cannot be understood before anything starts", async () => {
    const { deps, seen } = fakeDeps(createMemoryStore().store, {});
    await runBackup(deps, aBackup({ command: "dump 'open" }), never);
    expect(seen.failed?.code).toBe("command-invalid");
    expect(seen.started).toEqual([]);
  });

  it("says so, and keeps the path, when the bucket keeps an unfinished upload", async () => {
    const memory = createMemoryStore();
    const store: ObjectStore = {
      ...memory.store,
      startUpload: async (key, signal) => ({
        ...(await memory.store.startUpload(key, signal)),
        abort: () => Promise.reject(new StoreError("unreachable", "The store does not answer.")),
      }),
      abortUpload: () => Promise.reject(new StoreError("unreachable", "It does not answer.")),
    };
    const { deps, seen } = fakeDeps(store, {
      stdout: [bytes("half a dump")],
      exit: { kind: "exited", code: 1 },
    });
    await runBackup(deps, aBackup(), never);
    expect(seen.failed?.leftovers).toContain("could not be removed");
  });

  it("removes a manifest whose answer was lost, with its object", async () => {
    const memory = createMemoryStore();
    const store: ObjectStore = {
      ...memory.store,
      putObject: async (key, body) => {
        await memory.store.putObject(key, body);
        throw new StoreError("unreachable", "The store does not answer.");
      },
    };
    const { deps, seen } = fakeDeps(store, { stdout: [bytes("a dump")] });
    await runBackup(deps, aBackup(), never);
    expect(seen.failed?.code).toBe("store-unreachable");
    expect([...memory.objects.keys()]).toEqual([]);
  });
});
