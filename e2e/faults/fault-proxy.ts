import { once } from "node:events";
import {
  Agent,
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import type { Socket } from "node:net";
import { readS3Call, type S3Call } from "#e2e/faults/s3-call";
import { flipAt, keepFirst, stopAfter } from "#e2e/faults/tampering";

/** What is done to a request or its answer; `after` and `at` count bytes of that side's body. */
export type Fault =
  /** An answer of the gateway's kind, without asking the gateway. */
  | { kind: "answer"; status: 403 | 503 }
  /** The connection is reset. With the answer's side and 0 the gateway did its work, unheard. */
  | { kind: "reset"; side: Side; after: number }
  /** Nothing moves any more, and nobody closes. */
  | { kind: "stall"; side: Side; after: number }
  /** The answer ends early: closed against its Content-Length, or with that made to fit. */
  | { kind: "cut"; after: number; length: "as sent" | "made to fit" }
  | { kind: "flip"; side: Side; at: number };

type Side = "request" | "answer";

export type Armed = {
  /** The calls it has met. */
  met: S3Call[];
  stalls: Stall[];
  disarm(): void;
};

/** When it began, and when the client gave the connection up, in ms; by closing it, or by a new try. */
export type Stall = { call: S3Call; began: number; givenUp: number | null };

export type FaultProxy = {
  /** Where the worker finds the gateway. */
  url: string;
  /** Does this to the calls that fit, at most so many times. The first armed that fits counts. */
  arm(fault: Fault, on: (call: S3Call) => boolean, times?: number): Armed;
  /** From now on connections are refused, and those there are reset. */
  refuse(): Promise<void>;
  /** Ends `refuse`, and disarms everything. */
  recover(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Stands in front of an S3 gateway and passes everything on as it came, the Host header too, so that
 * signatures hold; what is armed goes wrong on the way.
 */
export async function startFaultProxy(gateway: string): Promise<FaultProxy> {
  const target = new URL(gateway);
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const sockets = new Set<Socket>();
  let armed: { fault: Fault; on(call: S3Call): boolean; left: number; seen: Armed }[] = [];

  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 120_000 });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
  });
  server.on("request", (asked, answer) => {
    const call = readS3Call(asked);
    // A socket that nobody reads does not tell that its other end has closed; the next try does.
    for (const stall of armed.flatMap(({ seen }) => seen.stalls))
      if (isSame(stall.call, call)) stall.givenUp ??= performance.now();
    const found = armed.find(({ on, left }) => left > 0 && on(call));
    if (found) {
      found.left--;
      found.seen.met.push(call);
    }
    const strike = (socket: Socket) => {
      if (found?.fault.kind !== "stall") socket.resetAndDestroy();
      else found.seen.stalls.push(watchStall(call, socket));
    };
    pass({ target, agent, asked, answer, fault: found?.fault, strike });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port");
  const { port } = address;
  const shut = async () => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
    await closed;
  };

  return {
    url: `http://127.0.0.1:${port}`,
    arm(fault, on, times = Number.POSITIVE_INFINITY) {
      const seen: Armed = {
        met: [],
        stalls: [],
        disarm: () => {
          armed = armed.filter((each) => each.seen !== seen);
        },
      };
      armed.push({ fault, on, left: times, seen });
      return seen;
    },
    refuse: shut,
    async recover() {
      armed = [];
      if (server.listening) return;
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
    },
    async close() {
      await shut();
      agent.destroy();
    },
  };
}

type Passing = {
  target: URL;
  agent: Agent;
  asked: IncomingMessage;
  answer: ServerResponse;
  fault: Fault | undefined;
  /** Resets or stalls. */
  strike(socket: Socket): void;
};

function pass(passing: Passing): void {
  const { target, agent, asked, answer, fault } = passing;
  if (fault?.kind === "answer") {
    answerWith(fault.status, asked, answer);
    return;
  }
  const upstream = request({
    agent,
    host: target.hostname,
    port: target.port,
    method: asked.method,
    path: asked.url,
    headers: asked.rawHeaders,
    setHost: false,
  });
  upstream.on("error", () => asked.socket.destroy());
  answer.on("close", () => {
    if (!answer.writableFinished) upstream.destroy();
  });
  sendBody(passing, upstream);
  upstream.on("response", (response) => passBack(passing, response));
}

function sendBody({ asked, fault, strike }: Passing, upstream: ClientRequest): void {
  const side = fault !== undefined && "side" in fault ? fault.side : "answer";
  if (side === "answer") asked.pipe(upstream);
  else if (fault?.kind === "flip") asked.pipe(flipAt(fault.at)).pipe(upstream);
  else if (fault?.kind === "reset" || fault?.kind === "stall")
    asked.pipe(stopAfter(fault.after, () => strike(asked.socket))).pipe(upstream);
}

function passBack({ asked, answer, fault, strike }: Passing, response: IncomingMessage): void {
  // It breaks off with the connection, which says so itself.
  response.on("error", () => undefined);
  const write = (headers = response.rawHeaders) =>
    answer.writeHead(response.statusCode ?? 502, response.statusMessage, headers);
  if (fault?.kind === "cut" && fault.length === "made to fit") {
    write(withLength(response.rawHeaders, fault.after));
    response.pipe(keepFirst(fault.after)).pipe(answer);
  } else if (fault?.kind === "cut") {
    write();
    response.pipe(stopAfter(fault.after, () => asked.socket.destroySoon())).pipe(answer);
  } else if (fault === undefined || fault.kind === "answer" || fault.side === "request") {
    write();
    response.pipe(answer);
  } else if (fault.kind === "flip") {
    write();
    response.pipe(flipAt(fault.at)).pipe(answer);
  } else if (fault.after === 0) {
    response.resume();
    response.once("end", () => strike(asked.socket));
  } else {
    write();
    response.pipe(stopAfter(fault.after, () => strike(asked.socket))).pipe(answer);
  }
}

function watchStall(call: S3Call, socket: Socket): Stall {
  const stall: Stall = { call, began: performance.now(), givenUp: null };
  socket.once("close", () => {
    stall.givenUp ??= performance.now();
  });
  return stall;
}

/** Whether both send the same part. */
function isSame(a: S3Call, b: S3Call): boolean {
  return (
    a.operation === "UploadPart" &&
    b.operation === "UploadPart" &&
    a.key === b.key &&
    a.part === b.part
  );
}

const codes = { 403: "AccessDenied", 503: "SlowDown" };

function answerWith(status: 403 | 503, asked: IncomingMessage, answer: ServerResponse): void {
  const code = codes[status];
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>By order of a test.</Message></Error>`;
  asked.resume();
  asked.once("end", () => {
    answer.writeHead(status, { "content-type": "application/xml" });
    answer.end(asked.method === "HEAD" ? undefined : body);
  });
}

function withLength(rawHeaders: string[], bytes: number): string[] {
  return rawHeaders.map((value, index) =>
    rawHeaders[index - 1]?.toLowerCase() === "content-length" && index % 2 === 1
      ? String(Math.min(bytes, Number(value)))
      : value,
  );
}
