import { startFaultProxy } from "#e2e/faults/fault-proxy";
import { assertInvariants } from "#e2e/faults/invariants";
import { startHoldfast } from "#e2e/fixtures/holdfast";
import { readServices } from "#e2e/services/services";
import { setHubSettings } from "#lib/db/hub-settings-record";

/** Holdfast with a fault proxy between its worker and the gateway, and so many containers at once. */
export async function startBehindProxy(containers: number) {
  const { images, s3 } = readServices();
  const proxy = await startFaultProxy(s3.endpoint);
  const holdfast = await startHoldfast({ endpoint: proxy.url });
  const { db, bucket, hub } = holdfast;
  const limits = { runs_per_host: containers, runs_in_all: containers };
  await setHubSettings(db, hub.hubId, limits, { id: null, name: "Test" });
  const worker = await holdfast.startWorker({ HOLDFAST_MEMORY: String(containers * 160) });
  const run = () => holdfast.run({ image: images.tar, volume: "/var/lib/test", network: "none" });
  const targets = await Promise.all(Array.from({ length: containers }, run));
  return {
    proxy,
    holdfast,
    worker,
    targets,
    invariants: () => assertInvariants({ db, bucket, runs: holdfast, targets }),
    async stop() {
      await holdfast.stop();
      await proxy.close();
    },
  };
}
