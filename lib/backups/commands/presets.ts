import { quote } from "shlex";
import { wrapCommand } from "#lib/backups/commands/wrap-command";
import type { Mount } from "#lib/containers/types";

export type PresetId = "mysql" | "mariadb" | "postgresql" | "mongodb" | "redis" | "tar";

export type Preset = {
  id: PresetId;
  name: string;
  backupCommand: string;
  restoreCommand: string;
  /** What a restore does to data that is there, in a sentence or two. */
  note: string;
};

/**
 * `MYSQL_PWD` keeps the password out of the process list and needs no quoting;
 * `--flush-privileges` makes the restored accounts count at once.
 */
const mysqlDump =
  "-u root --all-databases --single-transaction --routines --events --flush-privileges";
const mariadbPassword = `MYSQL_PWD=\${MARIADB_ROOT_PASSWORD:-$MYSQL_ROOT_PASSWORD}`;
const postgresPassword = "PGPASSWORD=$POSTGRES_PASSWORD";
const postgresUser = `-U \${POSTGRES_USER:-postgres}`;
const postgresDatabase = `\${POSTGRES_DB:-\${POSTGRES_USER:-postgres}}`;
/** Nothing at all when the server runs without accounts. */
const mongoLogin = `\${MONGO_INITDB_ROOT_USERNAME:+-u "$MONGO_INITDB_ROOT_USERNAME" -p "$MONGO_INITDB_ROOT_PASSWORD" --authenticationDatabase admin}`;

/**
 * Redis loads a dump only at its start or from a master. So a second server, in the same
 * container, loads the dump, and the running one copies all of it as that one's replica: nothing
 * is lost when the dump is bad, no restart is needed, and persistence goes on as configured. The
 * second server is asked for its process id, so that another's on the same port is never copied.
 */
const redisRestore = [
  `main() { if [ -z "$REDIS_PASSWORD" ]; then redis-cli "$@"; else REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli "$@"; fi; }`,
  "dir=$(mktemp -d) || exit 1",
  `finish() { main replicaof no one >/dev/null; [ -z "$pid" ] || kill $pid; rm -rf "$dir"; }`,
  "trap finish EXIT",
  "trap 'exit 1' HUP INT TERM",
  `cat > "$dir/dump.rdb" || exit 1`,
  "port=$((20000 + $$ % 20000))",
  `redis-server --port $port --bind 127.0.0.1 --dir "$dir" --save '' --appendonly no --repl-diskless-sync-delay 0 >&2 & pid=$!`,
  `until redis-cli -p $port info server 2>/dev/null | grep -q "process_id:$pid[^0-9]"; do kill -0 $pid || exit 1; sleep 0.2; done`,
  `[ "$(main replicaof 127.0.0.1 $port)" = OK ] || exit 1`,
  "until main info replication | grep -q master_link_status:up; do kill -0 $pid || exit 1; sleep 0.2; done",
  `[ "$(main replicaof no one)" = OK ]`,
].join("; ");

/** The presets for databases; the one for files needs a path, see `tarPreset`. */
export const presets: Preset[] = [
  {
    id: "mysql",
    name: "MySQL",
    backupCommand: wrapCommand(`MYSQL_PWD=$MYSQL_ROOT_PASSWORD mysqldump ${mysqlDump}`),
    restoreCommand: wrapCommand("MYSQL_PWD=$MYSQL_ROOT_PASSWORD mysql -u root"),
    note: "A restore replaces every table of the backup, accounts included. Tables made since stay.",
  },
  {
    id: "mariadb",
    name: "MariaDB",
    backupCommand: wrapCommand(`${mariadbPassword} mariadb-dump ${mysqlDump}`),
    restoreCommand: wrapCommand(`${mariadbPassword} mariadb -u root`),
    note: "A restore replaces every table of the backup, accounts included. Tables made since stay.",
  },
  {
    id: "postgresql",
    name: "PostgreSQL",
    // The custom format streams; with -Ft every table is first spooled into the container's /tmp.
    backupCommand: wrapCommand(
      `${postgresPassword} pg_dump ${postgresUser} -Fc -Z0 ${postgresDatabase}`,
    ),
    restoreCommand: wrapCommand(
      `${postgresPassword} pg_restore ${postgresUser} --clean --if-exists --single-transaction -d ${postgresDatabase}`,
    ),
    note: "One database, all or nothing: a restore that fails changes nothing. Tables made since stay.",
  },
  {
    id: "mongodb",
    name: "MongoDB",
    backupCommand: wrapCommand(`mongodump --archive ${mongoLogin}`),
    restoreCommand: wrapCommand(`mongorestore --archive --drop ${mongoLogin}`),
    note: "A restore drops and refills every collection of the backup. Collections made since stay.",
  },
  {
    id: "redis",
    name: "Redis",
    backupCommand: wrapCommand(
      `[ -z "$REDIS_PASSWORD" ] || export REDISCLI_AUTH="$REDIS_PASSWORD"; redis-cli --rdb -`,
    ),
    restoreCommand: wrapCommand(redisRestore),
    note: "A restore replaces all keys at once; a damaged dump changes nothing. It needs room in the container for the dump, in /tmp and in memory.",
  },
];

