import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { pagePolicy, securityHeaders } from "#lib/auth/security-headers";

it("lets in exactly the style sheet that the installed sonner adds", () => {
  const script = readFileSync("node_modules/sonner/dist/index.mjs", "utf8");
  const [, quoted] = /^__insertCSS\(("(?:[^"\\]|\\.)*")\)/m.exec(script) ?? [];
  const style: string = JSON.parse(quoted ?? '""');
  expect(style).toContain("data-sonner-toaster");
  const hash = createHash("sha256").update(style).digest("base64");
  expect(pagePolicy("n", { dev: false })).toContain(`'sha256-${hash}'`);
});

it("runs scripts by their nonce alone in production", () => {
  const policy = pagePolicy("abc", { dev: false });
  expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy.replace("style-src-attr 'unsafe-inline'", "")).not.toContain("unsafe");
});

it("tells a browser to stay with https only when it is there", () => {
  expect(securityHeaders({ https: true })).toHaveProperty("strict-transport-security");
  expect(securityHeaders({ https: false })).not.toHaveProperty("strict-transport-security");
});
