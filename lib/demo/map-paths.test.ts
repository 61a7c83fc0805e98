import { expect, test } from "vitest";
import { parseCommand } from "#lib/backups/commands/parse-command";
import { presets, tarPreset } from "#lib/backups/commands/presets";
import { mapPaths } from "#lib/demo/map-paths";

const sample = { root: "/d/root", destinations: ["/var/lib/data", "/srv/files"] };
const map = (...words: string[]) => mapPaths(words, sample);

test.each([
  ["/var/lib/data", "/d/root/var/lib/data"],
  ["/var/lib/data/a b", "/d/root/var/lib/data/a b"],
  ["--dir=/var/lib/data/", "--dir=/d/root/var/lib/data/"],
  ["-C/srv/files", "-C/d/root/srv/files"],
  ["cd /srv/files && tar cf - .", "cd /d/root/srv/files && tar cf - ."],
  ["cat '/srv/files/x' >/dev/null 2>&1", "cat '/d/root/srv/files/x' >/dev/null 2>&1"],
  ["sed s/a/b/ $dir/dump.rdb", "sed s/a/b/ $dir/dump.rdb"],
  ["echo http://example.com/x", "echo http://example.com/x"],
  ["cat var/lib/data ./x", "cat var/lib/data ./x"],
  ["find / -name x", "find /d/root -name x"],
  ["ls /tmp/x", "ls /d/root/tmp/x"],
  ["/", "/d/root"],
])("%s becomes %s", (word, mapped) => {
  expect(map(word)).toEqual([mapped]);
});

test.each([
  "/etc/passwd",
  "cat /etc/passwd",
  "cat </etc/passwd",
  'cat "/etc/passwd"',
  "x=/etc/passwd",
  "/var/lib/database",
  "/var/lib/data/../../../etc/passwd",
  "tar cf - -C .. .",
  "cat ../../x",
  "-C/etc",
  "/usr/bin/tar",
])("%s is refused in clear words", (word) => {
  expect(() => map("x", word)).toThrow("may only touch the sample's own volumes");
});

test("every preset may run", () => {
  const mount = { type: "volume", source: "v", driver: "local", readOnly: false } as const;
  const of = (destinations: string[]) =>
    tarPreset(destinations.map((destination) => ({ ...mount, destination })));
  for (const preset of [...presets, of(["/srv/files"]), of(sample.destinations)])
    for (const command of [preset?.backupCommand, preset?.restoreCommand])
      expect(() => map(...parseCommand(command ?? "").argv)).not.toThrow();
  const two = parseCommand(of(sample.destinations)?.backupCommand ?? "").argv;
  expect(map(...two)).toEqual("tar cf - -C /d/root srv/files var/lib/data".split(" "));
});
