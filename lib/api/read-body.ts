import { HttpFailure } from "#lib/api/answer";

/** The longest body that is taken, in bytes; nothing that a person can enter comes near it. */
const longestBody = 1024 * 1024;

/**
 * A request's body as text. It is read no further than to its limit, whatever it says of its length.
 *
 * @throws HttpFailure (413) for one of more than 1 MiB
 */
export async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > longestBody) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop ends the stream.
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > longestBody) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** A request's body as JSON. Throws HttpFailure (400, 413). */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request);
  try {
    return JSON.parse(text, withoutNul);
  } catch {
    throw new HttpFailure(400, "400.invalid-syntax", "The body is not valid JSON", {
      detail: "It is cut short, or a text in it holds the character NUL.",
    });
  }
}

/** No text column, command or path can hold a NUL. */
function withoutNul(_: string, value: unknown): unknown {
  if (typeof value === "string" && value.includes("\0")) throw new SyntaxError("NUL");
  return value;
}

function tooLarge(): HttpFailure {
  return new HttpFailure(413, "413.too-large", "The body is too large", {
    detail: "A request's body can hold 1 MiB at most.",
  });
}
