import {
  backgroundLog,
  backgroundPid,
  startBackground,
  stopBackground,
} from "#e2e/services/background";
import { ensureCommands, findCommand } from "#e2e/services/packages";
import { succeeds } from "#e2e/services/run-command";
import { waitUntil } from "#e2e/services/wait-until";

const name = "docker-engine";

/**
 * A Docker Engine that answers, wherever `DOCKER_HOST` says or at its usual socket. Where none
 * does, Debian's is installed and started with its usual folders, so that built images last.
 * @returns true when it was started here
 */
export async function ensureDockerEngine(): Promise<boolean> {
  await ensureCommands(["docker"]);
  if (await answers()) return false;
  const host = process.env.DOCKER_HOST;
  if (host !== undefined) throw new Error(`No Docker Engine answers at DOCKER_HOST=${host}`);
  await ensureCommands(["dockerd"]);
  if (process.getuid?.() !== 0)
    throw new Error("No Docker Engine answers, and only root can start one");
  // Installing the package may have started it already.
  if (await answers()) return false;
  startBackground(name, { command: findCommand("dockerd") ?? "dockerd", args: [] });
  try {
    await waitUntil("the Docker Engine to answer", 60, answers);
  } catch (error) {
    throw new Error(`${String(error)}\n${backgroundLog(name)}`);
  }
  return true;
}

/** Ends the engine that `ensureDockerEngine` started, and no other. */
export async function stopDockerEngine(): Promise<void> {
  if (backgroundPid(name) !== null) await stopBackground(name);
}

async function answers(): Promise<boolean> {
  return succeeds("docker", ["version", "--format", "{{.Server.Version}}"]);
}
