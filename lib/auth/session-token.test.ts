import { encode } from "next-auth/jwt";
import { afterEach, describe, expect, it, vi } from "vitest";
import { sessionCookie } from "#lib/auth/session-cookie";
import { deriveSessionSecret } from "#lib/auth/session-secret";
import { openSession, sealSession } from "#lib/auth/session-token";

const secret = deriveSessionSecret(Buffer.alloc(32, 1));
const session = {
  sessionId: "01938c2e-0000-7000-8000-000000000002",
  userId: "01938c2e-0000-7000-8000-000000000001",
  epoch: 3,
};
const none = { state: "none" };
const expired = { state: "expired" };
const day = 24 * 60 * 60_000;

afterEach(() => void vi.useRealTimers());

describe("a session's token", () => {
  it("opens to what was sealed and shows nothing of it", async () => {
    const token = await sealSession(session, secret);
    expect(await openSession(token, secret)).toEqual({ state: "good", session, renew: false });
    expect(Buffer.from(token.replaceAll(".", ""), "base64url").toString("latin1")).not.toContain(
      session.userId,
    );
  });

  it("is renewed after a day and over after 30", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const token = await sealSession(session, secret);
    vi.setSystemTime(Date.now() + day);
    expect(await openSession(token, secret)).toMatchObject({ renew: true });
    vi.setSystemTime(Date.now() + 29 * day - 1000);
    expect(await openSession(token, secret)).toMatchObject({ state: "good" });
    vi.setSystemTime(Date.now() + 60_000);
    expect(await openSession(token, secret)).toEqual(expired);
    const other = deriveSessionSecret(Buffer.alloc(32, 2));
    expect(await openSession(token, other)).toEqual(none);
  });

  it("is refused when forged", async () => {
    const token = await sealSession(session, secret);
    const other = deriveSessionSecret(Buffer.alloc(32, 2));
    expect(await openSession(await sealSession(session, other), secret)).toEqual(none);
    expect(await openSession(`${token.slice(0, -2)}AA`, secret)).toEqual(none);
    const plain = Buffer.from('{"alg":"none"}').toString("base64url");
    const body = Buffer.from(JSON.stringify({ ...session, iat: 1 })).toString("base64url");
    expect(await openSession(`${plain}.${body}.`, secret)).toEqual(none);
    for (const text of [undefined, "", "x", "a.b.c.d.e"])
      expect(await openSession(text, secret)).toEqual(none);
  });

  it("is refused when it says something else", async () => {
    const { sessionId: _, ...withoutSession } = session;
    for (const token of [{ sub: "1" }, withoutSession])
      expect(await openSession(await encode({ token, secret }), secret)).toEqual(none);
  });
});

describe("the session's cookie", () => {
  it("is bound to the host under https", () => {
    expect(sessionCookie("https://backups.example.com")).toEqual({
      name: "__Host-holdfast.session",
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: true, maxAge: 2_592_000 },
    });
    expect(sessionCookie("http://localhost:3000")).toMatchObject({
      name: "holdfast.session",
      options: { httpOnly: true, secure: false },
    });
  });
});
