import { existsSync } from "node:fs";
import { chromium } from "playwright";
import { ensureCommands, findCommand } from "#e2e/services/packages";

/** Chromium without its windows, which cost a quarter of the specs' time. */
const shell = "chromium-headless-shell";

export type Browser = { executablePath: string; args: string[] };

/**
 * Playwright's own Chromium where it is installed, else Debian's (with its windows where the one without
 * them is not to be had), with what it needs to stay quiet on a machine without a desktop, a graphics
 * card or a network.
 */
export async function ensureBrowser(): Promise<Browser> {
  const quiet = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
  ];
  // Chromium refuses to sandbox itself as root.
  const args = process.getuid?.() === 0 ? ["--no-sandbox", ...quiet] : quiet;
  if (existsSync(chromium.executablePath()))
    return { executablePath: chromium.executablePath(), args };
  const usual = findCommand("chromium");
  await ensureCommands([shell]).catch((error: unknown) => {
    if (usual === null) throw error;
  });
  return { executablePath: findCommand(shell) ?? usual ?? shell, args };
}
