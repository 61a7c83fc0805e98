import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type BadRequest = {
  method: string;
  /** Path without the bucket, and the query. */
  key: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  /** SHA-256 of the body, hex; reading is left out for answers that must come early. */
  body(): Promise<Buffer>;
  response: ServerResponse;
  request: IncomingMessage;
};

export type BadS3 = {
  endpoint: string;
  requests: { method: string; key: string; query: string; sha256: string }[];
  connections(): number;
  close(): Promise<void>;
};

/** A server on loopback that answers each request as a test says: an S3 on its worst days. */
export async function startBadS3(
  answer: (request: BadRequest, count: number) => Promise<void> | void,
): Promise<BadS3> {
  const requests: BadS3["requests"] = [];
  let connections = 0;
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://bad");
    const key = url.pathname.split("/").slice(2).join("/");
    const seen = { method: request.method ?? "", key, query: url.search, sha256: "" };
    requests.push(seen);
    const body = async () => {
      const bytes = Buffer.concat(await Array.fromAsync(request));
      seen.sha256 = createHash("sha256").update(bytes).digest("hex");
      return bytes;
    };
    try {
      await answer(
        {
          method: seen.method,
          key,
          query: url.searchParams,
          headers: request.headers,
          body,
          response,
          request,
        },
        requests.length,
      );
    } catch {
      // The client went away in the middle, as it should when a test cancels.
      response.destroy();
    }
  });
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An error as S3 sends it. */
export function sendError(
  response: ServerResponse,
  status: number,
  code: string,
  headers: Record<string, string> = {},
  message = "said the store",
): void {
  const xml = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  response.writeHead(status, {
    "content-type": "application/xml",
    "content-length": Buffer.byteLength(xml),
    ...headers,
  });
  response.end(xml);
}

export function sendXml(
  response: ServerResponse,
  xml: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(200, { "content-type": "application/xml", ...headers });
  response.end(`<?xml version="1.0"?>${xml}`);
}
