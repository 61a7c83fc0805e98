import { watch } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "#lib/start/project-folder";
import type { Part } from "#lib/start/stop-list";

const settleMs = 200;

/** Calls `changed` when a source of the worker was written, once for a burst. */
export function watchSources(changed: () => void): Part {
  let timer: NodeJS.Timeout | undefined;
  const watchers = ["lib", "drizzle"].map((folder) =>
    watch(join(projectFolder, folder), { recursive: true }, (_, name) => {
      if (!name?.endsWith(".ts") || name.endsWith(".test.ts")) return;
      clearTimeout(timer);
      timer = setTimeout(changed, settleMs);
    }),
  );
  const kill = () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
  return { kill, stop: async () => kill() };
}
