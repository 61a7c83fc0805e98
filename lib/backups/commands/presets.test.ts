import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parseCommand } from "#lib/backups/commands/parse-command";
import { presetFor, presets, tarPreset } from "#lib/backups/commands/presets";
import type { Mount } from "#lib/containers/types";

const mount = (destination: string, other: Partial<Mount> = {}): Mount => ({
  type: "volume",
  source: "v",
  destination,
  driver: "local",
  readOnly: false,
  ...other,
});

describe("presetFor", () => {
  it.each([
    ["mysql", "mysql"],
    ["mysql:8.4", "mysql"],
    ["docker.io/library/mysql:8@sha256:0123", "mysql"],
    ["registry.local:5000/team/mysql8", "mysql"],
    ["percona/percona-server:8.0", "mysql"],
    ["mariadb:11", "mariadb"],
    ["lscr.io/linuxserver/mariadb", "mariadb"],
    ["postgres:18-alpine", "postgresql"],
    ["bitnami/postgresql:16", "postgresql"],
    ["postgis/postgis", "postgresql"],
    ["pgvector/pgvector:pg17", "postgresql"],
    ["mongo:8", "mongodb"],
    ["mongodb/mongodb-community-server", "mongodb"],
    ["percona/percona-server-mongodb", "mongodb"],
    ["redis:7-alpine", "redis"],
    ["valkey/valkey:8", "redis"],
    ["mongo-express", undefined],
    ["prom/mysqld-exporter", undefined],
    ["prometheuscommunity/postgres-exporter", undefined],
    ["rediscommander/redis-commander", undefined],
    ["phpmyadmin", undefined],
    ["postgrest/postgrest", undefined],
    ["mysql.example.org/app", undefined],
    ["nginx", undefined],
  ])("%s → %s", (image, id) => {
    expect(presetFor(image, [])?.id).toBe(id);
  });

  it("falls back to tar of the data", () => {
    expect(presetFor("gitea/gitea", [mount("/data")])?.id).toBe("tar");
  });
});

describe("tarPreset", () => {
  const commands = (...mounts: Mount[]) => {
    const preset = tarPreset(mounts);
    return preset && [preset.backupCommand, preset.restoreCommand];
  };
  it.each([
    [[mount("/data")], ["tar cf - -C /data .", "tar xf - -C /data"]],
    [[mount("/my data")], ["tar cf - -C '/my data' .", "tar xf - -C '/my data'"]],
    [
      [mount("/b"), mount("/a"), mount("/b")],
      ["tar cf - -C / a b", "tar xf - -C /"],
    ],
    [
      [mount("/a"), mount("/host", { type: "bind" })],
      ["tar cf - -C /a .", "tar xf - -C /a"],
    ],
    [[mount("/host", { type: "bind" })], ["tar cf - -C /host .", "tar xf - -C /host"]],
  ])("%j", (mounts, expected) => {
    expect(commands(...mounts)).toEqual(expected);
  });

  it.each([
    [[]],
    [[mount("/a", { readOnly: true })]],
    [[mount("/tmp/x", { type: "tmpfs" })]],
    [[mount("/var/run/docker.sock", { type: "bind" })]],
    [[mount("/etc/localtime", { type: "bind" })]],
  ])("has nothing for %j", (mounts) => {
    expect(commands(...mounts)).toBeNull();
  });

  it("brings a folder with an awkward name back, with a real tar", () => {
    const root = mkdtempSync(path.join(tmpdir(), "preset-"));
    try {
      const folder = path.join(root, 'it\'s $HOME & "more"');
      mkdirSync(folder);
      writeFileSync(path.join(folder, "a"), "kept");
      const preset = tarPreset([mount(folder)]);
      const run = (command: string, input?: Buffer) => {
        const { argv } = parseCommand(command);
        return execFileSync(argv[0] ?? "", argv.slice(1), {
          input,
          stdio: ["pipe", "pipe", "pipe"],
        });
      };
      const stored = run(preset?.backupCommand ?? "");
      writeFileSync(path.join(folder, "a"), "broken");
      run(preset?.restoreCommand ?? "", stored);
      expect(readFileSync(path.join(folder, "a"), "utf8")).toBe("kept");
      // The note's command, which empties the folder first.
      writeFileSync(path.join(folder, "b"), "new");
      const emptying = /use (".*"): then/s.exec(preset?.note ?? "")?.[1] ?? "";
      run(emptying, stored);
      expect(execFileSync("ls", [folder], { encoding: "utf8" })).toBe("a\n");
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});

describe("presets", () => {
  it.each(presets)("$id is shell text that /bin/sh accepts", (preset) => {
    for (const command of [preset.backupCommand, preset.restoreCommand]) {
      const parsed = parseCommand(command);
      expect(parsed.form).toBe("shell");
      execFileSync("/bin/sh", ["-n", "-c", parsed.argv[2] ?? ""]);
    }
  });

  it("passes passwords with blanks and quotes on whole", () => {
    const awkward = `a b'c"d$e\\f*`;
    const seen = (command: string, env: Record<string, string>, tool: string) => {
      const script = `${tool}() { printf '%s|' "$@"; printf '%s%s' "$MYSQL_PWD" "$PGPASSWORD"; }; ${parseCommand(command).argv[2]}`;
      return execFileSync("/bin/sh", ["-c", script], {
        env: { ...process.env, ...env },
        encoding: "utf8",
      });
    };
    const preset = (id: string) => presets.find((each) => each.id === id)?.backupCommand ?? "";
    expect(seen(preset("mysql"), { MYSQL_ROOT_PASSWORD: awkward }, "mysqldump")).toContain(awkward);
    expect(seen(preset("postgresql"), { POSTGRES_PASSWORD: awkward }, "pg_dump")).toContain(
      awkward,
    );
    const mongo = { MONGO_INITDB_ROOT_USERNAME: "r t", MONGO_INITDB_ROOT_PASSWORD: awkward };
    expect(seen(preset("mongodb"), mongo, "mongodump")).toBe(
      `--archive|-u|r t|-p|${awkward}|--authenticationDatabase|admin|`,
    );
    expect(seen(preset("mongodb"), {}, "mongodump")).toBe("--archive|");
  });
});
