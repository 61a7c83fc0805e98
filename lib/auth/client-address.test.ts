import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, it } from "vitest";
import { clientAddress } from "#lib/auth/client-address";
import { notePeer } from "#lib/auth/peer-address";

it.each([
  ["203.0.113.7", undefined, null],
  ["203.0.113.7", "", null],
  ["203.0.113.7", "no", null],
  ["203.0.113.7", "0", null],
  ["203.0.113.7", "1", "203.0.113.7"],
  // What the client itself wrote stands before what our proxy added.
  ["6.6.6.6, 203.0.113.7", "true", "203.0.113.7"],
  ["6.6.6.6, 203.0.113.7, 10.0.0.2", "2", "203.0.113.7"],
  ["203.0.113.7", "2", null],
  ["::ffff:203.0.113.7", "1", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "1", "2001:db8:1:2::/64"],
  ["2001:0DB8::1", "1", "2001:db8:0:0::/64"],
  ["::1", "1", "0:0:0:0::/64"],
  ["unknown", "1", null],
  [null, "1", null],
])("X-Forwarded-For %s with HOLDFAST_TRUST_PROXY=%s is %s", (header, setting, address) => {
  const headers = new Headers(header === null ? {} : { "x-forwarded-for": header });
  expect(clientAddress(headers, { HOLDFAST_TRUST_PROXY: setting })).toBe(address);
});

function askedFrom(peer: string): Headers {
  const request = new IncomingMessage(new Socket());
  Object.defineProperty(request.socket, "remoteAddress", { value: peer });
  request.headers = { "x-forwarded-for": "6.6.6.6", "x-holdfast-peer": "6.6.6.6" };
  notePeer(request);
  return new Headers(request.headers as Record<string, string>);
}

it("is the connection's, once the server notes it, whatever the client says", () => {
  expect(clientAddress(askedFrom("::ffff:192.0.2.9"), {})).toBe("192.0.2.9");
  expect(clientAddress(new Headers({ "x-holdfast-peer": "6.6.6.6" }), {})).toBeNull();
});

it.each([
  ["127.0.0.1", "6.6.6.6"],
  ["::1", "6.6.6.6"],
  ["::ffff:172.18.0.1", "6.6.6.6"],
  ["100.101.102.103", "6.6.6.6"],
  ["fd00::5", "6.6.6.6"],
  ["fe80::1%eth0", "6.6.6.6"],
  // Past the proxy, straight to the port.
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
])("what %s forwards counts as from %s", (peer, address) => {
  expect(clientAddress(askedFrom(peer), { HOLDFAST_TRUST_PROXY: "1" })).toBe(address);
});

it("stays what it was where the server asks itself again", () => {
  const first = askedFrom("203.0.113.7");
  const again = new IncomingMessage(new Socket());
  Object.defineProperty(again.socket, "remoteAddress", { value: "127.0.0.1" });
  again.headers = Object.fromEntries(first);
  notePeer(again);
  expect(clientAddress(new Headers(again.headers as Record<string, string>), {})).toBe(
    "203.0.113.7",
  );
});
