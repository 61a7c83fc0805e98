import { startServices } from "#e2e/services/services";

/** Starts what is not running and, at the end, stops only that. */
export default async function setup(): Promise<() => Promise<void>> {
  return (await startServices()).stop;
}
