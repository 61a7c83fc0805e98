import Docker from "dockerode";
import { afterEach, expect, test, vi } from "vitest";
import { dockerAddress } from "#lib/docker/docker-address";

afterEach(() => vi.unstubAllEnvs());

function addressOf(host: string | undefined, options?: ConstructorParameters<typeof Docker>[0]) {
  vi.stubEnv("DOCKER_HOST", host);
  vi.stubEnv("DOCKER_CERT_PATH", undefined);
  return dockerAddress(new Docker(options));
}

test("every kind of DOCKER_HOST that docker-modem knows gives the same address here", async () => {
  expect(await addressOf("unix:///run/d.sock")).toMatchObject({
    connection: { path: "/run/d.sock" },
    tls: null,
    prefix: "",
  });
  expect(await addressOf("tcp://docker.internal:2375")).toMatchObject({
    connection: { host: "docker.internal", port: 2375 },
    tls: null,
    host: "docker.internal:2375",
    prefix: "",
  });
  expect(await addressOf(undefined)).toMatchObject({
    connection: { path: expect.stringMatching(/docker\.sock$/) },
  });
});

test("TLS with the client's own certificate, and a version in the path", async () => {
  const pems = { ca: "CA", cert: "CERT", key: "KEY" };
  const options = {
    protocol: "https" as const,
    host: "far",
    port: 2376,
    version: "v1.41",
    ...pems,
  };
  expect(await addressOf("tcp://far:2376", options)).toMatchObject({
    connection: { host: "far", port: 2376 },
    tls: pems,
    prefix: "/v1.41",
  });
});

test("a local socket, as an ssh tunnel gives it, wins over the variable", async () => {
  const local = { socketPath: "/tmp/tunnel.sock", host: undefined, port: undefined };
  expect(await addressOf("ssh://far", { protocol: "http", ...local })).toMatchObject({
    connection: { path: "/tmp/tunnel.sock" },
    tls: null,
  });
});
