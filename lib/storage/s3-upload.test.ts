import { afterEach, describe, expect, it } from "vitest";
import { sendError, sendXml } from "#lib/storage/bad-s3-server";
import { accept, closeBadS3Stores, live, openBadUpload, outgoing } from "#lib/storage/bad-s3-store";

afterEach(closeBadS3Stores);

describe("completing", () => {
  const completed = (version = "v1") =>
    [
      "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>",
      { "x-amz-version-id": version },
    ] as const;

  it("tries again when the 200 holds an error", async () => {
    let tries = 0;
    const { upload } = await openBadUpload(accept, undefined, ({ method, response }) => {
      if (method === "HEAD") return void response.writeHead(404).end();
      if (++tries === 1)
        return sendXml(response, "<Error><Code>InternalError</Code><Message>x</Message></Error>");
      sendXml(response, ...completed());
    });
    await upload.putPart(outgoing(10), live());
    expect(await upload.complete(live())).toEqual({ key: "k", versionId: "v1" });
    expect(tries).toBe(2);
  });

  it.each([
    ["InternalError", 500],
    ["NoSuchUpload", 404],
  ])(
    "finds the object when the first try's answer was lost and then comes %s",
    async (code, status) => {
      let tries = 0;
      let heads = 0;
      const { upload } = await openBadUpload(accept, undefined, ({ method, request, response }) => {
        if (method === "HEAD") {
          // Only the second look finds it: the store was still at work.
          if (++heads === 1) return void response.writeHead(404).end();
          return void response
            .writeHead(200, { "content-length": 10, "x-amz-version-id": "v7" })
            .end();
        }
        if (++tries === 1) return void request.socket.destroy();
        sendError(response, status, code);
      });
      await upload.putPart(outgoing(10), live());
      expect(await upload.complete(live())).toEqual({ key: "k", versionId: "v7" });
    },
  );

  it("does not take an object of another size for its own", async () => {
    let tries = 0;
    const { upload } = await openBadUpload(accept, undefined, ({ method, request, response }) => {
      if (method === "HEAD") return void response.writeHead(200, { "content-length": 11 }).end();
      if (++tries === 1) return void request.socket.destroy();
      sendError(response, 404, "NoSuchUpload");
    });
    await upload.putPart(outgoing(10), live());
    await expect(upload.complete(live())).rejects.toMatchObject({ code: "not-found" });
  });

  it("names the parts in order with their ETags", async () => {
    let xml = "";
    const { upload } = await openBadUpload(
      async ({ body, query, response }) => {
        await body();
        response.writeHead(200, { etag: `"e${query.get("partNumber")}"` }).end();
      },
      undefined,
      async ({ body, response }) => {
        xml = (await body()).toString();
        sendXml(response, ...completed());
      },
    );
    for (const number of [2, 10, 1]) await upload.putPart(outgoing(10, number), live());
    await upload.complete(live());
    expect([...xml.matchAll(/<PartNumber>(\d+)/g)].map((match) => match[1])).toEqual([
      "1",
      "2",
      "10",
    ]);
    expect(xml).toContain("e10");
  });
});

describe("aborting", () => {
  it("ends parts on their way before it tells the store", async () => {
    const { upload, server } = await openBadUpload(
      ({ request }) => void request.pause(),
      undefined,
      ({ response }) => void response.writeHead(204).end(),
    );
    const sending = expect(upload.putPart(outgoing(20_000_000), live())).rejects.toMatchObject({
      name: "StoreError",
    });
    await expect.poll(() => server.requests.length).toBe(2);
    await upload.abort();
    await sending;
    expect(server.requests.at(-1)?.method).toBe("DELETE");
  });

  it("is content when the upload is gone already", async () => {
    const { upload } = await openBadUpload(accept, undefined, ({ response }) =>
      sendError(response, 404, "NoSuchUpload"),
    );
    await upload.abort();
    await upload.abort();
  });
});
