import { z } from "zod";
import { instanceParams } from "#lib/api/params";
import { requireInstance } from "#lib/api/require-instance";
import { socketRoute } from "#lib/api/socket-route";
import { openConsole } from "#lib/containers/open-console";

const size = z.object({
  columns: z.coerce.number().int().min(2).max(1000),
  rows: z.coerce.number().int().min(1).max(1000),
});
const said = z.discriminatedUnion("type", [
  size.extend({ type: z.literal("resize") }),
  z.object({ type: z.literal("shown"), bytes: z.int().nonnegative() }),
]);

/** Bytes that may be on their way to the screen: a flood of output is held up in the instance. */
const windowBytes = 512 * 1024;
/** Bytes of keys and pasted text that may wait for the program inside. */
const mostKeys = 8 * 1024 * 1024;

/**
 * A shell in an instance: bytes both ways, sizes as JSON. It ends with the connection. What is typed
 * and shown passes through and is written down nowhere; opening and closing stand in the activity.
 */
export const consoleSocket = socketRoute(
  {
    path: "v1/containers/[containerId]/instances/[instanceId]/console",
    capability: "containers-console",
    params: instanceParams,
    query: size,
  },
  async ({ deps, member, actor, params, query }) => {
    const { hubId } = member;
    const { dockerId, name } = await requireInstance(deps.db, { hubId, ...params });
    const place = { hubId, ...params, instanceName: name, dockerId };
    return async (socket) => {
      const opened = await openConsole(deps.consoles, { place, actor, size: query });
      const leave = () => {
        const reason = socket.refused() ? "rights" : "left";
        opened.end(reason).catch((error: unknown) => console.error("console:", error));
      };
      // The browser may have gone while it was being opened.
      if (socket.signal.aborted) return leave();
      socket.signal.addEventListener("abort", leave, { once: true });
      await socket.send({ type: "open", shell: opened.shell });
      const window = createWindow(windowBytes, socket.signal);
      const keys = createKeys(opened.write);
      socket.onMessage(async (data, isBinary) => {
        if (isBinary) return keys.write(data);
        const message = said.parse(JSON.parse(data.toString()));
        if (message.type === "shown") window.give(message.bytes);
        else await opened.resize(message);
      });
      for await (const bytes of opened.output) {
        await window.take(bytes.length);
        await socket.send(bytes);
      }
      await socket.send({ type: "end", reason: await opened.ended });
    };
  },
);

/**
 * Passes on what is typed. A program that reads nothing must not hold up the word that output was
 * shown, so what it has not taken waits here, within bounds.
 */
function createKeys(write: (bytes: Uint8Array) => Promise<void>) {
  let waiting = 0;
  return {
    async write(bytes: Uint8Array): Promise<void> {
      if (waiting + bytes.length > mostKeys) throw new Error("More was pasted than is taken.");
      waiting += bytes.length;
      await write(bytes);
      waiting -= bytes.length;
    },
  };
}

/** Counts what was sent and not yet shown; `take` waits while that is more than allowed. */
function createWindow(most: number, signal: AbortSignal) {
  let out = 0;
  let wake = () => {};
  signal.addEventListener("abort", () => wake(), { once: true });
  return {
    async take(bytes: number): Promise<void> {
      while (out > most && !signal.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      out += bytes;
    },
    give(bytes: number): void {
      out -= bytes;
      wake();
    },
  };
}
