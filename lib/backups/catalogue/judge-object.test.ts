import { describe, expect, it } from "vitest";
import { isOther, judgeObject } from "#lib/backups/catalogue/judge-object";

const stored = { size: 1000, versionId: "v1" };

describe("judgeObject", () => {
  it("has nothing to say of the very object", () => {
    expect(judgeObject(stored, { size: 1000, versionId: "v1" }, false)).toBeNull();
    // A store that shows no versions, or a row from before versioning, cannot tell them apart.
    expect(judgeObject(stored, { size: 1000, versionId: null }, false)).toBeNull();
    expect(judgeObject({ size: 1000, versionId: null }, stored, false)).toBeNull();
  });

  it("tells one that is gone from one that is only hidden", () => {
    expect(judgeObject(stored, null, false)).toMatchObject({
      code: "object-gone",
      message: expect.stringContaining("removed outside Holdfast"),
    });
    expect(judgeObject(stored, null, true)).toMatchObject({
      code: "object-gone",
      message: expect.stringContaining("take the mark that hides it away"),
    });
  });

  it("tells another version, with both sizes, from a changed size", () => {
    const over = judgeObject(stored, { size: 5, versionId: "v2" }, true);
    expect(over?.code).toBe("object-changed");
    expect(over?.message).toContain("(v2 where v1 was stored)");
    expect(over?.message).toContain("5 bytes in the bucket where 1,000 bytes were stored");
    expect(over?.message).toContain("still behind it");
    expect(judgeObject(stored, { size: 1000, versionId: "v2" }, false)?.message).toContain(
      "1,000 bytes as before",
    );
    const cut = judgeObject({ size: 1000, versionId: null }, { size: 1, versionId: null }, false);
    expect(cut).toEqual({
      code: "object-changed",
      message:
        "Its object holds 1 byte in the bucket where 1,000 bytes were stored: it was changed outside Holdfast.",
    });
  });
});

it("takes the version that S3 calls null for none", () => {
  expect(isOther("null", "v2")).toBe(false);
  expect(isOther("v1", "v2")).toBe(true);
  expect(isOther("v1", "v1")).toBe(false);
});
