import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "#lib/api/cursor";

describe("cursor", () => {
  it("comes back as it went", () => {
    const id = "01938c2e-0000-7000-8000-000000000001";
    const created = new Date("2026-11-24T02:10:11.123Z");
    expect(decodeCursor(encodeCursor({ created, id }))).toEqual({
      created: created.toISOString(),
      id,
    });
  });

  it.each(["", "nonsense", Buffer.from('["now","1"]').toString("base64url")])(
    "refuses %j",
    (cursor) => {
      expect(() => decodeCursor(cursor)).toThrow("Invalid argument");
    },
  );
});
