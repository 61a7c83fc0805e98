import { existsSync } from "node:fs";
import { chromium } from "playwright";
import { ensureCommands, findCommand } from "#e2e/services/packages";

export type Browser = { executablePath: string; args: string[] };

/**
 * Playwright's own Chromium where it is installed, else Debian's, with what it needs to stay quiet
 * on a machine without a desktop, a graphics card or a network.
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
  await ensureCommands(["chromium"]);
  return { executablePath: findCommand("chromium") ?? "chromium", args };
}
