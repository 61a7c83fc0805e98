import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { createLiveSocket, type SocketRights } from "#lib/api/live-socket";

const undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0)) step();
});

/** A socket as our server has it, and the bare connection of a client that does only what it is told. */
async function open(rights: SocketRights) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  undo.push(() => server.close());
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const client: Socket = connect(port, "127.0.0.1");
  undo.push(() => client.destroy());
  client.on("error", () => undefined).resume();
  client.write(
    [
      "GET / HTTP/1.1",
      "Host: here",
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "\r\n",
    ].join("\r\n"),
  );
  const [socket] = (await once(server, "connection")) as [WebSocket];
  const live = createLiveSocket(socket, rights);
  const heard: string[] = [];
  live.onMessage(async (data) => void heard.push(data.toString()));
  /** One short text frame, masked with zeros (RFC 6455, 5.2). */
  const say = async (text: string) => {
    client.write(
      Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]),
    );
    await sleep(50);
  };
  return { live, heard, say, gone: once(client, "close") };
}

it("hears nothing more from one who lost the right, though their end does not let go", async () => {
  let allowed = true;
  let changed = () => {};
  let watched = true;
  const { live, heard, say, gone } = await open({
    isStillAllowed: async () => allowed,
    watch: (listener) => {
      changed = listener;
      return () => {
        watched = false;
      };
    },
  });
  await say("one");
  changed();
  await say("two");
  allowed = false;
  changed();
  await say("three");
  expect(heard).toEqual(["one", "two"]);
  expect(live.refused()).toBe(true);
  expect(live.signal.aborted, "what it was open for ends at once").toBe(true);
  await gone;
  await sleep(50);
  expect(watched).toBe(false);
});
