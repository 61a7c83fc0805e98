import type { ChildProcess } from "node:child_process";
import { demoEmail, demoPassword } from "#lib/auth/demo-owner";
import { openDatabase } from "#lib/db/client";
import { migrateDatabase } from "#lib/db/migrate";
import { ensureBuild } from "#lib/start/build-web";
import { checkPort } from "#lib/start/check-port";
import { childEnvironment } from "#lib/start/child-environment";
import { holdDataFolder } from "#lib/start/data-folder";
import { requireDatabase } from "#lib/start/database-answers";
import { requireKind } from "#lib/start/demo/demo-mark";
import { seedDemo } from "#lib/start/demo/seed-demo";
import { ensureOwnerOrLink } from "#lib/start/first-owner";
import { ensureFirstRows, hasHub } from "#lib/start/first-rows";
import { type Kept, keepRunning } from "#lib/start/keep-running";
import { runPostgres } from "#lib/start/run-postgres";
import { ensureSecretKey, hasSecretKey, loadSecretKey } from "#lib/start/secret-key";
import { readSettings } from "#lib/start/settings";
import { spawnPart } from "#lib/start/spawn-part";
import { StartError } from "#lib/start/start-error";
import type { StopList } from "#lib/start/stop-list";
import { waitForHealth } from "#lib/start/wait-for-health";
import { watchSources } from "#lib/start/watch-sources";
import { workerFlags } from "#lib/start/worker-flags";
import { yieldProcessor } from "#lib/start/yield-processor";

const webGraceMs = 5000;
const workerGraceMs = 10_000;
const webTries = 3;

/**
 * Starts everything that `npm start` is, in order, each part added to `parts` as soon as it runs, and
 * prints the address when the dashboard answers. With `dev` the pages and the worker follow the sources.
 *
 * @throws StartError for what a person can mend: settings, data folder, port, key, database, build
 */
export async function startHoldfast({
  env,
  dev,
  parts,
}: {
  env: NodeJS.ProcessEnv;
  dev: boolean;
  parts: StopList;
}): Promise<void> {
  const say = (line: string) => console.log(`Holdfast: ${line}`);
  const settings = readSettings(env);
  const { dataFolder } = settings;
  const release = holdDataFolder(dataFolder);
  parts.add({ kill: release, stop: async () => release() });
  requireKind(dataFolder, settings);
  await checkPort(settings);
  if (hasSecretKey(dataFolder)) await loadSecretKey(dataFolder);

  if (settings.databaseUrl) await requireDatabase(settings.databaseUrl);
  const databaseUrl = settings.databaseUrl ?? (await runPostgres(dataFolder, parts, say));
  await migrateDatabase(databaseUrl);
  const howToEnter = await prepareHub(databaseUrl, settings, { say, signal: parts.signal });
  if (!dev) await ensureBuild(say, parts.signal);
  parts.signal.throwIfAborted();

  const environment = childEnvironment(env, { ...settings, databaseUrl, dev });
  const startWorker = async () => {
    const child = await spawnPart("worker", "lib/worker/main.ts", environment, workerFlags);
    if (child.pid) yieldProcessor(child.pid);
    return child;
  };
  const startWeb = () => spawnPart("web", "lib/start/web.ts", environment);
  const run = (name: string, start: () => Promise<ChildProcess>, graceMs: number): Kept => {
    const kept = keepRunning({ name, start, stopSignal: "SIGTERM", graceMs, say });
    parts.add(kept);
    return kept;
  };
  const worker = run("worker", startWorker, workerGraceMs);
  const web = run("web", startWeb, webGraceMs);
  if (dev) parts.add(watchSources(worker.restart));

  await waitForHealth(settings, {
    signal: parts.signal,
    giveUp: () => {
      if (web.endings() >= webTries)
        throw new StartError("The web server does not start; see above.");
    },
  });
  const lines = [`Holdfast is ready at ${settings.url}`];
  if (howToEnter) lines.push(howToEnter);
  // In one piece: whoever waits for the first has the others with it.
  console.log(lines.join("\n"));
}

/** @returns what to print for who has no account yet, if they need to be told */
async function prepareHub(
  databaseUrl: string,
  settings: ReturnType<typeof readSettings>,
  { say, signal }: { say: (line: string) => void; signal: AbortSignal },
): Promise<string | null> {
  const { db, close } = openDatabase(databaseUrl, { max: 2 });
  const { dataFolder } = settings;
  try {
    // A new key beside old rows could not open what they hold sealed: then the old one was lost.
    if (!(await hasHub(db))) await ensureSecretKey(dataFolder);
    const secretKey = await loadSecretKey(dataFolder);
    await ensureFirstRows(db, dataFolder);
    if (settings.demo) {
      const owner = { email: demoEmail, password: demoPassword(secretKey) };
      await ensureOwnerOrLink(db, { ...settings, owner });
      await seedDemo(db, { dataFolder, secretKey, signal }, say);
      return `Demo: sign in as ${owner.email} with the password ${owner.password}`;
    }
    const link = await ensureOwnerOrLink(db, settings);
    return link && `Set up your hub, once, within 24 hours: ${link}`;
  } finally {
    await close();
  }
}
