import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Docker from "dockerode";
import { afterAll, beforeAll, expect, test } from "vitest";
import { observeContainers } from "#lib/docker/observe-containers";

const compose = (service: string, number: string) => ({
  "com.docker.compose.project": "shop",
  "com.docker.compose.service": service,
  "com.docker.compose.container-number": number,
});
const listed = [
  { Id: "a1", Names: ["/shop-db-1"], Labels: compose("db", "1") },
  { Id: "a2", Names: ["/shop-db-2"], Labels: compose("db", "2") },
  { Id: "b1", Names: ["/shop-cache-1"], Labels: compose("cache", "1") },
];
const described = (id: string) => {
  const one = listed.find(({ Id }) => Id === id);
  return {
    ...{ Id: id, Name: one?.Names[0], Image: "sha256:0", Created: "2026-01-01T00:00:00Z" },
    ...{ Path: "db", Args: [], Mounts: [], NetworkSettings: { Ports: {} } },
    Config: { Image: "db:1", Labels: one?.Labels },
    State: { Running: true, Paused: false, Restarting: false, StartedAt: "2026-01-01T00:00:00Z" },
  };
};
let stuck: string | null = null;
const daemon = createServer(({ url = "" }, response) => {
  const [, id = ""] = /containers\/(\w+)\/json/.exec(url) ?? [];
  if (url.includes("/containers/json")) response.end(JSON.stringify(listed));
  else if (id !== stuck) response.end(JSON.stringify(described(id)));
});
let docker: Docker;

beforeAll(async () => {
  daemon.listen(0, "127.0.0.1");
  await once(daemon, "listening");
  docker = new Docker({ host: "127.0.0.1", port: (daemon.address() as AddressInfo).port });
});
afterAll(() => {
  daemon.closeAllConnections();
  daemon.close();
});

test("each container with its instances", async () => {
  const { containers, unsure } = await observeContainers(docker);
  expect(containers.map(({ key, instances }) => [key, instances.length])).toEqual([
    ["compose:shop/db", 2],
    ["compose:shop/cache", 1],
  ]);
  expect(unsure).toEqual([]);
});

test("a daemon that is stuck over one instance: its container is unsure, the others are seen", async () => {
  stuck = "a2";
  const { containers, unsure } = await observeContainers(docker, { inspectMs: 100 });
  expect(containers.map(({ key }) => key)).toEqual(["compose:shop/cache"]);
  expect(unsure).toEqual(["compose:shop/db"]);
});
