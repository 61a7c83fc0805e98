import { describe, expect, it } from "vitest";
import { isStateful } from "#lib/containers/is-stateful";
import type { Mount } from "#lib/containers/types";

const mount = (over: Partial<Mount>): Mount => ({
  type: "bind",
  source: "/srv/data",
  destination: "/data",
  driver: null,
  readOnly: false,
  ...over,
});

describe("isStateful", () => {
  it.each([
    ["a named volume", mount({ type: "volume", source: "orders-data" }), true],
    ["an anonymous volume", mount({ type: "volume", source: "a".repeat(64) }), false],
    ["a writable data folder", mount({}), true],
    ["a read-only folder", mount({ readOnly: true }), false],
    [
      "the Docker socket",
      mount({ source: "/var/run/docker.sock", destination: "/var/run/docker.sock" }),
      false,
    ],
    [
      "the host's time zone",
      mount({ source: "/etc/localtime", destination: "/etc/localtime" }),
      false,
    ],
    [
      "one configuration file",
      mount({ source: "/srv/my.cnf", destination: "/etc/mysql/my.cnf" }),
      false,
    ],
    ["memory", mount({ type: "tmpfs", source: "" }), false],
  ])("%s", (_name, one, expected) => {
    expect(isStateful([one])).toBe(expected);
  });

  it("is not stateful without mounts", () => {
    expect(isStateful([])).toBe(false);
  });
});
