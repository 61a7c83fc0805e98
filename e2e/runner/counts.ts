import { readFileSync } from "node:fs";
import { z } from "zod";

export type Counts = { passed: number; failed: number; skipped: number };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** One check that either passed or did not. */
export function oneCheck(ok: boolean): Counts {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
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
    };
  });
}

/** Counts of Playwright's JSON report; a test that passed only at a second try has failed. */
export function playwrightCounts(path: string, ok: boolean): Counts {
  return counted(path, ok, (json) => {
    const { stats } = playwrightReport.parse(json);
    return {
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
    };
  });
}

/** A run that failed in a way its report does not tell (or left none) counts as one failure. */
function counted(path: string, ok: boolean, read: (json: unknown) => Counts): Counts {
  try {
    const counts = read(JSON.parse(readFileSync(path, "utf8")));
    return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
  } catch {
    return oneCheck(false);
  }
}
