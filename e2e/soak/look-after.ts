import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Soak } from "#e2e/soak/drive-seat";
import type { Random } from "#e2e/soak/random";
import { isAway } from "#e2e/soak/tally";
import { createMarkRecord } from "#lib/db/mark-record";
import { queueSweep } from "#lib/db/queue-sweep";

const actor = { id: null, name: "Soak" };
const weights = { "compare the bucket": 2, verify: 3, pin: 1, unpin: 2 };

/** What an admin does now and then, and the schedules of the hub: no backup may come to harm by it. */
export async function lookAfter(soak: Soak, random: Random, paused: AbortSignal): Promise<void> {
  while (!paused.aborted) {
    await sleep(random.int(1000, 6000), undefined, { signal: paused }).catch(() => undefined);
    const act = random.weighted(weights);
    try {
      if (paused.aborted) return;
      if (act === "compare the bucket") await compare(soak);
      else await mark(soak, act, random);
      soak.tally.add(`asked: ${act}`);
    } catch (error) {
      if (isAway(error)) soak.tally.add("could not be asked");
      else soak.tally.problem(`${act}: ${String(error)}`);
    }
  }
}

async function compare({ holdfast }: Soak): Promise<void> {
  const integration = { id: holdfast.integrationId(), name: "Test store" };
  const { hubId } = holdfast.hub();
  const sweep = { id: randomUUID(), hubId, integration, kind: "compare" as const };
  await holdfast.db().transaction((tx) => queueSweep(tx, sweep, null));
}

async function mark(
  { holdfast }: Soak,
  act: "verify" | "pin" | "unpin",
  random: Random,
): Promise<void> {
  const record = createMarkRecord(holdfast.db(), holdfast.enqueue());
  const rows = await holdfast.runs().backups();
  const live = rows.filter((row) => row.state === "live" && (act !== "unpin" || row.pinned));
  if (live.length === 0) return;
  const { id, hubId, containerId } = random.pick(live);
  const where = { hubId, containerId };
  if (act === "verify") await record.requestVerify(where, [id], actor);
  else await record.setPinned(where, [id], act === "pin", actor);
}
