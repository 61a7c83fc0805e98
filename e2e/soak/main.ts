/*
 * `npm run soak -- --minutes N [--seed S]`: `npm start` with a fault proxy in front of the gateway,
 * several containers, and whatever can happen to them at random: backups, restores, cancels, deletes,
 * schedules, retention, kills, bucket faults. In quiet phases between, the invariants of the fault suite
 * have to hold and every live backup has to restore to what its container held when it was dumped.
 * Prints counts; ends with 1 when anything was lost or wrong.
 */
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { startFaultProxy } from "#e2e/faults/fault-proxy";
import { startSupervised } from "#e2e/faults/supervised";
import { startServices } from "#e2e/services/services";
import { makeChaos } from "#e2e/soak/chaos";
import { driveSeat, type Soak } from "#e2e/soak/drive-seat";
import { bare, files, mariadb, postgres } from "#e2e/soak/kinds";
import { createLedger } from "#e2e/soak/ledger";
import { lookAfter } from "#e2e/soak/look-after";
import { beQuiet } from "#e2e/soak/quiet";
import { createRandom, type Random } from "#e2e/soak/random";
import { report } from "#e2e/soak/report";
import { openSeat } from "#e2e/soak/seat";
import { createTally, watchMemory } from "#e2e/soak/tally";
import { setHubSettings } from "#lib/db/hub-settings-record";
import { ensureBuild } from "#lib/start/build-web";

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "10" }, seed: { type: "string" } },
});
const minutes = Number(values.minutes);
const seed = values.seed ? Number(values.seed) : randomInt(2 ** 31);
if (!(minutes > 0) || !Number.isInteger(seed))
  throw new Error("npm run soak -- --minutes N [--seed S], both numbers");

/** Long enough for several faults to meet, short enough to tell which they were. */
const longestActiveMs = 110_000;

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopping.abort());

console.log(`A soak of ${minutes} min; the same choices again with --seed ${seed}`);
const random = createRandom(seed);
// The database's driver throws this into nowhere when a connection breaks that it was about to write to
// (https://github.com/porsager/postgres/issues/1208). Holdfast's own processes are started again; we go on.
process.on("uncaughtException", (error) => {
  if (!/null \(reading 'write'\)|CONNECT_TIMEOUT/.test(error.message)) throw error;
});
const { services, stop } = await startServices();
await ensureBuild(console.log, stopping.signal);
const proxy = await startFaultProxy(services.s3.endpoint);
const tally = createTally();
try {
  const holdfast = await startSupervised({ endpoint: proxy.url });
  const soak: Soak = { holdfast, ledger: createLedger(), tally, seats: [] };
  const unwatch = watchMemory(holdfast, tally);
  try {
    await run(soak, random);
    await report(holdfast.db(), tally);
  } finally {
    unwatch();
    await Promise.all(soak.seats.map(({ target }) => target.remove()));
    await holdfast.stop();
  }
} finally {
  await proxy.close();
  await stop();
}
process.exit(tally.problems.length > 0 || stopping.signal.aborted ? 1 : 0);

async function run(soak: Soak, choices: Random): Promise<void> {
  const { holdfast, ledger, seats } = soak;
  const limits = { runs_per_host: 3, runs_in_all: 4, retries: 1 };
  const { hubId } = holdfast.hub();
  await setHubSettings(holdfast.db(), hubId, limits, { id: null, name: "Soak" });
  for (const [index, kind] of kindsOf().entries())
    seats.push(await openSeat(holdfast, ledger, kind, choices.fork(`${index} ${kind.name}`)));
  const known = new Set<string>();
  const end = performance.now() + minutes * 60_000;
  for (let round = 1; performance.now() < end && !stopping.signal.aborted; round++) {
    const left = end - performance.now();
    const pause = AbortSignal.any([
      stopping.signal,
      AbortSignal.timeout(Math.ceil(Math.min(longestActiveMs, left))),
    ]);
    await Promise.all([
      ...seats.map((seat) => driveSeat(soak, seat, pause)),
      lookAfter(soak, choices.fork(`admin ${round}`), pause),
      makeChaos(soak, proxy, choices.fork(`chaos ${round}`), pause),
    ]);
    // At the end everything that is live is compared, whenever it was before.
    if (end - performance.now() < 1000) known.clear();
    await beQuiet(soak, proxy, known);
    const minute = ((performance.now() - end) / 60_000 + minutes).toFixed(1);
    const compared = tally.counts.get("restored and compared") ?? 0;
    console.log(`minute ${minute}: ${compared} compared, ${tally.problems.length} wrong`);
  }
}

/** A name of its own for the pair's project: Compose would find another soak's. */
function kindsOf() {
  const { images } = services;
  const pair = (number: string) => ({
    "com.docker.compose.project": `soak-${proxy.url.split(":").at(-1)}`,
    "com.docker.compose.service": "files",
    "com.docker.compose.container-number": number,
  });
  return [
    files(images, "files"),
    files(images, "pair 1", pair("1")),
    files(images, "pair 2", pair("2")),
    bare(images),
    postgres(images),
    mariadb(images),
  ];
}
