/*
 * `npm run bench:web`: how quick the dashboard is in Chromium on this machine, on what `npm start`
 * serves, with 1,000 containers and 100,000 backups in the database; medians and p95 of 15 turns
 * (`-- --turns N`, `-- --containers N`, `-- --backups N` of each). Prints each figure with its goal.
 */
import { parseArgs } from "node:util";
import { chromium } from "playwright";
import { v7 as uuidv7 } from "uuid";
import { hosts } from "#drizzle/containers";
import { toTable } from "#e2e/bench/web/figures";
import { measureAll } from "#e2e/bench/web/measure-all";
import { seedManyContainers } from "#e2e/fixtures/many-containers";
import { npmStart } from "#e2e/fixtures/npm-start";
import { owner } from "#e2e/fixtures/people";
import { ownHub } from "#e2e/fixtures/two-hubs";
import { signInPage } from "#e2e/pages/sign-in";
import { startServices } from "#e2e/services/services";
import { openDatabase } from "#lib/db/client";

const { values } = parseArgs({
  options: {
    turns: { type: "string", default: "15" },
    containers: { type: "string", default: "1000" },
    backups: { type: "string", default: "100" },
  },
});

const undo: (() => Promise<unknown>)[] = [];
try {
  await run();
} finally {
  for (const step of undo.reverse()) await step().catch(console.error);
}

async function run(): Promise<void> {
  const { services, stop } = await startServices();
  undo.push(stop);
  const started = await npmStart("bench-web", {
    HOLDFAST_OWNER_EMAIL: owner.email,
    HOLDFAST_OWNER_PASSWORD: owner.password,
  });
  undo.push(started.stop);
  const { db, close } = openDatabase(started.databaseUrl, { max: 2 });
  undo.push(close);
  const { hubId } = await ownHub(db);
  // A host without a worker: ours would see that Docker has none of them.
  const hostId = uuidv7();
  await db.insert(hosts).values({ id: hostId, hubId, identifier: "many" });
  const size = { containers: Number(values.containers), backups: Number(values.backups) };
  await seedManyContainers(db, { hubId, hostId }, size);

  const browser = await chromium.launch(services.browser);
  undo.push(() => browser.close());
  const context = await browser.newContext({
    baseURL: started.url,
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.goto("/login");
  await signInPage(page).signIn(owner);
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  const storageState = await context.storageState();
  await context.close();

  const about = { browser, baseURL: started.url, storageState, turns: Number(values.turns) };
  const figures = await measureAll(about);
  const count = (value: number) => value.toLocaleString("en");
  console.log(
    `\n${count(size.containers)} containers, ${count(size.containers * size.backups)} backups, ${values.turns} turns\n\n${toTable(figures)}`,
  );
}
