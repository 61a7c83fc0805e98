import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import {
  backgroundLog,
  backgroundPid,
  startBackground,
  stopBackground,
} from "#e2e/services/background";
import { cephConfiguration } from "#e2e/services/ceph-configuration";
import { freePort } from "#e2e/services/free-port";
import { ensureCommands } from "#e2e/services/packages";
import { runCommand } from "#e2e/services/run-command";
import { waitUntil } from "#e2e/services/wait-until";
import { workFolder } from "#e2e/services/work-folder";

export type S3Key = { accessKeyId: string; secretAccessKey: string };

export type S3Gateway = S3Key & {
  endpoint: string;
  region: string;
  /** A second user without buckets: what it may do is what a test's bucket policy grants it. */
  stranger: S3Key & { userId: string };
};

const processes = ["s3-gateway", "ceph-osd", "ceph-mon"] as const;

/**
 * Ceph's RADOS Gateway 16.2 on a fresh one-disk cluster, on free ports and with fresh keys. Its
 * state lies in the work folder and is made anew at each start.
 * @returns how to reach it, and whether it was started here
 */
export async function ensureS3Gateway(): Promise<{ gateway: S3Gateway; started: boolean }> {
  const known = await runningGateway();
  if (known !== null) return { gateway: known, started: false };
  await ensureCommands([
    "ceph",
    "ceph-authtool",
    "ceph-mon",
    "ceph-osd",
    "monmaptool",
    "radosgw",
    "radosgw-admin",
  ]);
  await stopS3Gateway();
  try {
    return { gateway: await startGateway(), started: true };
  } catch (error) {
    const logs = processes.map((name) => `--- ${name}\n${backgroundLog(name)}`).join("\n");
    await stopS3Gateway();
    throw new Error(`The S3 gateway did not start: ${String(error)}\n${logs}`);
  }
}

/** Ends gateway, OSD and monitor, and forgets what they stored. */
export async function stopS3Gateway(): Promise<void> {
  for (const name of processes) await stopBackground(name);
  rmSync(workFolder("ceph"), { recursive: true, force: true });
}

async function runningGateway(): Promise<S3Gateway | null> {
  if (processes.some((name) => backgroundPid(name) === null)) return null;
  try {
    const gateway: S3Gateway = JSON.parse(readFileSync(workFolder("ceph", "gateway.json"), "utf8"));
    return (await answers(gateway.endpoint)) ? gateway : null;
  } catch {
    return null;
  }
}

async function startGateway(): Promise<S3Gateway> {
  const folder = workFolder("ceph");
  for (const part of ["mon", "osd", "run", "crash", "gateway"])
    mkdirSync(`${folder}/${part}`, { recursive: true, mode: 0o700 });
  const fsid = randomUUID();
  const ports = { monitor: await freePort(), gateway: await freePort() };
  writeFileSync(`${folder}/ceph.conf`, cephConfiguration(folder, fsid, ports), { mode: 0o600 });
  const call = (command: string, ...args: string[]) =>
    runCommand(command, args, {
      timeoutSeconds: 60,
      env: { CEPH_CONF: `${folder}/ceph.conf`, CEPH_ARGS: "" },
    });
  const background = (name: string, command: string, ...args: string[]) =>
    startBackground(name, { command, args: ["-c", `${folder}/ceph.conf`, "-f", ...args] });

  const keyring = `${folder}/keyring`;
  const all = ["--cap", "mon", "allow *", "--cap", "osd", "allow *"];
  const key = (name: string, ...args: string[]) =>
    call("ceph-authtool", keyring, "--gen-key", "-n", name, ...args);
  await call("ceph-authtool", "--create-keyring", keyring, "--gen-key", "-n", "mon.", ...all);
  await key("client.admin", ...all, "--cap", "mgr", "allow *");
  await key("client.gateway", ...all);
  await key("osd.0", "--cap", "mon", "allow profile osd", "--cap", "osd", "allow *");

  const address = `v2:127.0.0.1:${ports.monitor}`;
  const map = `${folder}/monmap`;
  await call("monmaptool", "--create", "--fsid", fsid, "--addv", "a", `[${address}]`, map);
  await call("ceph-mon", "--mkfs", "-i", "a", "--monmap", map, "--keyring", keyring);
  background("ceph-mon", "ceph-mon", "-i", "a");
  const disk = randomUUID();
  await call("ceph", "--connect-timeout", "30", "osd", "new", disk, "0");
  await call("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", disk);
  background("ceph-osd", "ceph-osd", "-i", "0");
  background("s3-gateway", "radosgw", "-n", "client.gateway");
  const endpoint = `http://127.0.0.1:${ports.gateway}`;
  await waitUntil("the S3 gateway to answer", 90, () => answers(endpoint));

  const owner = newKey();
  const stranger = { ...newKey(), userId: "stranger" };
  await call("radosgw-admin", "-n", "client.gateway", ...user("holdfast", owner));
  await call("radosgw-admin", "-n", "client.gateway", ...user(stranger.userId, stranger));
  const gateway = { endpoint, region: "us-east-1", ...owner, stranger };
  writeFileSync(`${folder}/gateway.json`, JSON.stringify(gateway), { mode: 0o600 });
  return gateway;
}

function newKey(): S3Key {
  return {
    accessKeyId: randomBytes(10).toString("hex"),
    secretAccessKey: randomBytes(20).toString("hex"),
  };
}

function user(id: string, key: S3Key): string[] {
  const keys = ["--access-key", key.accessKeyId, "--secret", key.secretAccessKey];
  return ["user", "create", "--uid", id, "--display-name", id, ...keys];
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(endpoint, { signal: AbortSignal.timeout(2000) })).status === 200;
  } catch {
    return false;
  }
}
