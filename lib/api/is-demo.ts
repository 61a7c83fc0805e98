import "server-only";
import { readSettings } from "#lib/start/settings";

/** Whether what is shown are the demo's samples. */
export function isDemo(): boolean {
  return readSettings(process.env).demo;
}
