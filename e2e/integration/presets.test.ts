import { spawn } from "node:child_process";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Holdfast, startHoldfast } from "#e2e/fixtures/holdfast";
import type { BackupRow, Target } from "#e2e/fixtures/runs";
import { ensureCommands } from "#e2e/services/packages";
import { parseCommand } from "#lib/backups/commands/parse-command";
import { presetFor, presets } from "#lib/backups/commands/presets";
import { decodeManifest, type Manifest } from "#lib/backups/manifest";

/*
 * Every preset, word for word, on a real database: load, back up, destroy, restore by Holdfast,
 * destroy again, restore by hand with the bucket alone (promise 10). MongoDB's own tools can be had
 * from no Debian release in reach: its preset runs against a stand-in that checks flags and
 * credentials and speaks stdin and stdout, and so shows no more than that.
 */

let holdfast: Holdfast;

const mysql = "export MYSQL_PWD=$MYSQL_ROOT_PASSWORD; mysql -uroot";
const sqlData = `${mysql} <<'SQL'
DROP DATABASE IF EXISTS shop; DROP USER IF EXISTS clerk@localhost;
CREATE DATABASE shop CHARACTER SET utf8mb4;
USE shop;
CREATE TABLE orders (id INT PRIMARY KEY, buyer TEXT, blob_ LONGBLOB, at DATETIME(6));
INSERT INTO orders VALUES (1, 'Zoë 🦊', x'00ff1a27225c', '2026-01-02 03:04:05.678901'), (2, NULL, '', NULL);
INSERT INTO orders SELECT seq + 10, REPEAT(CONCAT('row ', seq), 20), NULL, NULL FROM seq_1_to_3000;
CREATE VIEW named AS SELECT id, buyer FROM orders WHERE buyer IS NOT NULL;
CREATE PROCEDURE answer() SELECT 42;
CREATE TABLE log (n INT); CREATE TRIGGER noted AFTER INSERT ON orders FOR EACH ROW INSERT INTO log VALUES (NEW.id);
CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM log;
CREATE USER clerk@localhost IDENTIFIED BY 'clerk-word'; GRANT SELECT ON shop.* TO clerk@localhost;
SQL`;
const sqlDestroy = `${mysql} -e 'DROP DATABASE shop; DROP USER clerk@localhost'`;
// The accounts count at once: the clerk signs in.
const sqlPicture = `(mysql -uclerk -pclerk-word -Ne 'SELECT COUNT(*) FROM shop.orders'; ${mysql} shop -Ne "
  SELECT id, HEX(buyer), HEX(blob_), at FROM orders ORDER BY id LIMIT 5;
  SELECT COUNT(*), SUM(CRC32(CONCAT_WS('|', id, buyer))) FROM named; CALL answer();
  SELECT trigger_name, action_statement FROM information_schema.triggers; SELECT event_name FROM information_schema.events") 2>&1 || true`;

const pg = "PGPASSWORD=$POSTGRES_PASSWORD psql -qAtU ada shop";

