import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const uid = process.getuid?.() ?? 0;

/**
 * Where the test services keep their sockets, logs and state. It outlives one run and `npm ci`,
 * and every checkout of one user shares it, so that one gateway serves them all. Other users may
 * pass through (PostgreSQL runs as its own user) but not list it.
 * @throws when somebody else owns it: its contents could not be trusted
 */
export function workFolder(...segments: string[]): string {
  const root = join(tmpdir(), `holdfast-tests-${uid}`);
  mkdirSync(root, { recursive: true, mode: 0o711 });
  if (statSync(root).uid !== uid) throw new Error(`${root} belongs to another user`);
  chmodSync(root, 0o711);
  return join(root, ...segments);
}

/** The same for what one run makes: two checkouts may run at once, and neither removes the other's. */
export function runFolder(name: string): string {
  const checkout = createHash("sha256").update(process.cwd()).digest("hex").slice(0, 8);
  return workFolder(`${name}-${checkout}`);
}
