import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { projectFolder } from "#lib/start/project-folder";

const preload = ["--enable-source-maps", "--import", "#lib/start/end-with-supervisor"];
/** How Next tells what it does at its start; `next dev` is told by the ready line as well. */
const chatter = /^\s*[✓○▲]/;

/**
 * Starts one of our own programs under this Node, with an IPC channel whose end tells it that the
 * supervisor is gone. `flags` are Node's own. Its output goes to the terminal, each line with its name.
 */
export async function spawnPart(
  name: string,
  script: string,
  env: NodeJS.ProcessEnv,
  flags: readonly string[] = [],
): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...flags, ...preload, script], {
    cwd: projectFolder,
    env,
    // A session of its own: Ctrl-C is ours to pass on, in order.
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  showLines(name, child);
  await once(child, "spawn");
  return child;
}

function showLines(name: string, child: ChildProcess): void {
  const prefix = `${name}: `;
  for (const [stream, print] of [
    [child.stdout, console.log],
    [child.stderr, console.error],
  ] as const) {
    if (!stream) continue;
    createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", (line) => {
      if (line.trim() && !chatter.test(line)) print(line.startsWith(prefix) ? line : prefix + line);
    });
  }
}
