import { expect, test } from "vitest";
import { readExecAnswer } from "#lib/docker/exec-answer";

const upgraded = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

test("an accepted start tells where the frames begin, wherever it is split", () => {
  const bytes = Buffer.from(`${upgraded}\x01\0\0\0\0\0\0\x01x`, "latin1");
  for (let end = 0; end < upgraded.length; end++)
    expect(readExecAnswer(bytes.subarray(0, end))).toBeNull();
  expect(readExecAnswer(bytes)).toEqual({ length: upgraded.length, error: null });
  const plain = Buffer.from("HTTP/1.1 200 OK\r\n\r\n");
  expect(readExecAnswer(plain)).toEqual({ length: plain.length, error: null });
});

test("a refusal waits for its body and carries Docker's status and words", () => {
  const body = '{"message":"Container abc is not running"}';
  const head = `HTTP/1.1 409 Conflict\r\nContent-Length: ${body.length}\r\n\r\n`;
  expect(readExecAnswer(Buffer.from(head + body.slice(0, -1)))).toBeNull();
  const error = readExecAnswer(Buffer.from(head + body))?.error;
  expect(error).toMatchObject({
    statusCode: 409,
    message: "(HTTP code 409) Container abc is not running",
  });
  const bare = readExecAnswer(Buffer.from("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
  expect(bare?.error).toMatchObject({ statusCode: 502 });
  const odd = readExecAnswer(Buffer.from("HTTP/1.0 500 Oops\r\ncontent-length: 4\r\n\r\nhelp"));
  expect(odd?.error?.message).toBe("(HTTP code 500) help");
});
