import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Counts, oneCheck, playwrightCounts, vitestCounts } from "#e2e/runner/counts";
import { runStep, type Step } from "#e2e/runner/run-step";
import { withTimeLimit } from "#e2e/runner/with-time-limit";
import { startServices } from "#e2e/services/services";

/*
 * `npm test`: every check of the project, each with a time limit. Words after it choose phases:
 * `npm test -- static unit`. A phase that fails does not keep the next from running.
 */

const chosen = process.argv.slice(2);
const isWanted = (phase: string) => chosen.length === 0 || chosen.includes(phase);
const reports = mkdtempSync(join(tmpdir(), "holdfast-reports-"));
const counts: Counts[] = [];
let stopServices = async () => {};

const check = async (step: Step) => counts.push(oneCheck(step.name, await runStep(step)));

async function checkStatic(): Promise<void> {
  const rules = ["--only=style/noRestrictedImports", "--only=suspicious/noImportCycles"];
  const limitSeconds = 240;
  await check({ name: "biome", command: "biome", args: ["check", "."], limitSeconds });
  await check({
    name: "import direction and cycles",
    command: "biome",
    args: ["lint", ...rules, "."],
    limitSeconds,
  });
  // Without Next's generated types a fresh clone has no word for its routes and style sheets.
  await check({
    name: "types",
    command: "sh",
    args: ["-c", "next typegen && tsc --noEmit"],
    limitSeconds,
  });
  await check({ name: "unused code and dependencies", command: "knip", args: [], limitSeconds });
}

type Project = "unit" | "integration" | "faults";

async function runVitest(projects: Project[], limitSeconds: number): Promise<void> {
  const name = projects.join(" and ");
  const report = join(reports, `${projects.join("-")}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const args = ["run", ...projects.flatMap((each) => ["--project", each]), ...reporters];
  const ok = await runStep({ name, command: "vitest", args, limitSeconds });
  counts.push(vitestCounts(report, ok));
}

async function startAllServices(): Promise<void> {
  console.log("\n== services");
  const start = performance.now();
  const { stop } = await withTimeLimit("services", 600, startServices());
  stopServices = stop;
  console.log(`== services: ok (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  counts.push(oneCheck("services", true));
}

async function runBrowserTests(): Promise<void> {
  const report = join(reports, "end-to-end.json");
  const ok = await runStep({
    name: "end-to-end",
    command: "playwright",
    args: ["test", "--reporter=list,json"],
    limitSeconds: 1500,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  counts.push(playwrightCounts(report, ok));
}

const phases = {
  static: checkStatic,
  unit: () => runVitest(["unit"], 600),
  services: startAllServices,
  // Before the integration tests: those of `npm start` would each wait for it.
  build: () =>
    check({ name: "build", command: "node", args: ["e2e/runner/build.ts"], limitSeconds: 900 }),
  // Together, where both are wanted: much of a fault's time is waiting, which another test can use.
  integration: () =>
    runVitest(isWanted("faults") ? ["integration", "faults"] : ["integration"], 2400),
  faults: async () => {
    if (!isWanted("integration")) await runVitest(["faults"], 900);
  },
  "end-to-end": runBrowserTests,
};

const unknown = chosen.filter((name) => !(name in phases));
if (unknown.length > 0) {
  console.error(`No phase ${unknown.join(", ")}; there are: ${Object.keys(phases).join(", ")}`);
  process.exit(1);
}

async function runPhase(name: keyof typeof phases): Promise<void> {
  if (!isWanted(name)) return;
  try {
    await phases[name]();
  } catch (error) {
    console.error(`== ${name}: FAILED`, error);
    counts.push(oneCheck(name, false));
  }
}

try {
  await runPhase("static");
  // Starting the services is mostly waiting, and these tests want nothing of them.
  await Promise.all([runPhase("unit"), runPhase("services")]);
  await runPhase("build");
  await runPhase("integration");
  await runPhase("faults");
  await runPhase("end-to-end");
} finally {
  await withTimeLimit("stopping the services", 60, stopServices()).catch(console.error);
  rmSync(reports, { recursive: true, force: true });
}

for (const failure of counts.flatMap(({ failures }) => failures)) {
  console.log(`FAILED: ${failure.split("\n").slice(0, 3).join(" ")}`);
}
const total = (key: "passed" | "failed" | "skipped") =>
  counts.reduce((sum, count) => sum + count[key], 0);
const skipped = total("skipped") > 0 ? `, ${total("skipped")} skipped` : "";
console.log(`\n${total("passed")} passed, ${total("failed")} failed${skipped}`);
process.exit(total("failed") > 0 || total("passed") === 0 ? 1 : 0);
