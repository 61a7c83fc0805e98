/**
 * Whether a request names this machine as its host. A demo answers no other name: a page of somebody
 * else's could give its own name the address 127.0.0.1 (DNS rebinding), and sign in.
 */
export function isOwnAddress(host: string | undefined): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host ?? "");
}
