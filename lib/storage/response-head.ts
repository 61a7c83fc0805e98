/** The head of an HTTP/1.1 response (RFC 9112, 4). Header names are lower-case. */
export type ResponseHead = {
  status: number;
  headers: Record<string, string>;
  /** Bytes of the head with its empty line: the body begins there. */
  length: number;
};

/** Reads a response's head; null while its end has not come. Throws on what is no HTTP. */
export function readResponseHead(bytes: Buffer): ResponseHead | null {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [first = "", ...lines] = bytes.toString("latin1", 0, end).split("\r\n");
  const status = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(first)?.[1];
  if (status === undefined) throw new Error("The answer is not HTTP/1.1.");
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon <= 0) throw new Error("The answer has a header without a name.");
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { status: Number(status), headers, length: end + 4 };
}