/** Binds that are files or sockets rather than folders of data. */
const notData =
  /\.(sock|conf|cnf|ini|ya?ml|json|toml|sh|sql|pem|crt|key|env|txt)$|^\/(etc|run|var\/run|proc|sys|dev)(\/|$)/;

/**
 * The preset for files: `tar` of the container's named volumes, or of its bind mounts when it has
 * none. Null without either. Runs without a shell.
 *
 * A restore overwrites the files of the backup and leaves others alone: emptying the folder first
 * would lose everything should the restore fail half-way. The note says how to empty it.
 */
export function tarPreset(mounts: readonly Mount[]): Preset | null {
  const writable = mounts.filter((mount) => !mount.readOnly && !notData.test(mount.destination));
  const volumes = writable.filter((mount) => mount.type === "volume");
  const chosen = volumes.length > 0 ? volumes : writable.filter((mount) => mount.type === "bind");
  const paths = [...new Set(chosen.map((mount) => mount.destination))].sort();
  const [first] = paths;
  if (first === undefined) return null;
  const single = paths.length === 1;
  const folder = single ? first : "/";
  const members = single ? ["."] : paths.map((path) => path.replace(/^\/+/, ""));
  return {
    id: "tar",
    name: "Files (tar)",
    backupCommand: `tar cf - -C ${quote(folder)} ${members.map(quote).join(" ")}`,
    restoreCommand: `tar xf - -C ${quote(folder)}`,
    note: `A restore overwrites the files of the backup; files made since stay. To empty the folder first, use ${wrapCommand(`find ${paths.map(quote).join(" ")} -mindepth 1 -delete && tar xf - -C ${quote(folder)}`)}: then a restore that fails leaves it incomplete.`,
  };
}

/**
 * The preset that fits a container: by its image's name, else tar of its data. `image` is a
 * reference such as `docker.io/library/postgres:18@sha256:…`.
 */
export function presetFor(image: string, mounts: readonly Mount[]): Preset | null {
  const id = databaseOf(image);
  return presets.find((preset) => preset.id === id) ?? tarPreset(mounts);
}

/** Images named for a database that hold no database. */
const companions =
  /exporter|express|commander|insight|admin|backup|operator|proxy|router|bouncer|shell|^ui$|^web$|metrics/;

function databaseOf(image: string): PresetId | null {
  const path = image
    .toLowerCase()
    .replace(/@.*$/, "")
    .replace(/:[^/]*$/, "");
  const names = path.replace(/^[^/]*[.:][^/]*\//, "").split(/[/_.-]/);
  const some = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (some(companions)) return null;
  if (some(/^mongo(db)?\d*$/)) return "mongodb";
  if (some(/^mariadb\d*$/)) return "mariadb";
  if (some(/^(mysql|percona)\d*$/)) return "mysql";
  if (some(/^(postgres(ql)?\d*|postgis|timescaledb|pgvector|cloudnativepg)$/)) return "postgresql";
  if (some(/^(redis|valkey|keydb)\d*$/)) return "redis";
  return null;
}