const cases = [
  {
    id: "mysql",
    image: "mariadb",
    env: { MYSQL_ROOT_PASSWORD: 'it\'s a $ecret "word"' },
    volume: "/var/lib/mysql",
    load: sqlData,
    destroy: sqlDestroy,
    picture: sqlPicture,
  },
  {
    id: "mariadb",
    image: "mariadb",
    env: { MYSQL_ROOT_PASSWORD: 'it\'s a $ecret "word"' },
    volume: "/var/lib/mysql",
    load: sqlData,
    destroy: sqlDestroy,
    picture: sqlPicture,
  },
  {
    id: "postgresql",
    image: "postgres",
    env: {
      POSTGRES_USER: "ada",
      POSTGRES_PASSWORD: "it's a $ecret word",
      POSTGRES_DB: "shop",
      POSTGRES_INITDB_ARGS: "--auth-local=scram-sha-256",
    },
    volume: "/var/lib/postgresql/data",
    load: `${pg} <<'SQL'
CREATE SCHEMA books;
CREATE TABLE books.orders (id serial PRIMARY KEY, buyer text, raw bytea, at timestamptz);
INSERT INTO books.orders (buyer, raw, at) VALUES ('Zoë 🦊', '\\x00ff5c27', '2026-01-02 03:04:05.678901Z');
INSERT INTO books.orders (buyer) SELECT repeat('row ' || n, 20) FROM generate_series(1, 20000) n;
CREATE TABLE lines (order_id int REFERENCES books.orders, what jsonb); INSERT INTO lines VALUES (1, '{"a": [1, 2]}');
CREATE VIEW named AS SELECT id FROM books.orders; CREATE INDEX by_buyer ON books.orders (buyer);
CREATE FUNCTION answer() RETURNS int LANGUAGE sql AS 'SELECT 42';
SELECT lo_from_bytea(4711, 'a large object');
SQL`,
    destroy: `${pg} -c "DROP TABLE lines; DROP VIEW named; UPDATE books.orders SET buyer = 'overwritten'; DELETE FROM books.orders WHERE id > 5; DROP FUNCTION answer(); SELECT lo_unlink(4711)"`,
    picture: `(${pg} -c "SELECT * FROM books.orders WHERE id < 3; SELECT count(*), sum(hashtext(buyer)) FROM books.orders;
      SELECT * FROM lines" -c "SELECT answer()" -c "SELECT nextval('books.orders_id_seq') > 20000" -c "SELECT count(*) FROM named" -c "SELECT lo_get(4711)") 2>&1 || true`,
  },
  {
    id: "mongodb",
    image: "mongo-stand-in",
    env: { MONGO_INITDB_ROOT_USERNAME: "ada", MONGO_INITDB_ROOT_PASSWORD: "two words 'n $more" },
    volume: "/data/db",
    load: 'for n in 1 2 3; do mongo-insert shop $n "{\\"a\\": $n}"; done; mongo-insert users ada \'{}\'',
    destroy: "rm -r /data/db/users; mongo-insert shop 2 overwritten; mongo-insert shop 9 unwanted",
    picture: "mongo-find",
  },
  {
    id: "redis",
    image: "redis",
    env: { REDIS_PASSWORD: "it's a $ecret" },
    command: [
      "sh",
      "-c",
      'exec redis-server --requirepass "$REDIS_PASSWORD" --appendonly yes --enable-debug-command local',
    ],
    volume: "/data",
    load: `export REDISCLI_AUTH="$REDIS_PASSWORD"; redis-cli set a 'b c'; redis-cli -n 3 hset h k v;
      redis-cli rpush l 1 2 3; redis-cli set later x ex 9000; redis-cli eval "for n=1,5000 do redis.call('set','k'..n,('row '..n):rep(9)) end" 0`,
    destroy: 'export REDISCLI_AUTH="$REDIS_PASSWORD"; redis-cli flushall; redis-cli set unwanted 1',
    // The digest is of all keys and values; times to live are not in it.
    picture: `export REDISCLI_AUTH="$REDIS_PASSWORD"; redis-cli debug digest; redis-cli -n 3 hgetall h; redis-cli get a;
      [ $(redis-cli ttl later) -gt 8000 ] && echo later; redis-cli config get appendonly; redis-cli role | head -1; redis-cli set probe 1 && redis-cli del probe`,
  },
  {
    id: "tar",
    image: "tar",
    env: {},
    volume: "/var/lib/test",
    load: `cd /var/lib/test && mkdir -p 'deep er/-rf' empty && seq 200000 > 'deep er/-rf/a "name"' &&
      head -c 300000 /dev/urandom > backup/noise && ln -s ../backup/kept.txt empty/link && chmod 640 backup/noise && chown 12:34 backup/noise && touch -d 2001-02-03 empty backup/noise`,
    destroy:
      "cd /var/lib/test && rm -r 'deep er' backup/noise empty && echo spoiled > backup/kept.txt",
    picture:
      "cd /var/lib/test && find . -printf '%p %y %m %U:%G %s %l\\n' | sort && find . -type f -exec cksum {} + | sort; stat -c %Y backup/noise || true",
  },
] as const;

/** One container for each image; both presets for MySQL work on the same. */
const targets = new Map<string, Target>();

