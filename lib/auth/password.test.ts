import { parseOptions } from "@node-rs/argon2";
import { describe, expect, it } from "vitest";
import { hashPassword, newPassword, verifyPassword } from "#lib/auth/password";

describe("password", () => {
  it("is kept as Argon2id with OWASP's cost", async () => {
    const kept = await hashPassword("correct horse battery");
    expect(kept).toMatch(/^\$argon2id\$v=19\$/);
    expect(parseOptions(kept)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    expect(await hashPassword("correct horse battery")).not.toBe(kept);
  });

  it("is verified whole", async () => {
    const kept = await hashPassword("correct horse battery");
    expect(await verifyPassword("correct horse battery", kept)).toBe(true);
    expect(await verifyPassword("correct horse batter", kept)).toBe(false);
    expect(await verifyPassword("", kept)).toBe(false);
    const long = "x".repeat(1024);
    expect(await verifyPassword(`${long}y`, await hashPassword(long))).toBe(false);
  });

  it("is the same from any keyboard", async () => {
    expect(
      await verifyPassword("zażółć gęślą", await hashPassword("zażółć gęślą".normalize("NFD"))),
    ).toBe(true);
  });

  it("takes as long for an account that does not exist", async () => {
    const kept = await hashPassword("correct horse battery");
    await verifyPassword("warm up", null);
    const timed = async (passwordHash: string | null) => {
      const times: number[] = [];
      for (let i = 0; i < 9; i += 1) {
        const start = performance.now();
        expect(await verifyPassword("wrong horse battery", passwordHash)).toBe(false);
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[4] ?? 0;
    };
    // Without the work, the answer for nobody would come a thousand times sooner.
    expect(await timed(null)).toBeGreaterThan((await timed(kept)) / 4);
  });

  it.each([
    ["nine char", "Use at least 10 characters."],
    ["😀😀😀😀😀", "Use at least 10 characters."],
    ["x".repeat(1025), "Use at most 1024 characters."],
  ])("is refused when it is too short or too long: %.12s", (password, message) => {
    expect(newPassword.safeParse(password).error?.issues[0]?.message).toBe(message);
  });

  it.each(["ten chars!", "😀😀😀😀😀😀😀😀😀😀", "x".repeat(1024)])(
    "is taken: %.12s",
    (password) => {
      expect(newPassword.parse(password)).toBe(password);
    },
  );
});
