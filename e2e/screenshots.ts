import { mkdirSync } from "node:fs";
import { chromium, type Page } from "playwright";
import { npmStart } from "#e2e/fixtures/npm-start";
import { apiCaller } from "#e2e/fixtures/own-api";
import { trackContainer } from "#e2e/fixtures/stateful";
import { backupsTab } from "#e2e/pages/backups-tab";
import { tabPath } from "#e2e/pages/container-modal";
import { signInPage } from "#e2e/pages/sign-in";
import { startContainer } from "#e2e/services/container";
import { runCommand } from "#e2e/services/run-command";
import { createBucket } from "#e2e/services/s3-bucket";
import { startServices } from "#e2e/services/services";
import { openDatabase } from "#lib/db/client";

/*
 * `npm run screenshots` takes the README's pictures of the real thing: `npm start`, a real database in
 * a container and a real bucket. Sizes and logs are what they were; only the rows' times are moved
 * apart afterwards, as a week of use would have left them.
 */

const folder = "public/screenshots";
const owner = { email: "ada@example.com", password: "correct horse battery" };
const env = { POSTGRES_PASSWORD: "not a secret", POSTGRES_USER: "shop", POSTGRES_DB: "orders" };
const images = { db: "shop/postgres:15", cache: "shop/redis:7" };
const dump = (database: string) =>
  `"PGPASSWORD=$POSTGRES_PASSWORD pg_dump -U $POSTGRES_USER -Fc -Z0 ${database}"`;
const restore = `"PGPASSWORD=$POSTGRES_PASSWORD pg_restore -U $POSTGRES_USER --clean --if-exists --single-transaction -d $POSTGRES_DB"`;

const undo: (() => Promise<unknown>)[] = [];
try {
  await takeAll();
} finally {
  for (const step of undo.reverse()) await step().catch(console.error);
}

async function takeAll(): Promise<void> {
  const { services, stop } = await startServices();
  undo.push(stop);
  await tag(services.images.postgres, images.db);
  await tag(services.images.redis, images.cache);
  const bucket = await createBucket(services.s3, "holdfast-backups");
  undo.push(() => bucket.destroy());
  const start = await npmStart("screenshots", {
    HOLDFAST_OWNER_EMAIL: owner.email,
    HOLDFAST_OWNER_PASSWORD: owner.password,
  });
  undo.push(start.stop);
  const { db, sql, close } = openDatabase(start.databaseUrl, { max: 2 });
  undo.push(close);
  const browser = await chromium.launch(services.browser);
  undo.push(() => browser.close());
  const page = await browser.newPage({
    baseURL: start.url,
    viewport: { width: 1440, height: 900 },
    colorScheme: "light",
  });
  await page.goto("/login");
  await signInPage(page).signIn(owner);
  await page.getByRole("heading", { name: "Containers" }).waitFor();

  await compose({ image: images.cache, service: "sessions", volume: "/data" });
  const container = await compose({
    image: images.db,
    service: "orders-db",
    volume: "/var/lib/postgresql/data",
    env,
  });
  const target = await trackContainer(db, container);
  const api = apiCaller(page.request, services, bucket);
  const { id } = await api.bucketIntegration();
  await api.call("PATCH", `/hubs/current/integrations/${id}`, { name: "Backup bucket" });
  const addOrders = (rows: number) =>
    container.exec([
      ...["psql", "-U", "shop", "-d", "orders", "-qc"],
      `CREATE TABLE IF NOT EXISTS orders (id bigserial, item text, note text);
       INSERT INTO orders (item, note) SELECT md5(n::text), repeat('lorem ipsum ', 12) FROM generate_series(1, ${rows}) n`,
    ]);

  const good = { backup: dump("$POSTGRES_DB"), restore };
  for (const rows of [300_000, 20_000, 15_000, 25_000]) {
    await addOrders(rows);
    await api.configure(target, good);
    await api.backUp(target);
  }
  await api.configure(target, { backup: dump("order"), restore });
  await api.backUp(target);
  await api.configure(target, good);
  await addOrders(30_000);
  await api.backUp(target, 2);
  await moveApart(target.containerId);

  await page.goto(tabPath(target.containerId, "backups"));
  const failed = backupsTab(page).rowsIn("Failed");
  await failed.getByRole("button", { name: "Log" }).click();
  await failed.getByText("does not exist").last().waitFor();
  await page.mouse.move(5, 5);
  await take(page, "backups");

  async function moveApart(containerId: string): Promise<void> {
    await sql`
      update backups b set created = b.created - m.back, started = b.started - m.back,
        finished = b.finished - m.back
      from (select id, (row_number() over (order by created desc) - 1) * interval '23 hours 50 minutes'
        + interval '4 hours' as back from backups) m
      where m.id = b.id and b.container_id = ${containerId}`;
  }
}

async function tag(image: string, name: string): Promise<void> {
  await runCommand("docker", ["tag", image, name], { timeoutSeconds: 20 });
  undo.push(() => runCommand("docker", ["rmi", name], { timeoutSeconds: 20 }));
}

async function compose(options: {
  image: string;
  service: string;
  volume: string;
  env?: Record<string, string>;
}) {
  const { service, ...rest } = options;
  const container = await startContainer({
    ...rest,
    name: `shop-${service}-1`,
    network: "none",
    labels: {
      "com.docker.compose.project": "shop",
      "com.docker.compose.service": service,
      "com.docker.compose.container-number": "1",
    },
  });
  undo.push(() => container.remove());
  return container;
}

async function take(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/${name}.png`;
  await page.screenshot({ path, animations: "disabled" });
  console.log(path);
}
