import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { hosts } from "#drizzle/containers";
import { expect, test } from "#e2e/fixtures/dashboard";
import { seedManyContainers } from "#e2e/fixtures/many-containers";
import { cookieOf, rawCaller } from "#e2e/fixtures/raw-call";
import { ownHub } from "#e2e/fixtures/two-hubs";

// A host without a worker: ours would see that Docker has none of them.
const elsewhere = "many";

test.afterEach(async ({ db }) => {
  const many = sql`(select id from containers where key like 'many:%')`;
  await db.transaction(async (tx) => {
    // Without asking of each row whether another one names it.
    await tx.execute(sql`set local session_replication_role = replica`);
    for (const table of ["backups", "backup_tallies", "backup_configs", "instances"])
      await tx.execute(sql`delete from ${sql.identifier(table)} where container_id in ${many}`);
    await tx.execute(sql`delete from containers where key like 'many:%'`);
    await tx.delete(hosts).where(eq(hosts.identifier, elsewhere));
  });
});

test("10,000 containers: listed, searched and opened at once", async ({
  page,
  db,
  started,
  context,
}) => {
  const { hubId } = await ownHub(db);
  const hostId = uuidv7();
  await db.insert(hosts).values({ id: hostId, hubId, identifier: elsewhere });
  await seedManyContainers(db, { hubId, hostId }, { containers: 10_000, backups: 2 });

  await test.step("the API answers them by pages, and says how many there are", async () => {
    const call = rawCaller(started.url, await cookieOf(context));
    const read = async (query: string) =>
      JSON.parse((await call("GET", `/api/v1/containers?${query}`)).text);
    const first = await read("");
    expect(first.data).toHaveLength(200);
    expect(first.total).toBeGreaterThanOrEqual(10_000);
    expect(first.data[0]).toHaveProperty("config");
    const second = await read("page[number]=2&page[size]=3");
    expect(second.data).toEqual((await read("page[number]=1&page[size]=6")).data.slice(3));
    expect((await read("view=summary")).data).toHaveLength(first.total);
    expect((await call("GET", "/api/v1/containers?page[size]=201")).status).toBe(422);
    expect((await call("GET", "/api/v1/containers?view=all")).status).toBe(422);
  });

  await test.step("the list draws those in sight, and finds the others", async () => {
    await page.goto("/containers");
    await expect(page.getByText(/10,\d{3} on this hub/)).toBeVisible();
    expect(await page.getByRole("row").count()).toBeLessThan(60);
    await page.getByRole("textbox", { name: "Search containers" }).fill("orders-db-9999");
    await expect(page.getByText(/^1 of 10,/)).toBeVisible();
    await page.getByRole("link", { name: "orders-db-9999" }).click();
    await expect(page.getByRole("dialog").getByText("registry.example.com").first()).toBeVisible();
    await expect(page.getByRole("link", { name: "Backups 2" })).toBeVisible();
  });
});