beforeAll(async () => {
  await ensureCommands(["zstd"]);
  holdfast = await startHoldfast();
  await holdfast.startWorker();
  const places = new Map(cases.map((given) => [given.image, given]));
  const run = async (given: (typeof cases)[number]) => {
    const { env, volume } = given;
    const command = "command" in given ? { command: given.command } : {};
    const image = holdfast.services.images[given.image];
    targets.set(given.image, await holdfast.run({ image, env, volume, ...command }));
  };
  await Promise.all([...places.values()].map(run));
});
afterAll(() => holdfast.stop());

test.each(cases)("the preset $id restores what it backed up, by us and by hand", async (given) => {
  const target = targets.get(given.image);
  const preset =
    presets.find(({ id }) => id === given.id) ?? presetFor("files", target?.row.mounts ?? []);
  if (!preset || !target) throw new Error(`no preset or no container for ${given.id}`);
  expect(preset.id).toBe(given.id);
  await target.shell(given.load);
  const before = await target.shell(given.picture);

  const backup = await holdfast.backUp(target, {
    backup: preset.backupCommand,
    restore: preset.restoreCommand,
  });
  expect(backup).toMatchObject({ state: "live", exitCode: 0, errorMessage: null });

  await target.shell(given.destroy);
  expect(await target.shell(given.picture)).not.toBe(before);
  const restore = await holdfast.restore(target, backup.id);
  expect(restore).toMatchObject({ state: "completed", fedBytes: backup.originalSize });
  expect(await target.shell(given.picture)).toBe(before);

  await target.shell(given.destroy);
  const manifest = await readManifest(backup);
  await restoreByHand(manifest, target);
  expect(await target.shell(given.picture)).toBe(before);
  expectSame(manifest, backup, target);
  expect(JSON.stringify([manifest, await holdfast.log(backup.id)])).not.toContain("ecret");
});

async function readManifest(backup: BackupRow): Promise<Manifest> {
  const [key, version] = [backup.manifestPath ?? "", backup.manifestVersionId ?? ""];
  const { Body } = await holdfast.bucket.client.send(
    new GetObjectCommand({ Bucket: holdfast.bucket.name, Key: key, VersionId: version }),
  );
  const manifest = decodeManifest((await Body?.transformToByteArray()) ?? new Uint8Array());
  if (!manifest) throw new Error(`${key} is not a manifest`);
  return manifest;
}

/** With the manifest, an S3 client, zstd's own program and `docker exec -i`, and nothing of ours. */
async function restoreByHand(manifest: Manifest, target: Target): Promise<void> {
  const { key, compression } = manifest.object;
  const { Body } = await holdfast.bucket.client.send(
    new GetObjectCommand({ Bucket: holdfast.bucket.name, Key: key }),
  );
  const stored = Buffer.from((await Body?.transformToByteArray()) ?? []);
  const words = parseCommand(manifest.backup.restore_command ?? "").argv;
  const decompress = compression === "zstd" ? "zstd -d" : "cat";
  const script = `set -o pipefail; ${decompress} | docker exec -i ${target.id} "$@"`;
  const child = spawn("bash", ["-c", script, "bash", ...words], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk;
  });
  child.stdin.end(stored);
  const code = await new Promise((resolve) => child.once("close", resolve));
  expect(code, stderr).toBe(0);
}

function expectSame(manifest: Manifest, row: BackupRow, target: Target): void {
  expect(manifest.object).toMatchObject({
    key: row.path,
    version_id: row.versionId,
    size: row.size,
    original_size: row.originalSize,
    compression: row.compression,
    sha256: row.sha256,
    parts: row.parts,
  });
  expect(manifest.backup).toMatchObject({ id: row.id, command: row.command, exit_code: 0 });
  expect(manifest.backup.created).toBe(row.created.toISOString());
  expect(manifest.container).toMatchObject({ id: target.row.id, key: target.row.key });
  expect(manifest.instance).toMatchObject({ id: row.instanceId, name: target.name });
  expect(row.size).toBe((row.parts ?? []).reduce((sum, part) => sum + part.size, 0));
}
