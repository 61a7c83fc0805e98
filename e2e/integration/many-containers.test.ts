import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seedManyContainers } from "#e2e/fixtures/many-containers";
import { type SeededHub, seedContainer, seedHub, seedIntegration } from "#e2e/fixtures/seed";
import { createDatabase } from "#e2e/services/postgres";
import { readServices } from "#e2e/services/services";
import type { ContainerDto, ContainerSummaryDto } from "#lib/api/container-dto";
import { readContainer, readContainerSummaries, readContainers } from "#lib/api/read-containers";
import { type Database, openDatabase } from "#lib/db/client";

const count = 10_000;
const sort = { by: "environment", descending: false } as const;

let database: { url: string; drop(): Promise<void> };
let db: Database;
let close: () => Promise<void>;
let hub: SeededHub;

beforeAll(async () => {
  database = await createDatabase(readServices().postgresUrl);
  ({ db, close } = openDatabase(database.url, { max: 4 }));
  hub = await seedHub(db);
  await seedManyContainers(db, hub, { containers: count, backups: 6 });
});

afterAll(async () => {
  await close();
  await database.drop();
});

const summaryOf = (full: ContainerDto): ContainerSummaryDto => ({
  id: full.id,
  identifier: full.identifier,
  name: full.name,
  environment: full.environment,
  image: full.image,
  instances: full.instances,
  stateful: full.stateful,
  state: { current: full.state.current },
  gone: full.gone,
  deletion: full.deletion,
  backups: {
    ...full.backups,
    last: full.backups.last && {
      state: full.backups.last.state,
      created: full.backups.last.created,
    },
  },
  health: full.health && { ...full.health, reason: null },
  next_run: full.next_run,
});

test("10,000 containers in few words are what their pages say, in under a third of the bytes", async () => {
  const pages: ContainerDto[] = [];
  for (let offset = 0; offset < count; offset += 500) {
    const { data, total } = await readContainers(db, hub.hubId, { limit: 500, offset, sort });
    expect(total).toBe(count);
    pages.push(...data);
  }
  const summaries = await readContainerSummaries(db, hub.hubId, sort);
  expect(summaries).toEqual(pages.map(summaryOf));
  expect(summaries[0]).toMatchObject({
    instances: 1,
    stateful: true,
    backups: { live: 5, running: 0, last: { state: "live" } },
  });
  const bytes = (list: unknown) => JSON.stringify(list).length;
  expect(bytes(summaries)).toBeLessThan(bytes(pages) / 3);
  expect(bytes(summaries)).toBeLessThan(count * 560);
});

test("they come by identifier or age, either way round", async () => {
  const page = { limit: 200, offset: 300 };
  for (const by of ["identifier", "created"] as const) {
    const [up, down] = await Promise.all(
      [false, true].map((descending) =>
        readContainerSummaries(db, hub.hubId, { by, descending }).then((all) =>
          all.map(({ id }) => id),
        ),
      ),
    );
    expect(down).toEqual(up?.toReversed());
    const { data } = await readContainers(db, hub.hubId, {
      ...page,
      sort: { by, descending: true },
    });
    expect(data.map(({ id }) => id)).toEqual(down?.slice(300, 500));
    if (by === "identifier")
      expect(data.map((one) => one.identifier)).toEqual(
        data.map((one) => one.identifier).toSorted((a, b) => (a < b ? 1 : -1)),
      );
  }
});

test("the sums over every backup are read from an index alone, however large the rows", async () => {
  const plan = await db.execute(sql`
    explain select container_id, sum(size), max(created) filter (where state = 'live') from backups
    where hub_id = ${hub.hubId} and state <> 'deleted' group by container_id`);
  expect(JSON.stringify(plan)).toContain("Index Only Scan using backups_hub");
});

test("a container that is gone is listed while it has something left, and has its own page anyway", async () => {
  const integrationId = await seedIntegration(db, hub, {
    vendor: "folder",
    path: "/var/empty/holdfast",
    prefix: "",
  });
  const { containerId } = await seedContainer(db, hub, { integrationId });
  const listed = async () => {
    const all = await readContainerSummaries(db, hub.hubId, sort);
    const { total } = await readContainers(db, hub.hubId, { limit: 1, offset: 0, sort });
    expect(total).toBe(all.length);
    return all.find(({ id }) => id === containerId);
  };
  await db.execute(sql`update containers set state = 'gone' where id = ${containerId}`);
  await db.execute(sql`update instances set state = 'gone' where container_id = ${containerId}`);
  expect(await listed()).toMatchObject({ state: { current: "gone" }, instances: 0 });
  await db.execute(sql`delete from backup_configs where container_id = ${containerId}`);
  expect(await listed()).toBeUndefined();
  expect(await readContainer(db, hub.hubId, containerId)).toMatchObject({
    backups: { live: 0, last: null },
  });
});
