/*
 * `npm run bench`: our time and peak memory beside the pipes that people write by hand, on one
 * machine in one run, medians of 5 (`-- --rounds N`, `-- --mib N`; `--large N` GiB for the memory of
 * a long backup, 0 leaves it out; `--data random` or `sql` for one of the two). The tools take turns within each round, so that what else the
 * machine does falls on all of them.
 */
import { parseArgs } from "node:util";
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import type { EngineJob, EngineResult } from "#e2e/bench/engine";
import { type Measured, measurePipe } from "#e2e/bench/measure";
import { printTables, type Row } from "#e2e/bench/report";
import { type Data, pipes, toolEnvironment } from "#e2e/bench/tools";
import { startContainer } from "#e2e/services/container";
import { ensureCommands } from "#e2e/services/packages";
import { createBucket } from "#e2e/services/s3-bucket";
import { startServices } from "#e2e/services/services";
import { workerFlags } from "#lib/start/worker-flags";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    mib: { type: "string", default: "1024" },
    large: { type: "string", default: "8" },
    data: { type: "string", multiple: true, default: ["random", "sql"] },
  },
});
const rounds = Number(values.rounds);
const bytes = Number(values.mib) * 2 ** 20;

await ensureCommands(["aws", "rclone", "zstd"]);
const { services, stop } = await startServices();
const { s3 } = services;
const bucket = await createBucket(s3, "bench");
const container = await startContainer({ image: services.images.tar });
const rows: Row[] = [];
const env = { ...toolEnvironment(s3), C: container.name, B: bucket.name };
const sink = ["sh", "-c", "cat >/dev/null"];
const settings = {
  vendor: "s3" as const,
  endpoint: s3.endpoint,
  region: s3.region,
  bucket: bucket.name,
  keyId: s3.accessKeyId,
  pathStyle: true,
  prefix: "",
};

try {
  await container.shell(
    `mkdir -p /data && stream random ${bytes} >/data/random && stream sql ${bytes} >/data/sql`,
  );
  for (let round = 1; round <= rounds; round++) {
    console.log(`round ${round} of ${rounds}`);
    for (const data of ["random", "sql"] as const) {
      if (values.data.includes(data)) await measureRound(data);
      await emptyBucket();
    }
  }
  const large = Number(values.large);
  const peaks = large > 0 ? await measureLarge(large) : null;
  printTables(rows, peaks);
} finally {
  await container.remove();
  await bucket.destroy();
  await stop();
}

/** Five rounds of several GiB, all versions kept, would fill the gateway's disk. */
async function emptyBucket(): Promise<void> {
  for (const { key, versionId } of await bucket.versions()) {
    const version = { Bucket: bucket.name, Key: key, VersionId: versionId };
    await bucket.client.send(new DeleteObjectCommand(version));
  }
}

async function measureRound(data: Data): Promise<void> {
  const file = `/data/${data}`;
  const ours = await runEngine({ kind: "backup", key: `ours-${data}`, argv: ["cat", file] });
  note("backup", data, "Holdfast", ours.measured);
  const { object } = ours.result;
  note(
    "restore",
    data,
    "Holdfast",
    (await runEngine({ kind: "restore", object, argv: sink })).measured,
  );
  for (const [index, tool] of pipes.entries()) {
    if (!tool.on.includes(data)) continue;
    const names = { ...env, F: file, K: `${data}-${index}` };
    if (tool.backup) note("backup", data, tool.name, await measurePipe(tool.backup, names));
    if (tool.restore) note("restore", data, tool.name, await measurePipe(tool.restore, names));
  }
}

/** The engine's peak for one backup of `gib` GiB of random bytes, made on the fly, and of 1 GiB. */
async function measureLarge(gib: number): Promise<{ one: number; large: number; gib: number }> {
  const peakOf = async (size: number) => {
    const argv = ["stream", "random", String(size * 2 ** 30)];
    const { result } = await runEngine({ kind: "backup", key: `large-${size}`, argv });
    await emptyBucket();
    return result.peakBytes;
  };
  return { one: await peakOf(1), large: await peakOf(gib), gib };
}

type Job = { argv: string[] } & (
  | { kind: "backup"; key: string }
  | { kind: "restore"; object: EngineResult["object"] }
);

async function runEngine(job: Job): Promise<{ measured: Measured; result: EngineResult }> {
  const whole: EngineJob = { ...job, dockerId: container.id, settings, secret: s3.secretAccessKey };
  const script = `exec "${process.execPath}" ${workerFlags.join(" ")} e2e/bench/engine.ts`;
  const measured = await measurePipe(script, {}, JSON.stringify(whole));
  const result: EngineResult = JSON.parse(measured.stdout);
  const { peakBytes, seconds } = result;
  return { measured: { ...measured, peakBytes, seconds }, result };
}

function note(work: Row["work"], data: Data, tool: string, measured: Measured): void {
  rows.push({ work, data, tool, seconds: measured.seconds, peakBytes: measured.peakBytes });
  const mb = Math.round(measured.peakBytes / 1e6);
  console.log(`  ${work} ${data}: ${tool}: ${measured.seconds.toFixed(2)} s, ${mb} MB`);
}
