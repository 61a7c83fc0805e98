import { createHash } from "node:crypto";
import {
  createReadStream,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { ensureCommands } from "#e2e/services/packages";
import { runCommand, succeeds } from "#e2e/services/run-command";
import { workFolder } from "#e2e/services/work-folder";

const folder = join(import.meta.dirname, "..", "images");
const base = "debian:bookworm-slim";

export const imageNames = [
  "no-shell",
  "tar",
  "postgres",
  "mariadb",
  "redis",
  "mongo-stand-in",
] as const;
export type ImageName = (typeof imageNames)[number];
export type Images = Record<ImageName, string>;

/**
 * Builds every image under `e2e/images` that is not there as its folder stands now.
 * @returns the full name of each, `holdfast-test/<name>:<hash of its folder>`
 */
export async function ensureImages(): Promise<Images> {
  const tags = imageTags();
  const missing: ImageName[] = [];
  for (const name of imageNames) if (!(await exists(tags[name]))) missing.push(name);
  if (missing.length > 0) await ensureBase();
  // The tar image copies the streaming source out of the image without a shell.
  if (missing.includes("no-shell")) await build("no-shell", tags);
  const rest = missing.filter((name) => name !== "no-shell");
  const lane = async () => {
    for (let name = rest.shift(); name !== undefined; name = rest.shift()) await build(name, tags);
  };
  await Promise.all([lane(), lane()]);
  return tags;
}

function imageTags(): Images {
  const noShell = `holdfast-test/no-shell:${folderHash("no-shell", "")}`;
  const tag = (name: ImageName) => `holdfast-test/${name}:${folderHash(name, noShell)}`;
  return {
    "no-shell": noShell,
    tar: tag("tar"),
    postgres: tag("postgres"),
    mariadb: tag("mariadb"),
    redis: tag("redis"),
    "mongo-stand-in": tag("mongo-stand-in"),
  };
}

function folderHash(name: ImageName, dependsOn: string): string {
  const hash = createHash("sha256").update(name === "tar" ? dependsOn : "");
  for (const file of readdirSync(join(folder, name)).sort()) {
    const path = join(folder, name, file);
    hash.update(`${file} ${statSync(path).mode & 0o111}\n`).update(readFileSync(path));
  }
  return hash.digest("hex").slice(0, 12);
}

async function exists(tag: string): Promise<boolean> {
  return succeeds("docker", ["image", "inspect", tag]);
}

async function build(name: ImageName, tags: Images): Promise<void> {
  const start = performance.now();
  const args = ["build", "-q", "--network", "host", "-t", tags[name]];
  args.push("--build-arg", `NO_SHELL=${tags["no-shell"]}`, join(folder, name));
  // Debian's engine has no BuildKit; the old builder is in every engine.
  await runCommand("docker", args, { timeoutSeconds: 600, env: { DOCKER_BUILDKIT: "0" } });
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`Built ${tags[name]} in ${seconds} s`);
}

/** The base by pulling; where no registry is in reach, by `debootstrap` from Debian's mirror. */
async function ensureBase(): Promise<void> {
  if (await exists(base)) return;
  if (await succeeds("docker", ["pull", "-q", base], 120)) return;
  await ensureCommands(["debootstrap"]);
  console.log(`No registry in reach: making ${base} with debootstrap …`);
  const root = mkdtempSync(workFolder("debootstrap-"));
  try {
    const args = ["--variant=minbase", "bookworm", join(root, "tree")];
    await runCommand("debootstrap", args, { timeoutSeconds: 300 });
    const archive = join(root, "tree.tar");
    await runCommand("tar", ["-C", join(root, "tree"), "-cf", archive, "."], {
      timeoutSeconds: 120,
    });
    await runCommand("docker", ["import", "-", base], {
      timeoutSeconds: 120,
      input: createReadStream(archive),
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
