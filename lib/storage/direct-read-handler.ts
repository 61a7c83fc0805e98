import { Readable } from "node:stream";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import {
  type Destination,
  type DirectConnection,
  type DirectTarget,
  openDirectConnection,
  UnplainAnswer,
} from "#lib/storage/direct-connection";

type Request = Parameters<NodeHttpHandler["handle"]>[0];
type Options = NonNullable<Parameters<NodeHttpHandler["handle"]>[1]>;
type Answer = Awaited<ReturnType<NodeHttpHandler["handle"]>>;

/** Most connections that wait for another read, for each host. */
const mostIdle = 16;

/**
 * The SDK's own handler, but for reads whose destination was announced: their bodies go straight
 * from the socket into it. Any other answer than a plain one is asked for again in the usual way,
 * so that errors, redirects and odd encodings are the SDK's to understand.
 */
export class DirectReadHandler extends NodeHttpHandler {
  readonly #destinations = new WeakMap<object, Destination>();
  readonly #idle = new Map<string, DirectConnection[]>();
  #closed = false;

  /** Announces where the body of the request sent with this signal shall go. */
  announce(signal: AbortSignal, destination: Destination): void {
    this.#destinations.set(signal, destination);
  }

  override async handle(request: Request, options: Options = {}): Promise<Answer> {
    const { abortSignal } = options;
    const destination = abortSignal && this.#destinations.get(abortSignal);
    if (!destination || !(abortSignal instanceof AbortSignal))
      return super.handle(request, options);
    try {
      return await this.#read(request, destination, abortSignal);
    } catch (error) {
      if (!(error instanceof UnplainAnswer)) throw error;
      return super.handle(request, options);
    }
  }

  override destroy(): void {
    this.#closed = true;
    for (const connection of [...this.#idle.values()].flat()) connection.destroy();
    this.#idle.clear();
    super.destroy();
  }

  async #read(request: Request, destination: Destination, signal: AbortSignal): Promise<Answer> {
    const target = targetOf(request);
    const key = `${target.secure} ${target.host} ${target.port}`;
    const text = requestText(request);
    let came = false;
    const watched: Destination = {
      view: destination.view,
      received(bytes) {
        came = true;
        destination.received(bytes);
      },
    };
    for (;;) {
      signal.throwIfAborted();
      const waiting = this.#takeIdle(key);
      const connection = waiting ?? openDirectConnection(target);
      const drop = () => connection.destroy();
      signal.addEventListener("abort", drop, { once: true });
      try {
        const { head, body } = await connection.read(text, watched);
        this.#keep(key, connection);
        return {
          response: {
            statusCode: head.status,
            headers: head.headers,
            body: Readable.from(body === null ? [] : [body]),
          },
        };
      } catch (error) {
        signal.throwIfAborted();
        // The store may have closed it while it waited; that is no failure of the store.
        if (!waiting || came || error instanceof UnplainAnswer) throw error;
      } finally {
        signal.removeEventListener("abort", drop);
      }
    }
  }

  #takeIdle(key: string): DirectConnection | null {
    const idle = this.#idle.get(key) ?? [];
    for (let each = idle.pop(); each; each = idle.pop()) if (each.isOpen()) return each;
    return null;
  }

  #keep(key: string, connection: DirectConnection): void {
    const idle = (this.#idle.get(key) ?? []).filter((each) => each.isOpen());
    if (!connection.isOpen() || this.#closed || idle.length >= mostIdle) connection.destroy();
    else idle.push(connection);
    this.#idle.set(key, idle);
  }
}

function targetOf({ protocol, hostname, port }: Request): DirectTarget {
  const secure = protocol === "https:";
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  return { secure, host, port: port ?? (secure ? 443 : 80) };
}

function requestText({ method, path, query, headers }: Request): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((each) => `${escapeQuery(name)}=${escapeQuery(each ?? "")}`),
  );
  const target = pairs.length > 0 ? `${path}?${pairs.join("&")}` : path;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  if ([target, ...lines].some((line) => /[\r\n]/.test(line)))
    throw new Error("A header has a line break.");
  return `${method} ${target} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
}

/** As the signature was made: RFC 3986, with `!'()*` escaped as well. */
function escapeQuery(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
