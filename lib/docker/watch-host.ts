import { setTimeout as delay } from "node:timers/promises";
import type Docker from "dockerode";
import type { HostWatch, WatchHandlers } from "#lib/containers/host-ports";
import type { HostLook } from "#lib/containers/types";
import { explainDockerError } from "#lib/docker/connect-docker";
import { readEngineId } from "#lib/docker/engine-id";
import { listServices } from "#lib/docker/list-services";
import { observeContainers } from "#lib/docker/observe-containers";

const settleMs = 250;
const lookAnywayMs = 60_000;
const retryMs = 3000;
const longestLookMs = 60_000;

/**
 * Keeps the record of a host's containers fresh: a look at the start, one shortly after each burst of
 * Docker events, and one a minute in case an event was missed. While Docker does not answer it tries
 * again every few seconds and reports why. A look has a minute: a daemon that takes a question and
 * never answers must not hold up what waits for the first look, such as the schedules.
 */
export function watchHost(docker: Docker, handlers: WatchHandlers): HostWatch {
  let stopped = false;
  let stream: NodeJS.ReadableStream | null = null;
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let again = false;
  let listening: Promise<void> | null = null;

  function lookIn(ms: number): void {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => void look(), ms);
  }

  async function look(): Promise<void> {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    again = false;
    let wait = lookAnywayMs;
    try {
      const seen = await soon(lookAt(docker, listen));
      try {
        const due = await handlers.seen(seen);
        if (due) wait = Math.min(wait, Math.max(due.getTime() - Date.now(), settleMs));
      } catch (error) {
        // A record that cannot be written is no fault of Docker's.
        console.error("containers:", error);
        wait = retryMs;
      }
    } catch (error) {
      wait = retryMs;
      await handlers
        .unreachable(explainDockerError(error, process.env.DOCKER_HOST))
        .catch((cause: unknown) => {
          console.error("host:", cause);
        });
    }
    looking = false;
    lookIn(again ? settleMs : wait);
  }

  function listen(): Promise<void> {
    if (stream) return Promise.resolve();
    listening ??= openStream().finally(() => {
      listening = null;
    });
    return listening;
  }

  async function openStream(): Promise<void> {
    const events = await docker.getEvents({ filters: { type: ["container"] } });
    stream = events;
    const ended = () => {
      if (stream !== events) return;
      stream = null;
      lookIn(settleMs);
    };
    events.on("data", (chunk: Buffer) => {
      // Our own commands are exec events: they change nothing that is shown.
      if (!isOnlyExec(chunk.toString())) lookIn(settleMs);
    });
    events.on("end", ended);
    events.on("error", ended);
    events.on("close", ended);
  }

  void look();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      if (stream && "destroy" in stream && typeof stream.destroy === "function") stream.destroy();
    },
  };
}

async function lookAt(docker: Docker, listen: () => Promise<void>): Promise<HostLook> {
  // Before the look, so that no change falls between the two.
  await listen();
  const { Version: engineVersion } = await docker.version();
  const engineId = await readEngineId(docker);
  const services = await listServices(docker);
  const found = await observeContainers(docker);
  // What answers now has to be what answered then.
  if ((await readEngineId(docker)) !== engineId) throw new Error("another engine answers");
  return { engineId, engineVersion, services, ...found };
}

/** @throws when the answer is not there in time; it is not looked at any more then */
async function soon<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => undefined);
  const limit = new AbortController();
  const late = delay(longestLookMs, undefined, { signal: limit.signal }).then(() => {
    throw new Error("Docker does not answer");
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    late.catch(() => undefined);
    limit.abort();
  }
}

function isOnlyExec(chunk: string): boolean {
  const lines = chunk.split("\n").filter(Boolean);
  return (
    lines.length > 0 &&
    lines.every((line) => /"(status|Action)":"(exec_|top|attach|resize)/.test(line))
  );
}
