import { once } from "node:events";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readServices } from "#e2e/services/services";
import { openDatabase } from "#lib/db/client";

/* A database that dies under queries, and comes back: no connection of the pool stays broken. */

const sockets = new Set<net.Socket>();
let forwarder: net.Server;
let url: URL;

beforeAll(async () => {
  url = new URL(readServices().postgresUrl);
  const target = { host: url.hostname, port: Number(url.port) };
  forwarder = net.createServer((socket) => {
    const upstream = net.connect(target);
    socket.pipe(upstream).pipe(socket);
    for (const each of [socket, upstream]) each.on("error", () => each.destroy());
    sockets.add(socket.once("close", () => sockets.delete(socket)));
  });
  await once(forwarder.listen(0, "127.0.0.1"), "listening");
  const address = forwarder.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  url.host = `127.0.0.1:${address.port}`;
});
afterAll(() => void forwarder.close());

test("every connection answers again, whatever was just being written", async () => {
  const { sql, close } = openDatabase(url.href, { max: 4 });
  const warm = () => Promise.all(Array.from({ length: 4 }, () => sql`select pg_sleep(0.1)`));
  await warm();
  for (let round = 1; round <= 15; round++) {
    // Who hears that its query has failed asks again at once, while the others are closing.
    const asked = Array.from({ length: 2 }, () =>
      sql`select pg_sleep(9)`.catch(() => {
        sql`select 1`.execute().catch(() => undefined);
      }),
    );
    await sleep(100);
    for (const socket of sockets) socket.destroy();
    await Promise.all(asked);
    // One that was broken in the middle of a write fails once more, and is whole then.
    const whole = warm().catch(warm).catch(warm);
    const limit = sleep(10_000).then(() => "too late");
    expect(await Promise.race([whole.then(() => "whole"), limit])).toBe("whole");
  }
  await close();
});
