import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { restoreByHand } from "#lib/backups/restore-by-hand";

const s3 = {
  kind: "s3",
  bucket: "backups",
  endpoint: "https://s3.eu-central-003.backblazeb2.com",
  region: "eu-central-003",
} as const;
const base = {
  place: s3,
  key: "holdfast/shop/db/2026-01-02T03-04-05Z-id.backup",
  compression: "zstd",
  instanceName: "shop-db-1",
  restoreCommand: "psql -U shop",
} as const;

test("from a bucket, decompressed, into the instance", () => {
  expect(restoreByHand(base)).toBe(
    "set -o pipefail; aws s3 cp s3://backups/holdfast/shop/db/2026-01-02T03-04-05Z-id.backup - --endpoint-url https://s3.eu-central-003.backblazeb2.com --region eu-central-003 | zstd -d | docker exec -i shop-db-1 psql -U shop",
  );
});

test("without an endpoint of its own, and not compressed", () => {
  const line = restoreByHand({ ...base, place: { ...s3, endpoint: null }, compression: "none" });
  expect(line).not.toContain("endpoint");
  expect(line).not.toContain("zstd");
});

test("from a folder", () => {
  const line = restoreByHand({ ...base, place: { kind: "folder", path: "/mnt/my backups/" } });
  expect(line).toContain(`cat '/mnt/my backups/holdfast/shop/db/`);
});

/** What a shell makes of the words behind the instance's name. */
function argvOf(restoreCommand: string): string[] {
  const line = restoreByHand({
    ...base,
    place: { kind: "folder", path: "/dev" },
    key: "null",
    compression: "none",
    restoreCommand,
  });
  const docker = `docker() { shift 3; for word in "$@"; do printf '%s\\0' "$word"; done; }; ${line}`;
  return execFileSync("bash", ["-c", docker], { encoding: "utf8" }).split("\0").slice(0, -1);
}

test.each([
  [`"PGPASSWORD=$POSTGRES_PASSWORD pg_restore -d '$POSTGRES_DB'"`],
  ["mysql -uuser -p'it''s; $secret' < /dev/stdin"],
  [`tar xf - -C "/var/lib/a folder"`],
  ["sh -c 'echo `id` \"$HOME\" > /tmp/x'"],
])("the shell hands on the very words that Holdfast runs: %s", async (command) => {
  const { parseCommand } = await import("#lib/backups/commands/parse-command");
  expect(argvOf(command)).toEqual(parseCommand(command).argv);
});
