import { GetBucketVersioningCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import postgres from "postgres";
import { expect, test } from "vitest";
import { startContainer } from "#e2e/services/container";
import { createDatabase } from "#e2e/services/postgres";
import { createBucket } from "#e2e/services/s3-bucket";
import { readServices } from "#e2e/services/services";

const services = readServices();

test("a bucket of the gateway keeps versions, and is gone when destroyed", async () => {
  const bucket = await createBucket(services.s3);
  const versioning = new GetBucketVersioningCommand({ Bucket: bucket.name });
  expect((await bucket.client.send(versioning)).Status).toBe("Enabled");
  for (const Body of ["first", "second"])
    await bucket.client.send(new PutObjectCommand({ Bucket: bucket.name, Key: "a", Body }));
  expect(await bucket.versions()).toHaveLength(2);
  await bucket.destroy();
});

test("every test file has a database of its own", async () => {
  const database = await createDatabase(services.postgresUrl);
  const sql = postgres(database.url, { max: 1 });
  const rows = await sql`select current_database() as name`;
  expect(`/${rows[0]?.name}`).toBe(new URL(database.url).pathname);
  await database.drop();
  await expect(sql`select 1`).rejects.toThrow();
  await sql.end();
});

const asked = [
  {
    image: "mariadb",
    env: { MYSQL_ROOT_PASSWORD: "it's $ecret", MYSQL_DATABASE: "shop" },
    ask: 'mysql -u root "-p$MYSQL_ROOT_PASSWORD" -Ne "SHOW DATABASES LIKE \'shop\'"',
    answer: "shop",
  },
  {
    image: "postgres",
    env: {
      POSTGRES_USER: "ada",
      POSTGRES_PASSWORD: "secret",
      POSTGRES_DB: "shop",
      POSTGRES_INITDB_ARGS: "--auth-local=scram-sha-256",
    },
    ask: 'PGPASSWORD=$POSTGRES_PASSWORD psql -U $POSTGRES_USER -Atc "SELECT current_database()" $POSTGRES_DB',
    answer: "shop",
  },
  { image: "redis", env: {}, ask: "redis-cli set a 1 && redis-cli get a", answer: "OK\n1" },
  {
    image: "mongo-stand-in",
    env: { MONGO_INITDB_ROOT_USERNAME: "ada", MONGO_INITDB_ROOT_PASSWORD: "secret" },
    ask: "mongo-insert shop 1 '{}' && mongodump --archive -u ada -p secret | mongorestore --archive --drop -u ada -p secret && mongo-find",
    answer: "shop 1 {}",
  },
  {
    image: "tar",
    env: {},
    ask: "stream sql 1000 | wc -c; /opt/backup.sh | tar t",
    answer: "1000\nbackup/\nbackup/kept.txt",
  },
] as const;

test.each(asked)("the image $image takes its variables and answers", async (given) => {
  const container = await startContainer({ image: services.images[given.image], env: given.env });
  try {
    expect((await container.shell(given.ask)).trim()).toBe(given.answer);
  } finally {
    await container.remove();
  }
});

test("the image without a shell has none, and writes, counts and fails", async () => {
  const container = await startContainer({ image: services.images["no-shell"] });
  try {
    await expect(container.shell("true")).rejects.toThrow("/bin/sh");
    expect(await container.exec(["/stream", "sum"], "12345")).toMatch(/^5 [0-9a-f]{16}\n$/);
    await expect(
      container.exec(["/stream", "random", "10", "+", "stderr", "66", "+", "exit", "3"]),
    ).rejects.toThrow(/exit code 3\nstream: this line/);
    expect(await container.processes()).toEqual([]);
  } finally {
    await container.remove();
  }
});
