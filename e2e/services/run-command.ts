import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export type RunOptions = {
  /** After so many seconds the command is killed and the call fails. */
  timeoutSeconds: number;
  env?: Record<string, string>;
  input?: Readable | string;
  uid?: number;
  gid?: number;
};

/**
 * Runs one command to its end and returns what it wrote to stdout.
 * @throws with the last 4 KiB of stderr when it exits other than 0, cannot start or takes too long
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<string> {
  const child = spawn(command, args, {
    env: { ...process.env, ...options.env },
    stdio: [options.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    timeout: options.timeoutSeconds * 1000,
    killSignal: "SIGKILL",
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.gid }),
  });
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-4096);
  });
  const ended = new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) return resolve(stdout);
      const how =
        signal === null ? `exit code ${code}` : `${signal} (limit ${options.timeoutSeconds} s)`;
      reject(new Error(`${command} ${args.join(" ")}: ${how}\n${stderr || stdout.slice(-4096)}`));
    });
  });
  // A command that stops reading early is judged by its exit code, not by the broken pipe.
  if (child.stdin !== null) await pipeline(options.input ?? "", child.stdin).catch(() => undefined);
  return ended;
}

/** True when the command exits 0 within the time. */
export async function succeeds(
  command: string,
  args: readonly string[],
  timeoutSeconds = 10,
): Promise<boolean> {
  try {
    await runCommand(command, args, { timeoutSeconds });
    return true;
  } catch {
    return false;
  }
}
