import { createCipheriv, createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { StartContainer, TestContainer } from "#e2e/services/container";
import type { Images } from "#e2e/services/images";
import type { Random } from "#e2e/soak/random";

/** One that is over at once, one that ends two seconds later, and one that fails after all its bytes. */
export type Variant = "quick" | "slow" | "failing";

/** A kind of container: what it holds can be told by a sum, and a restore puts it beside the source. */
export type Kind = {
  name: string;
  start: StartContainer;
  backup: Record<Variant, string>;
  restore: string;
  /** A change under a run that reads it would be half in it: such a container has no schedule. */
  alone: boolean;
  prepare(container: TestContainer): Promise<void>;
  /** Another content: its sum, and how to put it there. */
  next(container: TestContainer, random: Random): Promise<{ sum: string; put(): Promise<unknown> }>;
  /** The sum of what the last restore has made. */
  restored(container: TestContainer): Promise<string>;
};

const mebibyte = 2 ** 20;

/** In a shell. */
function variants(command: string): Record<Variant, string> {
  return {
    quick: `"${command}"`,
    slow: `"${command} && sleep 2"`,
    failing: `"${command}; echo broken off >&2; exit 3"`,
  };
}

/** Files, by tar. */
export function files(images: Images, name: string, labels: Record<string, string> = {}): Kind {
  const folder = "/var/lib/test";
  return {
    name,
    start: { image: images.tar, volume: folder, labels, network: "none" },
    backup: variants(`tar cf - -C ${folder} backup`),
    restore: `"rm -rf ${folder}/restored && mkdir ${folder}/restored && tar xf - -C ${folder}/restored"`,
    alone: false,
    prepare: async () => undefined,
    async next(container, random) {
      const size = random.int(1, 24) * mebibyte - random.int(0, 1000);
      const words = `stream ${random.pick(["random", "sql"])} ${size} ${random.int(1, 1e9)}`;
      const sum = await container.shell(`${words} | stream sum`);
      const put = () => container.shell(`cd ${folder} && ${words} >next && mv next backup/data`);
      return { sum, put };
    },
    restored: (container) => container.shell(`stream sum <${folder}/restored/backup/data`),
  };
}

/** One file in an image without a shell. */
export function bare(images: Images): Kind {
  const show = "/stream show /data/held";
  return {
    name: "bare",
    start: { image: images["no-shell"], volume: "/data", network: "none" },
    backup: { quick: show, slow: `${show} + sleep 2`, failing: `${show} + stderr 70 + exit 3` },
    restore: "/stream sink /data/fed",
    alone: true,
    prepare: async () => undefined,
    async next(container, random) {
      const bytes = noise(random.int(1, 16) * mebibyte - random.int(0, 1000), random.int(1, 1e9));
      const sum = await container.exec(["/stream", "sum"], Readable.from([bytes]));
      const put = () => container.exec(["/stream", "save", "/data/held"], Readable.from([bytes]));
      return { sum, put };
    },
    restored: (container) => container.exec(["/stream", "show", "/data/fed"]),
  };
}

function noise(bytes: number, seed: number): Buffer {
  const key = createHash("md5").update(String(seed)).digest();
  return createCipheriv("aes-128-ctr", key, Buffer.alloc(16)).update(Buffer.alloc(bytes));
}

/** A table, by pg_dump; the restore goes to a second database. */
export function postgres(images: Images): Kind {
  const psql = (database: string) => `psql -qAtXU ada -v ON_ERROR_STOP=1 ${database}`;
  const sumOf = (value: string, from: string) =>
    `select count(*) || ' ' || md5(string_agg(${value}, ',' order by n)) from ${from}`;
  const env = { POSTGRES_USER: "ada", POSTGRES_PASSWORD: "word", POSTGRES_DB: "shop" };
  return {
    name: "postgres",
    start: { image: images.postgres, env, volume: "/var/lib/postgresql/data", network: "none" },
    backup: variants(
      "PGPASSWORD=$POSTGRES_PASSWORD pg_dump -U $POSTGRES_USER -Fc -Z0 $POSTGRES_DB",
    ),
    restore: `"pg_restore -U $POSTGRES_USER --clean --if-exists --single-transaction -d restored"`,
    alone: false,
    prepare: async (container) => {
      const create = "create table held (n int primary key, v text)";
      await container.shell(`${psql("shop")} -c '${create}' -c 'create database restored'`);
    },
    async next(container, random) {
      const value = `md5('${random.int(1, 1e9)}' || n)`;
      const series = `generate_series(1, ${random.int(500, 40_000)}) n`;
      const sum = await container.shell(`${psql("shop")} -c "${sumOf(value, series)}"`);
      const change = `begin; delete from held; insert into held select n, ${value} from ${series}; commit;`;
      return { sum, put: () => container.shell(psql("shop"), change) };
    },
    restored: (container) => container.shell(`${psql("restored")} -c "${sumOf("v", "held")}"`),
  };
}

/** A table, by mariadb-dump; the restore goes to a second database. */
export function mariadb(images: Images): Kind {
  const root = "MYSQL_PWD=$MYSQL_ROOT_PASSWORD";
  const client = (database: string) => `${root} mariadb -u root -N ${database}`;
  const sumOf = (n: string, value: string, from: string) =>
    `select count(*), sum(crc32(concat(${n}, ${value}))), bit_xor(crc32(concat(${value}, ${n}))) from ${from}`;
  const env = { MYSQL_ROOT_PASSWORD: "word" };
  return {
    name: "mariadb",
    start: { image: images.mariadb, env, volume: "/var/lib/mysql", network: "none" },
    backup: variants(`${root} mariadb-dump -u root --single-transaction shop`),
    restore: `"${root} mariadb -u root restored"`,
    alone: false,
    prepare: async (container) => {
      const tables = "create database shop; create database restored";
      const held = "create table shop.held (n int primary key, v text)";
      await container.shell(`${client("mysql")} -e '${tables}; ${held}'`);
    },
    async next(container, random) {
      const value = `md5(concat('${random.int(1, 1e9)}', seq))`;
      const series = `seq_1_to_${random.int(500, 30_000)}`;
      const sum = await container.shell(client("shop"), sumOf("seq", value, series));
      const change = `start transaction; delete from held; insert into held select seq, ${value} from ${series}; commit;`;
      return { sum, put: () => container.shell(client("shop"), change) };
    },
    restored: (container) => container.shell(client("restored"), sumOf("n", "v", "held")),
  };
}
