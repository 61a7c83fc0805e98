import { setTimeout as sleep } from "node:timers/promises";
import type { Armed, Fault, FaultProxy } from "#e2e/faults/fault-proxy";
import type { Operation } from "#e2e/faults/s3-call";
import type { Soak } from "#e2e/soak/drive-seat";
import type { Random } from "#e2e/soak/random";
import { recreate, reseat } from "#e2e/soak/seat";
import { isAway } from "#e2e/soak/tally";

const mebibyte = 2 ** 20;

const weights = {
  "kill -9 of the worker": 3,
  "kill -9 of the web process": 1,
  "kill -9 of PostgreSQL": 2,
  "kill -9 of the supervisor": 1,
  "gateway refuses": 3,
  "gateway answers 503": 3,
  "gateway fault": 8,
  "gateway stalls": 1,
  "container stopped": 2,
  "container killed": 2,
  "container removed and made again": 2,
  "container paused": 1,
};

/** One fault after another, each with some seconds between, until told to pause. */
export async function makeChaos(
  soak: Soak,
  proxy: FaultProxy,
  random: Random,
  paused: AbortSignal,
): Promise<void> {
  const faults = faultsOf(soak, proxy, random);
  while (!paused.aborted) {
    await sleep(random.int(1000, 7000), undefined, { signal: paused }).catch(() => undefined);
    if (paused.aborted) return;
    const fault = random.weighted(weights);
    soak.tally.add(`fault: ${fault}`);
    try {
      await faults[fault]();
    } catch (error) {
      // A process that has not come back from the last kill cannot be killed.
      if (!isAway(error) && !/does not run|ESRCH|ENOENT/.test(String(error)))
        soak.tally.problem(`${fault}: ${String(error)}`);
    }
  }
}

function faultsOf(
  { holdfast, seats }: Soak,
  proxy: FaultProxy,
  random: Random,
): Record<keyof typeof weights, () => Promise<void>> {
  const { killers } = holdfast;
  const brief = () => sleep(random.int(1000, 5000));
  const any = () => random.pick(seats);
  let flipped: Armed | null = null;
  return {
    "kill -9 of the worker": async () => void killers.worker(),
    "kill -9 of the web process": async () => void killers.web(),
    "kill -9 of PostgreSQL": async () => void killers.database(),
    async "kill -9 of the supervisor"() {
      killers.supervisor();
      await holdfast.startAgain();
    },
    async "gateway refuses"() {
      await proxy.refuse();
      await sleep(random.int(500, 10_000));
      await proxy.recover();
    },
    async "gateway answers 503"() {
      const armed = proxy.arm({ kind: "answer", status: 503 }, () => true);
      await sleep(random.int(500, 15_000));
      armed.disarm();
    },
    async "gateway fault"() {
      const { fault, operations } = passing(random);
      const isFlip = fault.kind === "flip" && fault.side === "answer";
      // Twice the same part, and it would truly be damaged.
      if (isFlip) flipped?.disarm();
      const times = isFlip ? 1 : random.int(1, 3);
      const armed = proxy.arm(fault, (call) => operations.includes(call.operation), times);
      if (isFlip) flipped = armed;
    },
    async "gateway stalls"() {
      const side = random.pick(["request", "answer"] as const);
      const after = random.int(0, 2) * mebibyte;
      proxy.arm({ kind: "stall", side, after }, () => true, 1);
    },
    async "container stopped"() {
      const seat = any();
      await seat.target.docker("stop", "-t", "1");
      await brief();
      await seat.target.docker("start");
      await reseat(holdfast, seat);
    },
    async "container killed"() {
      const seat = any();
      await seat.target.docker("kill");
      await seat.target.docker("start");
      await reseat(holdfast, seat);
    },
    "container removed and made again": () => recreate(holdfast, any()),
    async "container paused"() {
      const seat = any();
      await seat.target.docker("pause");
      await brief();
      await seat.target.docker("unpause");
    },
  };
}

const reads: Operation[] = ["GetObject"];
const writes: Operation[] = ["CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload"];
const others: Operation[] = ["PutObject", "HeadObject", "DeleteObject", "AbortMultipartUpload"];

/** One that strikes a few calls and is over. */
function passing(random: Random): { fault: Fault; operations: Operation[] } {
  const at = random.int(0, 3 * mebibyte);
  const every = [...reads, ...writes, ...others];
  const faults: { fault: Fault; operations: Operation[] }[] = [
    { fault: { kind: "answer", status: 403 }, operations: every },
    { fault: { kind: "answer", status: 503 }, operations: every },
    { fault: { kind: "reset", side: "request", after: at }, operations: ["UploadPart"] },
    { fault: { kind: "reset", side: "answer", after: at }, operations: reads },
    { fault: { kind: "reset", side: "answer", after: 0 }, operations: every },
    { fault: { kind: "cut", after: at, length: "as sent" }, operations: reads },
    { fault: { kind: "cut", after: at, length: "made to fit" }, operations: reads },
    { fault: { kind: "flip", side: "request", at }, operations: ["UploadPart"] },
    { fault: { kind: "flip", side: "answer", at }, operations: reads },
  ];
  return random.pick(faults);
}
