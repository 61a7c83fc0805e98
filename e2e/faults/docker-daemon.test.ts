import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hosts } from "#drizzle/containers";
import { assertInvariants, restoreCommand } from "#e2e/faults/invariants";
import { type Holdfast, startHoldfast } from "#e2e/fixtures/holdfast";
import { poll } from "#e2e/fixtures/poll";
import type { Target } from "#e2e/fixtures/runs";
import { type PrivateEngine, startPrivateEngine } from "#e2e/services/private-engine";
import { processes } from "#e2e/services/processes";
import { readServices } from "#e2e/services/services";

/* The Docker daemon is restarted, killed and frozen under runs: one that takes its containers along, and one that leaves them be. */

const mebibyte = 2 ** 20;
const endless = "stream random 100000000000";
const image = readServices().images.tar;

/** Nobody else can start a daemon. */
const isRoot = process.getuid?.() === 0;

describe.skipIf(!isRoot).each([{ liveRestore: false }, { liveRestore: true }])(
  "%o",
  ({ liveRestore }) => {
    let engine: PrivateEngine;
    let holdfast: Holdfast;
    let target: Target;
    let liveId: string;

    beforeAll(async () => {
      engine = await startPrivateEngine({ image, liveRestore });
      holdfast = await startHoldfast();
      await holdfast.startWorker({ DOCKER_HOST: engine.host });
      const options = { image, volume: "/var/lib/test", host: engine.host };
      target = await holdfast.run({ ...options, network: "none" });
      const backup = `stream random ${24 * mebibyte} 1`;
      const row = await holdfast.backUp(target, { backup, restore: restoreCommand });
      expect(row).toMatchObject({ state: "live" });
      liveId = row.id;
    });
    afterAll(async () => {
      await holdfast.stop();
      await engine.stop();
    });

    /** Once the daemon is back: the container runs, and everything holds. */
    async function recovered(): Promise<void> {
      if (!(await target.isRunning())) await target.docker("start");
      await poll("the host to be live", async () => {
        const [host] = await holdfast.db.select().from(hosts);
        return host?.state === "live";
      });
      await holdfast.track(target);
      const { db, bucket } = holdfast;
      expect(
        await assertInvariants({ db, bucket, runs: holdfast, targets: [target] }),
      ).toMatchObject({ live: 1 });
    }

    async function startedBackup(): Promise<string> {
      await holdfast.configure(target, { backup: endless, restore: restoreCommand });
      const id = await holdfast.ask(target);
      await holdfast.moved(id, 20 * mebibyte);
      return id;
    }

    async function startedRestore(): Promise<string> {
      const restore = `"head -c ${16 * mebibyte} >/dev/null; exec sleep 600"`;
      await holdfast.configure(target, { backup: endless, restore });
      const id = await holdfast.askRestore(target, liveId);
      await holdfast.moved(id, 8 * mebibyte);
      return id;
    }

    test.each(["SIGTERM", "SIGKILL"] as const)("%s under a backup", async (signal) => {
      const id = await startedBackup();
      engine.signal(signal);
      await engine.ended();
      await sleep(1000);
      await engine.start();
      expect((await holdfast.ended(id)).state).toBe("failed");
      await recovered();
    });

    test.each(["SIGTERM", "SIGKILL"] as const)("%s under a restore", async (signal) => {
      const id = await startedRestore();
      engine.signal(signal);
      await engine.ended();
      // Longer than the run waits for its end: the row is final before its command can be ended.
      const long = liveRestore && signal === "SIGKILL";
      await sleep(long ? 25_000 : 1000);
      if (long) {
        // It outlived the daemon.
        expect(processes().filter(({ line }) => line.includes(id))).not.toEqual([]);
        const { state, leftovers } = await holdfast.restoreEnded(id);
        expect({ state, leftovers }).toMatchObject({
          state: "failed",
          leftovers: expect.stringContaining("may still run"),
        });
      }
      await engine.start();
      expect((await holdfast.restoreEnded(id)).state).toBe("failed");
      await recovered();
    });

    test("frozen for some seconds, and a backup goes on where it was", async () => {
      const backup = `"stream random ${24 * mebibyte} 1"`;
      await holdfast.configure(target, { backup, restore: restoreCommand });
      const id = await holdfast.ask(target);
      engine.signal("SIGSTOP");
      await sleep(4000);
      engine.signal("SIGCONT");
      expect(await holdfast.ended(id)).toMatchObject({ state: "live" });
      await holdfast.askDelete(target, id);
      await recovered();
    });
  },
);
