// sonner puts one style sheet into the page by script: an empty element, then its text. Both are let
// in by their SHA-256; a test says when a new version brings another one.
const sonnerStyle = "StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=";
const emptyStyle = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

/**
 * The Content-Security-Policy of a page (https://www.w3.org/TR/CSP3/): scripts run by their nonce
 * alone, nothing comes from or goes to another origin, and no one frames us. Style *attributes* are
 * allowed: popups are placed with them. `dev` adds what Next's hot reload needs.
 */
export function pagePolicy(nonce: string, { dev }: { dev: boolean }): string {
  return policy({
    "default-src": ["'self'"],
    "script-src": [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(dev ? ["'unsafe-eval'"] : []),
    ],
    "style-src": dev
      ? ["'self'", "'unsafe-inline'"]
      : ["'self'", `'nonce-${nonce}'`, `'sha256-${sonnerStyle}'`, `'sha256-${emptyStyle}'`],
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": dev ? ["'self'", "ws:"] : ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  });
}

/** The policy of what is no page: it is shown nowhere, loads nothing, runs nothing. */
export const apiPolicy = policy({
  "default-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
  "frame-ancestors": ["'none'"],
});

/** What every answer carries besides its policy; under https the browser is told to stay there. */
export function securityHeaders({ https }: { https: boolean }): Record<string, string> {
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy":
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ...(https ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
}

function policy(directives: Record<string, string[]>): string {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");
}
