import { Readable } from "node:stream";
import type Docker from "dockerode";

/**
 * The body of a GET as it comes; dockerode itself reads some of these into memory whole.
 *
 * @throws what docker-modem throws
 */
export function openStream(
  docker: Docker,
  request: { path: string; query: Record<string, unknown>; signal: AbortSignal },
): Promise<Readable> {
  const { promise, resolve, reject } = Promise.withResolvers<Readable>();
  docker.modem.dial(
    {
      path: `${request.path}?`,
      method: "GET",
      options: request.query,
      isStream: true,
      abortSignal: request.signal,
      statusCodes: { 200: true, 404: "no such container", 500: "server error" },
    },
    (error: unknown, body: unknown) =>
      body instanceof Readable ? resolve(body) : reject(error ?? new Error("Docker sent no body.")),
  );
  return promise;
}

/** What comes of a stream, until its end or until `signal` is aborted, which is no error. */
export async function* untilAborted(stream: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    stream.destroy();
  }
}
