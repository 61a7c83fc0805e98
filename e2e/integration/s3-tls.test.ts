import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureCommands } from "#e2e/services/packages";
import { createBucket, type TestBucket } from "#e2e/services/s3-bucket";
import { readServices } from "#e2e/services/services";
import { createS3Store } from "#lib/storage/s3-store";
import { verifyStore } from "#lib/storage/verify-store";

/* The gateway speaks plain HTTP: a proxy before it speaks TLS, as every store on the internet does. */

const { s3 } = readServices();
const live = () => new AbortController().signal;
let bucket: TestBucket;
let proxy: Server;
let certificate: string;
let connections = 0;
const settings = () => {
  const address = proxy.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const { region, accessKeyId: keyId } = s3;
  const endpoint = `https://localhost:${port}`;
  return {
    vendor: "s3" as const,
    endpoint,
    region,
    keyId,
    bucket: bucket.name,
    pathStyle: true,
    prefix: "",
  };
};

beforeAll(async () => {
  await ensureCommands(["openssl"]);
  bucket = await createBucket(s3);
  const folder = mkdtempSync(path.join(tmpdir(), "s3-tls-"));
  const made =
    "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout key -out certificate";
  execFileSync("openssl", made.split(" "), { cwd: folder, stdio: "pipe" });
  certificate = readFileSync(path.join(folder, "certificate"), "utf8");
  const key = readFileSync(path.join(folder, "key"));
  rmSync(folder, { recursive: true });
  const gateway = new URL(s3.endpoint);
  proxy = createServer({ key, cert: certificate, keepAliveTimeout: 300 }, (from, to) => {
    const { method, url, headers } = from;
    const onward = request(
      { host: gateway.hostname, port: gateway.port, method, path: url, headers },
      (answer) => {
        to.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(to);
      },
    );
    onward.on("error", () => to.destroy());
    from.pipe(onward);
  });
  proxy.on("secureConnection", () => connections++);
  await new Promise<void>((resolve) => proxy.listen(0, resolve));
});
afterAll(async () => {
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
  await bucket.destroy();
});

it("a certificate that nobody vouches for is an endpoint not to be trusted", async () => {
  expect(await verifyStore(settings(), s3.secretAccessKey)).toMatchObject({
    ok: false,
    missing: "endpoint",
    message: expect.stringContaining("DEPTH_ZERO_SELF_SIGNED_CERT"),
  });
});

it("parts go out and come back whole over TLS, on connections that are kept and found closed", async () => {
  setDefaultCACertificates([...getCACertificates("default"), certificate]);
  expect(await verifyStore(settings(), s3.secretAccessKey)).toEqual({ ok: true });
  const store = createS3Store(settings(), s3.secretAccessKey);
  const body = randomBytes(9 * 2 ** 20);
  const sha256 = createHash("sha256").update(body).digest("hex");
  const upload = await store.startUpload("a key/with ünusual+(chars)!'*~", live());
  const slabs = [body.subarray(0, 5_000_000), body.subarray(5_000_000)];
  await upload.putPart({ number: 1, size: body.length, sha256, body: slabs }, live());
  const ref = await upload.complete(live());

  const into = Buffer.alloc(body.length);
  const before = connections;
  for (let read = 0; read < 4; read++) {
    into.fill(0);
    await store.readRange(ref, { start: 0, length: body.length }, live(), into);
    expect(Buffer.compare(into, body)).toBe(0);
  }
  expect(connections - before).toBe(1);
  // Longer than the proxy keeps a connection that waits.
  await new Promise((resolve) => setTimeout(resolve, 1_800));
  await store.readRange(ref, { start: 5, length: 100 }, live(), into);
  expect(Buffer.compare(into.subarray(0, 100), body.subarray(5, 105))).toBe(0);
  expect(connections - before).toBe(2);
  store.close();
});
