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

it("is the connection's, once the server notes it, whatever the client says", () => {
  const request = new IncomingMessage(new Socket());
  Object.defineProperty(request.socket, "remoteAddress", { value: "::ffff:192.0.2.9" });
  request.headers = { "x-forwarded-for": "6.6.6.6", "x-holdfast-peer": "6.6.6.6" };
  notePeer(request);
  const headers = new Headers(request.headers as Record<string, string>);
  expect(clientAddress(headers, {})).toBe("192.0.2.9");
  expect(clientAddress(headers, { HOLDFAST_TRUST_PROXY: "1" })).toBe("6.6.6.6");
  expect(clientAddress(new Headers({ "x-holdfast-peer": "6.6.6.6" }), {})).toBeNull();
});
