import { afterAll, beforeAll, expect, test } from "vitest";
import { type Holdfast, startHoldfast } from "#e2e/fixtures/holdfast";
import type { Target } from "#e2e/fixtures/runs";

/*
 * The documentation's own examples, unmodified, where they can work; its MySQL and PostgreSQL
 * restore commands are misprinted (design page, Commands), so their corrected forms stand here.
 */

const places = {
  mariadb: {
    env: { MYSQL_ROOT_PASSWORD: "s3cret-root", MYSQL_DATABASE: "shop" },
    volume: "/var/lib/mysql",
  },
  postgres: {
    env: {
      POSTGRES_USER: "ada",
      POSTGRES_PASSWORD: "s3cret-word",
      POSTGRES_DB: "shop",
      POSTGRES_INITDB_ARGS: "--auth-local=scram-sha-256",
    },
    volume: "/var/lib/postgresql/data",
  },
  "mongo-stand-in": {
    env: {
      USERNAME: "ada",
      PASSWORD: "s3cret-word",
      MONGO_INITDB_ROOT_USERNAME: "ada",
      MONGO_INITDB_ROOT_PASSWORD: "s3cret-word",
    },
    volume: "/data/db",
  },
  tar: { env: {}, volume: "/var/lib/test" },
};

let holdfast: Holdfast;
let targets: Record<keyof typeof places, Target>;

beforeAll(async () => {
  holdfast = await startHoldfast();
  await holdfast.startWorker();
  const run = (image: keyof typeof places) =>
    holdfast.run({ image: holdfast.services.images[image], ...places[image] });
  const [mariadb, postgres, mongo, tar] = await Promise.all([
    run("mariadb"),
    run("postgres"),
    run("mongo-stand-in"),
    run("tar"),
  ]);
  targets = { mariadb, postgres, "mongo-stand-in": mongo, tar };
});
afterAll(() => holdfast.stop());

const examples = [
  {
    name: "MySQL",
    image: "mariadb",
    backup: '"mysqldump --all-databases -u root -p$MYSQL_ROOT_PASSWORD"',
    restore: '"mysql -u root -p$MYSQL_ROOT_PASSWORD < /dev/stdin"',
    load: "mysql -uroot -p$MYSQL_ROOT_PASSWORD shop -e 'CREATE TABLE t (a INT); INSERT INTO t VALUES (41),(42)'",
    destroy: "mysql -uroot -p$MYSQL_ROOT_PASSWORD shop -e 'DROP TABLE t'",
    picture: "mysql -uroot -p$MYSQL_ROOT_PASSWORD shop -Ne 'SELECT * FROM t' 2>&1 || true",
  },
  {
    name: "MySQL without quotes",
    image: "mariadb",
    prepare:
      "mysql -uroot -p$MYSQL_ROOT_PASSWORD -e \"GRANT ALL ON *.* TO 'user'@'localhost' IDENTIFIED BY 'password' WITH GRANT OPTION\"",
    backup: "mysqldump --all-databases -uuser -ppassword",
    restore: "mysql -uuser -ppassword < /dev/stdin",
    load: "mysql -uroot -p$MYSQL_ROOT_PASSWORD -e 'CREATE DATABASE d; CREATE TABLE d.t (a INT); INSERT INTO d.t VALUES (41),(42)'",
    destroy: "mysql -uroot -p$MYSQL_ROOT_PASSWORD -e 'DROP DATABASE d'",
    picture: "mysql -uroot -p$MYSQL_ROOT_PASSWORD -Ne 'SELECT * FROM d.t' 2>&1 || true",
  },
  {
    name: "PostgreSQL",
    image: "postgres",
    backup: '"PGPASSWORD=$POSTGRES_PASSWORD pg_dump  -U $POSTGRES_USER --clean -Ft $POSTGRES_DB"',
    restore: '"PGPASSWORD=$POSTGRES_PASSWORD pg_restore  -U $POSTGRES_USER -Ft  -d $POSTGRES_DB"',
    load: "PGPASSWORD=$POSTGRES_PASSWORD psql -qU ada shop -c 'CREATE TABLE t (a int); INSERT INTO t VALUES (41),(42)'",
    destroy: "PGPASSWORD=$POSTGRES_PASSWORD psql -qU ada shop -c 'DROP TABLE t'",
    picture: "PGPASSWORD=$POSTGRES_PASSWORD psql -U ada shop -Atc 'SELECT * FROM t' 2>&1 || true",
  },
  {
    name: "MongoDB (stand-in)",
    image: "mongo-stand-in",
    backup: '"mongodump --archive -u $USERNAME -p $PASSWORD"',
    restore: '"mongorestore --archive -u $USERNAME -p $PASSWORD"',
    load: "mongo-insert shop 1 '{\"a\":1}'; mongo-insert shop 2 '{\"a\":2}'",
    destroy: "rm /data/db/shop/2",
    picture: "mongo-find",
  },
  {
    name: "Tar",
    image: "tar",
    backup: '"tar czf /dev/stdout -C /var/lib/test backup"',
    restore: '"tar xzf /dev/stdin -C /var/lib/test"',
    load: "head -c 300000 /dev/urandom > /var/lib/test/backup/noise",
    destroy: "rm -r /var/lib/test/backup",
    picture: "cd /var/lib/test && find . | sort && cat backup/* 2>&1 | cksum",
  },
  {
    name: "Tar to -, with the folder changed",
    image: "tar",
    backup: "tar cf - -C /var/lib/test backup",
    restore: "tar xf - -C /var/lib/test",
    load: "seq 9999 > /var/lib/test/backup/numbers",
    destroy: "rm -r /var/lib/test/backup",
    picture: "cd /var/lib/test && find . | sort && cat backup/* 2>&1 | cksum",
  },
  {
    name: "a script in the container",
    image: "tar",
    backup: "/opt/backup.sh",
    restore: "/opt/restore.sh",
    load: "rm -f /var/lib/test/backup/noise; seq 99 > /var/lib/test/backup/numbers",
    destroy: "rm -r /var/lib/test/backup",
    picture: "cd /var/lib/test && find . | sort && cat backup/* 2>&1 | cksum",
  },
] as const;

test.each(examples)("$name: what it backs up, it restores", async (example) => {
  const target = targets[example.image];
  expect(target.row.statefulDetected).toBe(true);
  if ("prepare" in example) await target.shell(example.prepare);
  await target.shell(example.load);
  const before = await target.shell(example.picture);

  const backup = await holdfast.backUp(target, example);
  expect(backup).toMatchObject({ state: "live", exitCode: 0, errorMessage: null });

  await target.shell(example.destroy);
  expect(await target.shell(example.picture)).not.toBe(before);
  const restore = await holdfast.restore(target, backup.id);
  expect(restore).toMatchObject({ state: "completed", fedBytes: backup.originalSize });
  expect(await target.shell(example.picture)).toBe(before);
  if (example.name === "a script in the container") {
    expect((await holdfast.log(backup.id)).log).toBe("packing 2 files\n");
    expect((await holdfast.log(restore.id)).log).toBe("unpacked 2 files\n");
  }
});
