import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isErrno } from "#lib/start/errno";

const folders = ["app", "components", "lib", "drizzle", "public"];
const files = [
  ...["package.json", "package-lock.json", "next.config.mjs", "postcss.config.mjs"],
  ...["tsconfig.json", "proxy.ts"],
];
// What the web's bundles never hold.
const left = /\.test\.tsx?$|\.contract\.ts$|^lib\/(start|worker)\/|^drizzle\/migrations\//;
const used = /^lib\/start\/(settings|secret-key|errno|start-error)\.ts$/;

/** The SHA-256, in hex, of everything under `root` that a build is made from: names and contents. */
export async function hashSources(root: string): Promise<string> {
  const hash = createHash("sha256");
  for (const path of await sourceFiles(root)) {
    const content = await readFile(join(root, path)).catch((error: unknown) => {
      if (isErrno(error, "ENOENT")) return null;
      throw error;
    });
    hash.update(`${path}\0${content?.length ?? "none"}\0`);
    if (content) hash.update(content);
  }
  return hash.digest("hex");
}

async function sourceFiles(root: string): Promise<string[]> {
  const found = [...files];
  for (const folder of folders) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name).slice(root.length + 1);
      if (used.test(path) || !left.test(path)) found.push(path);
    }
  }
  return found.sort();
}
