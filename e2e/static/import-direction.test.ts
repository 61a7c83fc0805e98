import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const refused = [
  ["lib/pipeline/x.ts", "#lib/backups/run-backup"],
  ["lib/pipeline/x.ts", "@aws-sdk/client-s3"],
  ["lib/backups/x.ts", "#lib/db/client"],
  ["lib/backups/commands/x.ts", "dockerode"],
  ["lib/containers/x.ts", "#lib/docker/identify"],
  ["lib/integrations/x.ts", "#lib/storage/s3-store"],
  ["lib/hubs/x.ts", "drizzle-orm"],
  ["lib/docker/x.ts", "#lib/db/client"],
  ["lib/demo/x.ts", "#lib/docker/identify"],
  ["lib/storage/x.ts", "#lib/jobs/work-queue"],
  ["lib/db/x.ts", "#lib/api/answer"],
  ["lib/jobs/x.ts", "#lib/docker/identify"],
  ["lib/worker/main.ts", "next/server"],
  ["lib/start/x.ts", "server-only"],
  ["lib/api/x.ts", "#components/ui/button"],
  ["lib/queries/x.ts", "#lib/api/answer"],
  ["components/backups/x.tsx", "#lib/db/client"],
  ["components/ui/x.tsx", "#lib/queries/backups"],
  ["app/page.tsx", "#lib/docker/identify"],
  ["drizzle/backups.ts", "#lib/db/client"],
  ["lib/backups/x.test.ts", "#app/page"],
  ["lib/backups/x.ts", "./types"],
] as const;

const allowed = [
  ["lib/pipeline/x.ts", "node:stream/promises"],
  ["lib/backups/x.ts", "#lib/containers/types"],
  ["lib/docker/x.ts", "#lib/backups/ports"],
  ["lib/worker/x.ts", "#lib/db/client"],
  ["components/ui/x.tsx", "@base-ui/react/button"],
  ["components/backups/x.tsx", "#lib/backups/commands/presets"],
  ["lib/backups/x.test.ts", "vitest"],
] as const;

let folder = "";
let complaints = "";

/** Each case becomes a file of its own in a copy of the house, and Biome reads them all at once. */
const fileOf = (path: string, imported: string) =>
  path.replace(/[^/]+?(?=\.)/, imported.replace(/[^a-z]+/g, "-"));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "import-direction-"));
  const { vcs: _, ...configuration } = JSON.parse(readFileSync("biome.json", "utf8"));
  writeFileSync(join(folder, "biome.json"), JSON.stringify(configuration));
  for (const [path, imported] of [...refused, ...allowed]) {
    const file = join(folder, fileOf(path, imported));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `export * from "${imported}";\n`);
  }
  const biome = resolve("node_modules/.bin/biome");
  const args = ["lint", "--only=style/noRestrictedImports", "--max-diagnostics=none"];
  const run = spawnSync(biome, args, { cwd: folder, encoding: "utf8" });
  complaints = run.stdout + run.stderr;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(refused)("%s must not import %s", (path, imported) => {
  expect(complaints).toContain(`${fileOf(path, imported)}:1:`);
});

test.each(allowed)("%s may import %s", (path, imported) => {
  expect(complaints).not.toContain(`${fileOf(path, imported)}:1:`);
});
