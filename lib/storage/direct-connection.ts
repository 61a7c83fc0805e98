import net from "node:net";
import tls from "node:tls";
import { type ResponseHead, readResponseHead } from "#lib/storage/response-head";

/** Longest head that is waited for, in bytes. */
const scratchBytes = 64 * 1024;

export type DirectTarget = { secure: boolean; host: string; port: number };

/** Where a body goes, and who is told how much of it has come. */
export type Destination = { view: Uint8Array; received(bytes: number): void };

/** An answer that is not the plain one hoped for; the connection is gone. */
export class UnplainAnswer extends Error {
  override name = "UnplainAnswer";
}

/** `body` is null when it went to the destination, else the short body of another answer. */
export type DirectAnswer = { head: ResponseHead; body: Buffer | null };

export type DirectConnection = {
  /**
   * Sends a request. The body of a 206 whose length is the destination's goes straight from the
   * socket into it; the short body of any other answer is handed back. Resolves once all of it has
   * come; rejects with `UnplainAnswer` for an answer that is neither.
   */
  read(request: string, destination: Destination): Promise<DirectAnswer>;
  /** Whether it can be used for another request. */
  isOpen(): boolean;
  destroy(): void;
};

function secured<Options extends { host: string }>(options: Options) {
  // Server names are for names alone (RFC 6066, 3).
  const servername = net.isIP(options.host) ? "" : options.host;
  return { ...options, servername, ALPNProtocols: ["http/1.1"] };
}

type Exchange = {
  /** The buffer that the next bytes are read into. */
  next(): Uint8Array;
  take(bytes: number): void;
  fail(error: Error): void;
};

/**
 * Opens a connection for reading ranges. `node:http` hands a body out in pieces of 64 KiB that are
 * each allocated, copied, and collected again: 1 GiB costs four times the processor time of this.
 */
export function openDirectConnection(target: DirectTarget): DirectConnection {
  const scratch = Buffer.allocUnsafeSlow(scratchBytes);
  let exchange: Exchange | null = null;
  let open = true;
  const onread = {
    buffer: () => exchange?.next() ?? scratch,
    callback(bytes: number) {
      // Bytes that nobody asked for: the connection is out of step.
      if (exchange) exchange.take(bytes);
      else socket.destroy();
      return true;
    },
  };
  const options = { host: target.host, port: target.port, onread };
  const socket = target.secure ? tls.connect(secured(options)) : net.connect(options);
  const end = (error: Error) => {
    open = false;
    socket.destroy();
    exchange?.fail(error);
  };
  socket.setNoDelay(true);
  socket.on("error", end);
  socket.on("close", () => end(reset()));
  socket.on("end", () => end(reset()));

  return {
    isOpen: () => open && !socket.destroyed,
    destroy: () => end(reset()),
    async read(request, destination) {
      const { promise, resolve, reject } = Promise.withResolvers<DirectAnswer>();
      const done = (finish: () => void) => {
        exchange = null;
        finish();
      };
      exchange = startExchange(scratch, destination, {
        whole: (answer) =>
          done(() => {
            if (/close/i.test(answer.head.headers.connection ?? "")) end(reset());
            resolve(answer);
          }),
        failed: (error) =>
          done(() => {
            end(error);
            reject(error);
          }),
      });
      if (open) socket.write(request);
      else exchange.fail(reset());
      return promise;
    },
  };
}

function startExchange(
  scratch: Buffer,
  { view, received }: Destination,
  outcome: { whole(answer: DirectAnswer): void; failed(error: Error): void },
): Exchange {
  let head: ResponseHead | null = null;
  /** Bytes in `scratch`: the head, and of a short body all of it. */
  let kept = 0;
  let filled = 0;
  let direct = false;

  const takeBody = (head: ResponseHead, bytes: number) => {
    filled += bytes;
    received(bytes);
    if (filled === view.byteLength) outcome.whole({ head, body: null });
  };
  const takeShort = (head: ResponseHead) => {
    const end = head.length + Number(head.headers["content-length"] ?? Number.NaN);
    if (!(end <= scratchBytes && kept <= end) || head.headers["transfer-encoding"] !== undefined) {
      outcome.failed(new UnplainAnswer(`HTTP ${head.status}`));
    } else if (kept === end) {
      outcome.whole({ head, body: Buffer.from(scratch.subarray(head.length, end)) });
    }
  };
  return {
    next: () => (direct ? view.subarray(filled) : scratch.subarray(kept)),
    fail: outcome.failed,
    take(bytes) {
      if (head && direct) return takeBody(head, bytes);
      kept += bytes;
      if (head) return takeShort(head);
      try {
        head = readResponseHead(scratch.subarray(0, kept));
      } catch (error) {
        return outcome.failed(new UnplainAnswer(String(error)));
      }
      if (!head) {
        if (kept === scratchBytes) outcome.failed(new UnplainAnswer("The head is too long."));
        return;
      }
      direct = isPlain(head, view.byteLength) && kept - head.length <= view.byteLength;
      if (!direct) return takeShort(head);
      view.set(scratch.subarray(head.length, kept), 0);
      takeBody(head, kept - head.length);
    },
  };
}

function isPlain({ status, headers }: ResponseHead, length: number): boolean {
  return (
    status === 206 &&
    headers["content-length"] === String(length) &&
    headers["transfer-encoding"] === undefined &&
    headers["content-encoding"] === undefined
  );
}

function reset(): Error {
  return Object.assign(new Error("The connection was closed."), { code: "ECONNRESET" });
}
