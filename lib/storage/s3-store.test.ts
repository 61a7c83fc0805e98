import { afterEach, describe, expect, it } from "vitest";
import { sendError, sendXml } from "#lib/storage/bad-s3-server";
import { closeBadS3Stores, openBadS3Store } from "#lib/storage/bad-s3-store";

const ref = { key: "k", versionId: null };

afterEach(closeBadS3Stores);

describe("the rest", () => {
  it("takes a delete mark for absent", async () => {
    const { store } = await openBadS3Store(({ response }) => void response.writeHead(405).end());
    expect(await store.headObject({ key: "k", versionId: "v" })).toBeNull();
  });

  it("does not take a refusal for absent", async () => {
    const { store } = await openBadS3Store(({ response }) => void response.writeHead(403).end());
    await expect(store.headObject(ref)).rejects.toMatchObject({ code: "refused" });
  });

  it("lists plain objects where versions are not known", async () => {
    const { store } = await openBadS3Store(({ query, response }) => {
      if (query.has("versions")) return sendError(response, 501, "NotImplemented");
      const more = query.get("continuation-token") === null;
      sendXml(
        response,
        `<ListBucketResult><IsTruncated>${more}</IsTruncated>${more ? "<NextContinuationToken>t</NextContinuationToken>" : ""}<Contents><Key>k${more ? 1 : 2}</Key><Size>5</Size><LastModified>2026-01-02T03:04:05Z</LastModified></Contents></ListBucketResult>`,
      );
    });
    expect(await Array.fromAsync(store.listObjects(""))).toEqual([
      { key: "k1", versionId: null, size: 5, modified: new Date("2026-01-02T03:04:05Z") },
      { key: "k2", versionId: null, size: 5, modified: new Date("2026-01-02T03:04:05Z") },
    ]);
  });

  it("follows the pages of unfinished uploads", async () => {
    const { store } = await openBadS3Store(({ query, response }) => {
      const more = query.get("upload-id-marker") === null;
      sendXml(
        response,
        `<ListMultipartUploadsResult><IsTruncated>${more}</IsTruncated><NextKeyMarker>k</NextKeyMarker><NextUploadIdMarker>u1</NextUploadIdMarker><Upload><Key>k</Key><UploadId>u${more ? 1 : 2}</UploadId><Initiated>2026-01-02T03:04:05Z</Initiated></Upload></ListMultipartUploadsResult>`,
      );
    });
    expect((await Array.fromAsync(store.listUploads("k"))).map((each) => each.uploadId)).toEqual([
      "u1",
      "u2",
    ]);
  });

  it("says unreachable when nobody listens", async () => {
    const { store, server } = await openBadS3Store(() => undefined);
    await server.close();
    await expect(store.headObject(ref)).rejects.toMatchObject({
      code: "unreachable",
      detail: expect.stringContaining("ECONNREFUSED"),
    });
  });
});
