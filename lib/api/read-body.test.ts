import { expect, it } from "vitest";
import { readJson, readText } from "#lib/api/read-body";

const mebibyte = 1024 * 1024;

/** A request whose body comes in pieces, without a word of its length; counts those asked for. */
function streamed(pieces: number, size: number) {
  const asked = { pieces: 0, left: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (asked.pieces === pieces) return controller.close();
        asked.pieces++;
        controller.enqueue(new Uint8Array(size).fill(0x61));
      },
      cancel() {
        asked.left = true;
      },
    },
    { highWaterMark: 0 },
  );
  const request = new Request("http://localhost/", {
    method: "POST",
    body,
    duplex: "half",
  } as RequestInit);
  return { request, asked };
}

const post = (body: string) => new Request("http://localhost/", { method: "POST", body });

it("takes a body of 1 MiB, and not a byte more", async () => {
  expect(await readText(streamed(16, mebibyte / 16).request)).toHaveLength(mebibyte);
  const { request, asked } = streamed(1000, mebibyte / 16);
  await expect(readText(request)).rejects.toMatchObject({ error: { status: 413 } });
  expect(asked).toEqual({ pieces: 17, left: true });
});

it("does not begin to read one that says it is too large", async () => {
  const { request, asked } = streamed(1000, mebibyte);
  request.headers.set("content-length", String(mebibyte + 1));
  await expect(readText(request)).rejects.toMatchObject({ error: { code: "413.too-large" } });
  expect(asked.pieces).toBe(0);
});

it("reads JSON, whole and without a NUL", async () => {
  expect(await readJson(post(`{"name":"Zoë"}`))).toEqual({ name: "Zoë" });
  for (const body of ["", "{", `{"a":"\\u0000"}`])
    await expect(readJson(post(body))).rejects.toMatchObject({ error: { status: 400 } });
});
