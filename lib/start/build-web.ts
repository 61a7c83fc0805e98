import { mkdirSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { holdLock } from "#lib/start/hold-lock";
import { projectFolder } from "#lib/start/project-folder";
import { runQuietly } from "#lib/start/run-quietly";
import { hashSources } from "#lib/start/source-hash";
import { StartError } from "#lib/start/start-error";

const buildFolder = join(projectFolder, ".next");
const stampFile = join(buildFolder, "holdfast-build");
const pauseMs = 300;

/**
 * Builds the web pages when there is no build or the sources have changed since. Of several starts
 * of one checkout one builds while the others wait.
 *
 * @throws StartError with the end of what the build wrote, when it fails
 */
export async function ensureBuild(say: (line: string) => void, signal: AbortSignal): Promise<void> {
  if (await isFresh()) return;
  mkdirSync(buildFolder, { recursive: true });
  const release = await waitForLock(join(buildFolder, "holdfast-build.lock"), signal);
  try {
    if (await isFresh()) return;
    say("Building the web pages; this takes a minute, once.");
    await rm(stampFile, { force: true });
    // Taken before: what is changed while it builds is built the next time.
    const hash = await hashSources(projectFolder);
    const next = join(projectFolder, "node_modules/next/dist/bin/next");
    const { code, output } = await runQuietly(process.execPath, [next, "build"], {
      cwd: projectFolder,
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      signal,
    });
    if (code !== 0) throw new StartError(`The web pages could not be built:\n${output}`);
    await writeFile(stampFile, hash);
  } finally {
    release();
  }
}

async function isFresh(): Promise<boolean> {
  const stamp = await readFile(stampFile, "utf8").catch(() => null);
  return stamp !== null && stamp === (await hashSources(projectFolder));
}

async function waitForLock(path: string, signal: AbortSignal): Promise<() => void> {
  for (;;) {
    const release = holdLock(path);
    if (release) return release;
    await sleep(pauseMs, undefined, { signal });
  }
}
