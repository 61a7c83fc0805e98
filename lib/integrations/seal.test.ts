import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openSecret, SealError, sealSecret } from "#lib/integrations/seal";

const key = randomBytes(32);

describe("seal", () => {
  it("opens what it sealed, and never seals the same way twice", () => {
    const sealed = sealSecret("K005 ключ", key, "a");
    expect(openSecret(sealed, key, "a")).toBe("K005 ключ");
    expect(sealSecret("K005 ключ", key, "a")).not.toBe(sealed);
    expect(sealed).not.toContain("K005");
  });

  it("does not open with another key, for another integration, or changed", () => {
    const sealed = sealSecret("secret", key, "a");
    const body = Buffer.from(sealed.slice(3), "base64url");
    body[14] = (body[14] ?? 0) ^ 1;
    const changed = `v1.${body.toString("base64url")}`;
    expect(() => openSecret(sealed, randomBytes(32), "a")).toThrow(SealError);
    expect(() => openSecret(sealed, key, "b")).toThrow(SealError);
    expect(() => openSecret(changed, key, "a")).toThrow(SealError);
    expect(() => openSecret("v1.", key, "a")).toThrow(SealError);
    expect(() => openSecret("plain text", key, "a")).toThrow(SealError);
  });
});
