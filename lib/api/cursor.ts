import { z } from "zod";
import { HttpFailure } from "#lib/api/answer";

// Years as PostgreSQL has them too: JavaScript's begin with 0.
const shape = z.tuple([z.iso.datetime().regex(/^(?!0000)/), z.uuid()]);

/** Where a keyset page ended: the last row's creation time and id, opaque to clients. */
export function encodeCursor(last: { created: Date; id: string }): string {
  return Buffer.from(JSON.stringify([last.created.toISOString(), last.id])).toString("base64url");
}

/** Throws HttpFailure 422 for a cursor that is not ours. */
export function decodeCursor(cursor: string): { created: string; id: string } {
  try {
    const [created, id] = shape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { created, id };
  } catch {
    throw new HttpFailure(422, "422.invalid-argument", "Invalid argument", {
      detail: "cursor: take next_cursor of the page before, or leave it out.",
    });
  }
}
