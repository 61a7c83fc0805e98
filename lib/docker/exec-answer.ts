/** The head of Docker's answer to starting an exec, and the error in it when it is one. */
export type ExecAnswer = { length: number; error: Error | null };

/**
 * Reads the answer's head: 101 or 200 means that frames follow. Any other is an error as docker-modem
 * makes it, with Docker's own message.
 *
 * @returns null while it is not complete
 */
export function readExecAnswer(bytes: Buffer): ExecAnswer | null {
  const end = bytes.indexOf("\r\n\r\n");
  if (end === -1) return null;
  const length = end + 4;
  const head = bytes.toString("latin1", 0, end);
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0);
  if (status === 101 || status === 200) return { length, error: null };
  const wanted = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
  if (bytes.length < length + wanted) return null;
  const message = readMessage(bytes.toString("utf8", length, length + wanted));
  const error = new Error(`(HTTP code ${status}) ${message}`);
  return { length, error: Object.assign(error, { statusCode: status }) };
}

function readMessage(body: string): string {
  try {
    const answer: unknown = JSON.parse(body);
    return typeof answer === "object" && answer !== null && "message" in answer
      ? String(answer.message)
      : body;
  } catch {
    return body;
  }
}
