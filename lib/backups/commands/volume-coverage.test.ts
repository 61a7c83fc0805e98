import { describe, expect, it } from "vitest";
import { presets, tarPreset } from "#lib/backups/commands/presets";
import { volumeCoverage } from "#lib/backups/commands/volume-coverage";

const of = (command: string, path: string) => volumeCoverage(command, [path])[0]?.current;

describe("volumeCoverage", () => {
  it.each([
    ["the folder itself", "tar cf - -C /var/lib/test .", "/var/lib/test", "covered"],
    [
      "the documentation's",
      `"tar czf /dev/stdout -C /var/lib/test backup"`,
      "/var/lib/test",
      "partly",
    ],
    ["a folder above it", "tar -cf - -C / var/lib", "/var/lib/test", "covered"],
    ["everything", "tar cf - /", "/var/lib/test", "covered"],
    ["a name that only begins alike", "tar cf - /var/lib/test2", "/var/lib/test", "not-covered"],
    ["another folder", "tar cf - -C /etc .", "/var/lib/test", "not-covered"],
    ["packed, then squeezed", `"tar cf - -C /data . | gzip -1"`, "/data", "covered"],
    ["after a cd", `"cd /data && tar cf - ."`, "/data", "covered"],
    ["from a folder nobody knows", "tar cf - data", "/data", "not-known"],
    ["less some files", "tar cf - --exclude=cache -C /data .", "/data", "not-known"],
    ["files from a list", "tar cf - -T /list", "/data", "not-known"],
    ["a variable", `"tar cf - -C $DATA ."`, "/data", "not-known"],
    ["a pattern", `"tar cf - /data/*"`, "/data", "not-known"],
    ["within its file system", "tar cf - --one-file-system /", "/data", "not-covered"],
    ["its own file system", "tar cf - --one-file-system /data", "/data", "covered"],
    ["into a file", "tar cf /tmp/a.tar /data", "/data", "not-known"],
    ["into a file by the shell", `"tar cf - /data > /tmp/a.tar"`, "/data", "not-known"],
    ["or else", `"tar cf - /data || true"`, "/data", "not-known"],
    ["perhaps", `"[ -e /lock ] || tar cf - /data"`, "/data", "not-known"],
    ["beside a script", `"/prepare.sh && tar cf - /data"`, "/data", "covered"],
    ["beside a script, elsewhere", `"/prepare.sh && tar cf - /data"`, "/other", "not-known"],
    ["a script", "/opt/backup.sh", "/data", "not-known"],
    ["an open quote", `"tar cf - '/data`, "/data", "not-known"],
    ["nothing", "", "/data", "not-known"],
  ])("tar: %s", (_name, command, path, expected) => {
    expect(of(command, path)).toBe(expected);
  });

  it.each([
    ["mysql", "/var/lib/mysql", "covered"],
    ["mariadb", "/var/lib/mysql", "covered"],
    ["postgresql", "/var/lib/postgresql/data", "partly"],
    ["mongodb", "/data/db", "covered"],
    ["redis", "/data", "covered"],
  ])("the preset for %s covers %s: %s", (id, path, expected) => {
    const command = presets.find((preset) => preset.id === id)?.backupCommand ?? "";
    expect(of(command, path)).toBe(expected);
    expect(of(command, "/uploads")).toBe("not-known");
  });

  it.each([
    [`"pg_dumpall -U postgres"`, "/var/lib/postgresql", "covered"],
    [`"pg_dump -h other shop"`, "/var/lib/postgresql", "not-known"],
    [`"pg_dump -h 127.0.0.1 shop"`, "/var/lib/postgresql", "partly"],
    ["mysqldump shop", "/var/lib/mysql", "partly"],
    ["mysqldump --all-databases --no-data", "/var/lib/mysql", "partly"],
    ["mongodump --archive --db shop", "/data/db", "partly"],
    ["redis-cli --rdb -", "/data", "covered"],
    ["redis-cli info", "/data", "not-known"],
    ["mysqldump --all-databases", "/var", "partly"],
  ])("%s covers %s: %s", (command, path, expected) => {
    expect(of(command, path)).toBe(expected);
  });

  it("covers every volume with the preset for files", () => {
    const mount = { type: "volume", driver: "local", readOnly: false } as const;
    const mounts = ["/a b", "/srv/two"].map((destination) => ({
      ...mount,
      source: "v",
      destination,
    }));
    const command = tarPreset(mounts)?.backupCommand ?? "";
    expect(volumeCoverage(command, ["/a b", "/srv/two", "/three"])).toEqual([
      { current: "covered", by: "files" },
      { current: "covered", by: "files" },
      { current: "not-covered", by: null },
    ]);
  });
});
