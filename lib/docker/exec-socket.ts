import net from "node:net";
import tls from "node:tls";
import type Docker from "dockerode";
import { type DockerAddress, dockerAddress } from "#lib/docker/docker-address";
import { readExecAnswer } from "#lib/docker/exec-answer";
import type { FrameSocket } from "#lib/pipeline/demultiplex";
import { createReadBlocks } from "#lib/pipeline/read-blocks";

/** Longest answer head that is waited for, in bytes. */
const longestHead = 16 * 1024;

/** An exec's connection: frames one way, bytes of stdin the other. */
export type ExecSocket = FrameSocket & {
  write(bytes: Uint8Array | string, done?: (error?: Error | null) => void): void;
  /** Closes the writing side only. */
  end(done?: () => void): void;
};

/**
 * Starts an exec and takes its connection over. docker-modem can do this too, but its socket
 * allocates each chunk anew (see `createReadBlocks`); here chunks lie in memory that is used again.
 *
 * @param answerMs how long Docker may take to answer
 * @param tty whether the exec has a terminal: then its bytes are no frames
 * @throws like docker-modem: an Error with `statusCode` when Docker refuses, or with `code`
 */
export async function openExecSocket(
  docker: Docker,
  execId: string,
  answerMs: number,
  { tty = false }: { tty?: boolean } = {},
): Promise<ExecSocket> {
  const address = await dockerAddress(docker);
  const blocks = createReadBlocks();
  const { promise: accepted, resolve: accept, reject: refuse } = Promise.withResolvers<Buffer>();
  let onData: ((chunk: Buffer) => void) | null = null;
  let head: Buffer = Buffer.alloc(0);

  const takeHead = (bytes: Buffer) => {
    head = Buffer.concat([head, bytes]);
    const answer = readExecAnswer(head);
    if (answer?.error) refuse(answer.error);
    else if (head.length > longestHead && answer === null) refuse(strangeAnswer());
    if (answer === null || answer.error) return;
    // What follows has to wait for whoever reads it.
    socket.pause();
    accept(head.subarray(answer.length));
  };
  const socket = connect(address, {
    buffer: () => blocks.next(),
    callback(bytes) {
      const chunk = blocks.taken(bytes);
      if (onData === null) takeHead(chunk);
      else onData(chunk);
      // Never false: Node would then read the next bytes into the same place.
      return true;
    },
  });
  const timer = setTimeout(() => refuse(reset("Docker did not answer.")), answerMs);
  socket.on("error", refuse);
  socket.on("close", () => refuse(reset("Docker closed the connection.")));
  socket.write(startRequest(address, execId, tty));
  let early: Buffer;
  try {
    early = await accepted;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }

  return {
    blocks,
    onData(listener) {
      onData = listener;
      if (early.length > 0) listener(early);
      socket.resume();
    },
    onEnd: (listener) => void socket.once("end", listener),
    onError: (listener) => void socket.on("error", listener),
    onClose: (listener) => void socket.once("close", listener),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    destroy: () => void socket.destroy(),
    write: (bytes, done) => void socket.write(bytes, done),
    end: (done) => void socket.end(done),
  };
}

function connect(address: DockerAddress, onread: net.OnReadOpts): net.Socket {
  // Half-open: the end of a command's output must not end its stdin, nor the other way round.
  const options = { ...address.connection, allowHalfOpen: true, onread };
  return address.tls === null
    ? net.connect(options)
    : tls.connect({ ...options, ...address.tls, ALPNProtocols: ["http/1.1"] });
}

function startRequest(
  { prefix, host, headers }: DockerAddress,
  execId: string,
  tty: boolean,
): string {
  const body = JSON.stringify({ Detach: false, Tty: tty });
  const own = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [
    `POST ${prefix}/exec/${execId}/start HTTP/1.1`,
    `Host: ${host}`,
    ...own,
    "Connection: Upgrade",
    "Upgrade: tcp",
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join("\r\n");
}

function reset(message: string): Error {
  return Object.assign(new Error(message), { code: "ECONNRESET" });
}

function strangeAnswer(): Error {
  return reset("Docker answered with something that is not HTTP.");
}
