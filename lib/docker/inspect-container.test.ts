import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Docker from "dockerode";
import { expect, it } from "vitest";
import { asDockerFailure } from "#lib/docker/docker-failure";
import { inspectContainer } from "#lib/docker/inspect-container";

it("gives a daemon up that takes the call and does not answer", async () => {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const docker = new Docker({ protocol: "http", host: "127.0.0.1", port });
  const error = await inspectContainer(docker, "c1", { longestMs: 50 }).catch((thrown) => thrown);
  expect(asDockerFailure(error).code).toBe("unreachable");
  server.closeAllConnections();
  server.close();
});
