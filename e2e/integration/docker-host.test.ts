import { execFileSync } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startContainer, type TestContainer } from "#e2e/services/container";
import { readServices } from "#e2e/services/services";
import { startSshd } from "#e2e/services/sshd";
import { connectDocker, explainDockerError } from "#lib/docker/connect-docker";
import { runCommand } from "#lib/docker/run-command";

const variables = ["DOCKER_HOST", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH"];
const engine = "/var/run/docker.sock";
let folder: string;
let container: TestContainer;
const servers: Server[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-docker-host-"));
  makeCertificates(folder);
  container = await startContainer({ image: readServices().images.tar });
});

beforeEach(() => {
  for (const name of variables) delete process.env[name];
});

afterAll(async () => {
  delete process.env.DOCKER_HOST;
  for (const server of servers) server.close();
  await container.remove();
  rmSync(folder, { recursive: true });
});

/** One authority, and with it the engine's certificate and ours: Docker's TLS wants all three. */
function makeCertificates(into: string): void {
  const openssl = (...words: string[]) =>
    execFileSync("openssl", words, { cwd: into, stdio: "pipe" });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  openssl(
    "req",
    "-x509",
    ...key,
    "-keyout",
    "ca-key.pem",
    "-out",
    "ca.pem",
    "-days",
    "2",
    "-subj",
    "/CN=test ca",
  );
  for (const [name, subject] of [
    ["server", "/CN=localhost"],
    ["client", "/CN=holdfast"],
  ] as const) {
    const paths =
      name === "client" ? ["key.pem", "cert.pem"] : ["server-key.pem", "server-cert.pem"];
    openssl(
      "req",
      ...key,
      "-keyout",
      paths[0] ?? "",
      "-out",
      `${name}.csr`,
      "-subj",
      subject,
      "-addext",
      "subjectAltName=DNS:localhost",
    );
    openssl(
      "x509",
      "-req",
      "-in",
      `${name}.csr`,
      "-CA",
      "ca.pem",
      "-CAkey",
      "ca-key.pem",
      "-CAcreateserial",
      "-days",
      "2",
      "-copy_extensions",
      "copy",
      "-out",
      paths[1] ?? "",
    );
  }
}

/** A door on loopback to the engine's socket, as a remote host has it; its port. */
async function door(
  create: (handle: (socket: import("node:net").Socket) => void) => Server,
): Promise<number> {
  const server = create((socket) => {
    const inner = connect({ path: engine, allowHalfOpen: true });
    socket.pipe(inner).pipe(socket);
    socket.on("error", () => inner.destroy());
    inner.on("error", () => socket.destroy());
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

const files = (name: string) => readFileSync(join(folder, name));

/** Bytes go in on stdin, come back on stdout, and EOF arrives: all that a run needs of a host. */
async function roundTrip(): Promise<void> {
  const docker = await connectDocker();
  const run = await runCommand(docker, {
    dockerId: container.id,
    argv: ["sha256sum"],
    stdin: true,
    runId: randomUUID(),
    onStderr: () => undefined,
  });
  const output: Buffer[] = [];
  run.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  const sent = randomBytes(3_000_000);
  run.stdin?.write(sent);
  run.stdin?.end();
  expect(await run.completion).toEqual({ kind: "exited", code: 0 });
  expect(Buffer.concat(output).toString()).toBe(
    `${createHash("sha256").update(sent).digest("hex")}  -\n`,
  );
}

test("unix:// names another socket", async () => {
  process.env.DOCKER_HOST = `unix://${engine}`;
  await roundTrip();
});

test("tcp:// reaches an engine over the network", async () => {
  const port = await door((handle) => createServer({ allowHalfOpen: true }, handle));
  process.env.DOCKER_HOST = `tcp://127.0.0.1:${port}`;
  await roundTrip();
});

test("a connection that breaks while a command is fed is not a success of the command", async () => {
  const open = new Set<Socket>();
  const port = await door((handle) =>
    createServer({ allowHalfOpen: true }, (socket) => {
      open.add(socket);
      handle(socket);
    }),
  );
  process.env.DOCKER_HOST = `tcp://127.0.0.1:${port}`;
  const docker = await connectDocker();
  const run = await runCommand(docker, {
    dockerId: container.id,
    // Ends well at the end of its stdin, like psql, however early that comes.
    argv: ["sha256sum"],
    stdin: true,
    runId: randomUUID(),
    onStderr: () => undefined,
  });
  run.stdout.resume();
  run.stdout.on("error", () => undefined);
  run.stdin?.on("error", () => undefined);
  run.stdin?.write(randomBytes(1_000_000));
  await new Promise((resolve) => setTimeout(resolve, 200));
  for (const socket of open) socket.resetAndDestroy();
  expect(await run.completion).toMatchObject({ kind: "unknown" });
});

test("tcp:// with TLS shows our certificate and checks the engine's", async () => {
  const port = await door((handle) =>
    createTlsServer(
      {
        key: files("server-key.pem"),
        cert: files("server-cert.pem"),
        ca: files("ca.pem"),
        requestCert: true,
        rejectUnauthorized: true,
        allowHalfOpen: true,
      },
      handle,
    ),
  );
  process.env.DOCKER_HOST = `tcp://localhost:${port}`;
  process.env.DOCKER_TLS_VERIFY = "1";
  process.env.DOCKER_CERT_PATH = folder;
  await roundTrip();
});

test("ssh:// goes through the user's own ssh", async () => {
  const sshd = await startSshd(folder);
  const path = process.env.PATH;
  // ssh reads ~/.ssh of the user, whatever HOME says: a first `ssh` on PATH names the test's files.
  process.env.PATH = `${sshd.binaries}:${path}`;
  process.env.DOCKER_HOST = `ssh://${userInfo().username}@127.0.0.1:${sshd.port}`;
  try {
    await roundTrip();
    await roundTrip();
  } finally {
    process.env.PATH = path;
    sshd.stop();
  }
});

test("an engine that is not there is explained with what to do", async () => {
  process.env.DOCKER_HOST = "unix:///nonexistent/docker.sock";
  const docker = await connectDocker();
  const error = await docker.ping().catch((cause: unknown) => cause);
  expect(explainDockerError(error, process.env.DOCKER_HOST)).toContain(
    "Start Docker, or set DOCKER_HOST",
  );
});
