import { expect, test } from "vitest";
import { settleForwarded } from "#lib/start/settle-forwarded";

const url = "https://backups.example.com";

function settled(headers: Record<string, string>): Record<string, unknown> {
  const copy = { ...headers };
  settleForwarded(copy, url);
  return copy;
}

test("a page of ours is ours though the proxy passes on a Host of its own", () => {
  const host = "127.0.0.1:3000";
  expect(settled({ host, origin: url })).toEqual({
    host,
    origin: url,
    "x-forwarded-host": "backups.example.com",
  });
});

test.each(["https://evil.example", "http://backups.example.com", "null", ""])(
  "a page of %s stays foreign",
  (origin) => {
    const headers = { host: "127.0.0.1:3000", origin };
    expect(settled(headers)).toEqual(headers);
  },
);

test("which protocol the proxy speaks is not ours", () => {
  expect(settled({ host: "a", "x-forwarded-proto": "https" })).toEqual({ host: "a" });
});
