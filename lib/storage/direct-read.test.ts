import net from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type DirectConnection, openDirectConnection } from "#lib/storage/direct-connection";

const cleanup: (() => void)[] = [];
afterEach(() => {
  for (const end of cleanup.splice(0)) end();
});

/** A server on loopback that answers each request with these bytes, in these pieces. */
async function answering(...answers: (string | Buffer)[][]) {
  let connections = 0;
  const server = net.createServer((socket) => {
    connections++;
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    socket.on("data", async () => {
      for (const piece of answers.shift() ?? []) {
        socket.write(piece);
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanup.push(() => server.close());
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const connect = (): DirectConnection => {
    const connection = openDirectConnection({ secure: false, host: "127.0.0.1", port });
    cleanup.push(() => connection.destroy());
    return connection;
  };
  return { connect, connections: () => connections };
}

function destination(length: number) {
  const view = new Uint8Array(length);
  let came = 0;
  const target = {
    view,
    received(bytes: number) {
      came += bytes;
    },
  };
  const got = () => came;
  return { target, view, got };
}

const ask = "GET /b/k HTTP/1.1\r\n\r\n";
const plain = (body: string) =>
  `HTTP/1.1 206 Partial Content\r\nContent-Length: ${body.length}\r\nX-A: b: c\r\n\r\n${body}`;

describe("a direct read", () => {
  it("lays the body into the destination wherever the answer is cut", async () => {
    const text = plain("the body");
    for (let cut = 1; cut < text.length; cut++) {
      const { connect } = await answering([text.slice(0, cut), text.slice(cut)]);
      const { target, view, got } = destination(8);
      const { head, body } = await connect().read(ask, target);
      expect(Buffer.from(view).toString()).toBe("the body");
      expect([head.status, head.headers["x-a"], body, got()]).toEqual([206, "b: c", null, 8]);
    }
  });

  it("carries large bodies and uses the connection again", async () => {
    const large = Buffer.alloc(3_000_000, "0123456789abcdef-");
    const head = `HTTP/1.1 206 X\r\ncontent-length: ${large.length}\r\n\r\n`;
    const { connect, connections } = await answering([head, large], [head, large], [plain("x")]);
    const connection = connect();
    for (let read = 0; read < 2; read++) {
      const { target, view } = destination(large.length);
      await connection.read(ask, target);
      expect(Buffer.compare(view, large)).toBe(0);
      expect(connection.isOpen()).toBe(true);
    }
    const { target, view } = destination(1);
    await connection.read(ask, target);
    expect(view[0]).toBe("x".charCodeAt(0));
    expect(connections()).toBe(1);
  });

  it("hands back the short body of another answer, wherever it is cut", async () => {
    const text = "HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\n\r\nabsent";
    for (let cut = 1; cut < text.length; cut++) {
      const { connect } = await answering([text.slice(0, cut), text.slice(cut)]);
      const { target, got } = destination(8);
      const { head, body } = await connect().read(ask, target);
      expect([head.status, body?.toString(), got()]).toEqual([404, "absent", 0]);
    }
  });

  it.each([
    [
      "a body of unknown length",
      "HTTP/1.1 206 X\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n",
    ],
    [
      "a body in another encoding",
      "HTTP/1.1 206 X\r\nContent-Length: 70000\r\nContent-Encoding: gzip\r\n\r\nabcd",
    ],
    ["a body that is not of the length", `HTTP/1.1 206 X\r\nContent-Length: 70000\r\n\r\nabcd`],
    ["more than was announced", `${plain("abcd")}ef`],
    ["no HTTP at all", "SSH-2.0-OpenSSH\r\n\r\n"],
    ["a head without an end", "HTTP/1.1 206 X\r\n".padEnd(70_000, "a: b\r\n")],
  ])("leaves to others: %s", async (_, text) => {
    const { connect } = await answering([text]);
    const { target, got } = destination(4);
    const connection = connect();
    await expect(connection.read(ask, target)).rejects.toMatchObject({ name: "UnplainAnswer" });
    expect(connection.isOpen()).toBe(false);
    expect(got()).toBe(0);
  });

  it("writes nothing past the end when a body goes on too long", async () => {
    const { connect } = await answering(
      [plain("abcd").slice(0, -2), "cd", "efgh"],
      [plain("wxyz")],
    );
    const whole = Buffer.alloc(8, "-");
    const connection = connect();
    await connection.read(ask, { view: whole.subarray(0, 4), received: () => undefined });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(whole.toString()).toBe("abcd----");
    // Out of step: the next answer could be taken for another's.
    expect(connection.isOpen()).toBe(false);
  });

  it("touches nothing once it was given up", async () => {
    const { connect } = await answering([plain("abcdefgh").slice(0, -4), "efgh"]);
    const { target, view } = destination(8);
    const connection = connect();
    const reading = connection.read(ask, {
      view,
      received(bytes) {
        target.received(bytes);
        connection.destroy();
      },
    });
    await expect(reading).rejects.toMatchObject({ code: "ECONNRESET" });
    view.fill(7);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(view.every((byte) => byte === 7)).toBe(true);
  });

  it("fails when the answer breaks off, or nobody listens", async () => {
    const { connect } = await answering([plain("abcdefgh").slice(0, -4)]);
    const connection = connect();
    const { target, got } = destination(8);
    setTimeout(() => connection.destroy(), 50);
    await expect(connection.read(ask, target)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(got()).toBe(4);
    const nobody = openDirectConnection({ secure: false, host: "127.0.0.1", port: 9 });
    await expect(nobody.read(ask, target)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("closes after an answer that says so", async () => {
    const { connect } = await answering([
      "HTTP/1.1 206 X\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx",
    ]);
    const connection = connect();
    await connection.read(ask, destination(1).target);
    expect(connection.isOpen()).toBe(false);
  });
});
