import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "#lib/start/start-error";

const markName = "holdfast-demo";
const lockName = "holdfast.lock";
const markText =
  "This folder is a demo's. Delete it whenever you like; nothing in it is a backup.\n";
/** What may stand in a shell command without quotes: the samples' paths do. */
const plain = /^[\w./@%+,:-]+$/;

/**
 * Keeps demos and the rest apart: a demo runs in a folder of its own, which it marks while it is empty,
 * and nothing else runs in such a folder.
 *
 * @throws StartError that says what to do instead
 */
export function requireKind(folder: string, { demo }: { demo: boolean }): void {
  const isDemo = existsSync(join(folder, markName));
  if (!demo) {
    if (!isDemo) return;
    throw new StartError(
      `The data folder ${folder} is a demo's. Run \`npm run demo\` to go on with it, or set HOLDFAST_DATA to another folder.`,
    );
  }
  if (!plain.test(folder))
    throw new StartError(
      `The demo's commands cannot deal with the characters in ${folder}. Set HOLDFAST_DATA to a folder with plain letters, digits, dots and dashes.`,
    );
  if (isDemo) return;
  if (readdirSync(folder).some((name) => !name.startsWith(lockName)))
    throw new StartError(
      `The folder ${folder} holds something else than a demo, which is left alone. Set HOLDFAST_DATA to an empty folder for the demo.`,
    );
  writeFileSync(join(folder, markName), markText, { flush: true });
}
