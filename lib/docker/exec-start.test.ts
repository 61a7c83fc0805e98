import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import Docker from "dockerode";
import { afterEach, expect, test } from "vitest";
import { DockerFailure } from "#lib/docker/docker-failure";
import { startExec } from "#lib/docker/exec-start";

const servers: Server[] = [];
const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** A daemon that takes every connection, and answers as told or never. */
async function daemon(answer: (request: string) => string | null) {
  const asked: string[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      const [request = ""] = bytes.toString().split("\r\n");
      asked.push(request);
      const said = answer(request);
      if (said !== null) socket.write(said);
    });
  });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { docker: new Docker({ protocol: "http", host: "127.0.0.1", port }), asked };
}

const start = (docker: Docker) =>
  startExec(
    docker,
    { dockerId: "c1", argv: ["true"], stdin: false, answerMs: 200 },
    () => undefined,
  );

/** Why it was given up, and that it was within moments. */
async function failureOf(docker: Docker): Promise<DockerFailure> {
  const began = performance.now();
  const failure: unknown = await start(docker).then(
    () => expect.unreachable("it started"),
    (error: unknown) => error,
  );
  const took = performance.now() - began;
  expect(took).toBeGreaterThan(150);
  expect(took).toBeLessThan(5000);
  if (!(failure instanceof DockerFailure)) throw failure;
  return failure;
}

test("a daemon that never answers the creation is given up, in clear words", async () => {
  const { docker, asked } = await daemon(() => null);
  const { code, message } = await failureOf(docker);
  expect({ code, message }).toEqual({
    code: "unreachable",
    message:
      "Docker does not answer. Check that it runs and that Holdfast may use it, then try again.",
  });
  expect(asked).toEqual([expect.stringMatching(/^POST .*\/containers\/c1\/exec /)]);
  // Nothing waits for its answer any more.
  await expect.poll(() => sockets.every((socket) => socket.destroyed)).toBe(true);
});

test("so is one that creates it and never answers the start", async () => {
  const body = JSON.stringify({ Id: "e1" });
  const created = `HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const { docker, asked } = await daemon((request) =>
    request.includes("/containers/c1/exec") ? created : null,
  );
  expect(await failureOf(docker)).toMatchObject({ code: "unreachable" });
  expect(asked.at(-1)).toMatch(/^POST .*\/exec\/e1\/start /);
});
