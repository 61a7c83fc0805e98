import { isIPv4, isIPv6 } from "node:net";
import { peerAddress } from "#lib/auth/peer-address";

/**
 * The network address a request comes from, as far as it can be believed: that of its connection.
 * Anyone can send `X-Forwarded-For`, so it is read only when `HOLDFAST_TRUST_PROXY` gives the number of
 * proxies in front (`true` is 1), and then counted from its end, where our own proxies wrote. Null when
 * neither is known. An IPv6 address is cut to its /64, which one subscriber holds whole.
 */
export function clientAddress(
  headers: { get(name: string): string | null },
  env: Record<string, string | undefined>,
): string | null {
  const setting = env.HOLDFAST_TRUST_PROXY?.trim() ?? "";
  const proxies = setting === "true" ? 1 : Number(setting);
  const trusted = Number.isInteger(proxies) && proxies > 0;
  const chain = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  const address = (trusted ? chain.at(-proxies) : peerAddress(headers)) ?? "";
  const [, mapped] = /^::ffff:([\d.]+)$/i.exec(address) ?? [];
  if (isIPv4(mapped ?? address)) return mapped ?? address;
  return isIPv6(address) ? `${network(address)}::/64` : null;
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
