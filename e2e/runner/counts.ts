import { readFileSync } from "node:fs";
import { z } from "zod";

export type Counts = {
  passed: number;
  failed: number;
  skipped: number;
  /** What failed, by name, to be said once more at the very end. */
  failures: string[];
};

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

type Suite = {
  title: string;
  specs: { title: string; tests: { status: string }[] }[];
  suites?: Suite[] | undefined;
};

const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    title: z.string(),
    specs: z.array(
      z.object({ title: z.string(), tests: z.array(z.object({ status: z.string() })) }),
    ),
    suites: z.array(suite).optional(),
  }),
);

const playwrightReport = z.object({
  suites: z.array(suite),
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** One check that either passed or did not. */
export function oneCheck(name: string, ok: boolean): Counts {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, failures: ok ? [] : [name] };
}

/** Counts of Vitest's JSON report; a file that could not even be loaded counts as one failure. */
export function vitestCounts(path: string, ok: boolean): Counts {
  return counted(path, ok, (json) => {
    const report = vitestReport.parse(json);
    const unloaded = report.testResults.filter(
      (file) => file.status === "failed" && file.assertionResults.length === 0,
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloaded.length,
      skipped: report.numPendingTests + report.numTodoTests,
      failures: [
        ...unloaded.map((file) => `${file.name}: ${file.message ?? "could not be loaded"}`),
        ...report.testResults.flatMap((file) =>
          file.assertionResults
            .filter((test) => test.status === "failed")
            .map((test) => `${file.name} > ${test.fullName}: ${test.failureMessages?.[0] ?? ""}`),
        ),
      ],
    };
  });
}

/** Counts of Playwright's JSON report; a test that passed only at a second try has failed. */
export function playwrightCounts(path: string, ok: boolean): Counts {
  return counted(path, ok, (json) => {
    const { stats, suites } = playwrightReport.parse(json);
    return {
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
      failures: suites.flatMap(failuresOfSuite),
    };
  });
}

/** A run that failed in a way its report does not tell (or left none) counts as one failure. */
function counted(path: string, ok: boolean, read: (json: unknown) => Counts): Counts {
  try {
    const counts = read(JSON.parse(readFileSync(path, "utf8")));
    if (ok || counts.failed > 0) return counts;
    return {
      ...counts,
      failed: 1,
      failures: [`${path}: the run failed, its report does not say why`],
    };
  } catch {
    return oneCheck(`${path}: no report that can be read`, false);
  }
}

function failuresOfSuite({ title, specs, suites = [] }: Suite): string[] {
  const bad = specs.filter((spec) =>
    spec.tests.some(({ status }) => status === "unexpected" || status === "flaky"),
  );
  return [...bad.map((spec) => `${title} > ${spec.title}`), ...suites.flatMap(failuresOfSuite)];
}
