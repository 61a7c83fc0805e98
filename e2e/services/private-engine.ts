import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import {
  backgroundLog,
  backgroundPid,
  startBackground,
  stopBackground,
} from "#e2e/services/background";
import { ensureCommands, findCommand } from "#e2e/services/packages";
import { isRunning } from "#e2e/services/processes";
import { runCommand, succeeds } from "#e2e/services/run-command";
import { waitUntil } from "#e2e/services/wait-until";
import { workFolder } from "#e2e/services/work-folder";

export type PrivateEngine = {
  /** As DOCKER_HOST takes it. */
  host: string;
  signal(signal: NodeJS.Signals): void;
  /** Resolves when it has ended, however it was told to. */
  ended(): Promise<void>;
  /** Starts it again after it has ended. */
  start(): Promise<void>;
  /** Makes it a Swarm of its own; `docker swarm leave --force` ends that. */
  startSwarm(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * A Docker Engine of a test's own, to be killed: with folders and a socket of its own, and the image
 * copied from the usual engine once. Only root can start one.
 * @param options.liveRestore containers outlive the daemon, as some hosts have it set
 */
export async function startPrivateEngine(options: {
  image: string;
  liveRestore: boolean;
}): Promise<PrivateEngine> {
  await ensureCommands(["dockerd"]);
  const name = options.liveRestore ? "engine-live" : "engine";
  const folder = workFolder(name);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const host = `unix://${folder}/docker.sock`;
  const args = [
    ...["-H", host, "--data-root", `${folder}/data`, "--exec-root", `${folder}/exec`],
    ...["--pidfile", `${folder}/pid`, "--bridge", "none", "--iptables=false"],
    ...["--ip-forward=false", ...(options.liveRestore ? ["--live-restore"] : [])],
  ];
  const answers = () => succeeds("docker", ["-H", host, "version"]);
  const start = async () => {
    const becomes = findCommand("dockerd") ?? "dockerd";
    // A network of its own: with `--bridge none` a daemon removes docker0, and that may be another's.
    startBackground(name, { command: "unshare", args: ["--net", becomes, ...args], becomes });
    await waitUntil("the private Docker Engine", 60, answers).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${backgroundLog(name)}`);
    });
  };
  const containerd = `${folder}/exec/containerd/containerd.pid`;
  await stopBackground(name);
  forgetDead(containerd);
  await start();
  await removeContainers(host);
  await copyImage(options.image, host);
  return {
    host,
    start,
    async startSwarm() {
      const address = "10.255.255.1";
      const inside = ["nsenter", "-n", "-t", readFileSync(`${folder}/pid`, "utf8").trim(), "ip"];
      const commands = [
        [...inside, "link", "set", "lo", "up"],
        [...inside, "address", "replace", `${address}/32`, "dev", "lo"],
        ["docker", "-H", host, "swarm", "init", "--advertise-addr", address],
      ];
      for (const [command = "", ...words] of commands)
        await runCommand(command, words, { timeoutSeconds: 60 });
    },
    signal(signal) {
      const pid = backgroundPid(name);
      if (pid === null) throw new Error("the private Docker Engine does not run");
      process.kill(pid, signal);
    },
    async ended() {
      const gone = async () => backgroundPid(name) === null;
      await waitUntil("the private Docker Engine to end", 60, gone);
      await waitUntil("its containerd to end", 20, async () => forgetDead(containerd));
    },
    stop: () => stopBackground(name),
  };
}

/**
 * A daemon that is killed takes its containerd along. Where nobody buries that, the next daemon takes the
 * zombie for one that runs, and waits for it in vain.
 */
function forgetDead(pidFile: string): boolean {
  if (!existsSync(pidFile)) return true;
  if (isRunning(Number(readFileSync(pidFile, "utf8")))) return false;
  rmSync(pidFile);
  return true;
}

/** What an earlier run left that was broken off. */
async function removeContainers(host: string): Promise<void> {
  const remove = `docker -H '${host}' ps -aq | xargs -r docker -H '${host}' rm -f -v`;
  await runCommand("sh", ["-c", remove], { timeoutSeconds: 60 });
}

async function copyImage(image: string, host: string): Promise<void> {
  if (await succeeds("docker", ["-H", host, "image", "inspect", image])) return;
  const copy = `docker save '${image}' | docker -H '${host}' load`;
  await runCommand("sh", ["-c", copy], { timeoutSeconds: 120 });
}
