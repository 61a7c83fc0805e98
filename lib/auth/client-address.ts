import { BlockList, isIPv4, isIPv6 } from "node:net";
import { peerAddress } from "#lib/auth/peer-address";

/**
 * The network address a request comes from, as far as it can be believed: that of its connection.
 * Anyone can send `X-Forwarded-For`, so it is read only when `HOLDFAST_TRUST_PROXY` gives the number of
 * proxies in front (`true` is 1), and then counted from its end, where our own proxies wrote; and never
 * from a connection that comes straight from the internet. Null when neither is known. An IPv6 address is cut to its /64, which one subscriber holds whole.
 */
export function clientAddress(
  headers: { get(name: string): string | null },
  env: Record<string, string | undefined>,
): string | null {
  const setting = env.HOLDFAST_TRUST_PROXY?.trim() ?? "";
  const proxies = setting === "true" ? 1 : Number(setting);
  const trusted = Number.isInteger(proxies) && proxies > 0;
  const peer = peerAddress(headers);
  const isForwarded = trusted && (peer === null || isNear(peer));
  const chain = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  const address = (isForwarded ? chain.at(-proxies) : peer) ?? "";
  const plain = withoutMapping(address);
  if (isIPv4(plain)) return plain;
  return isIPv6(address) ? `${network(address)}::/64` : null;
}

/** An IPv4 address that is written as an IPv6 one, as itself. */
function withoutMapping(address: string): string {
  return /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address;
}

const near = new BlockList();
for (const [network, bits] of [
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["169.254.0.0", 16],
  // Between a provider and its customers (RFC 6598); overlay networks such as Tailscale use it too.
  ["100.64.0.0", 10],
] as const)
  near.addSubnet(network, bits, "ipv4");
near.addAddress("::1", "ipv6");
near.addSubnet("fc00::", 7, "ipv6");
near.addSubnet("fe80::", 10, "ipv6");

/** Whether an address is of this machine or a private network, as a reverse proxy's is (RFC 1918, 4193). */
function isNear(address: string): boolean {
  const plain = withoutMapping(address.split("%", 1)[0] ?? "");
  if (isIPv4(plain)) return near.check(plain, "ipv4");
  return isIPv6(plain) && near.check(plain, "ipv6");
}

/** The first four groups of an IPv6 address, written out. */
function network(address: string): string {
  const [head = "", tail] = address.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array<string>(Math.max(0, zeros)).fill("0"), ...after];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
