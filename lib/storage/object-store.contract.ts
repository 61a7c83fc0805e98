import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ObjectStore, OutgoingPart } from "#lib/pipeline/ports";

/** What the contract needs of a store under test; `prefix` is a place of its own in it. */
export type StoreUnderTest = {
  store: ObjectStore;
  prefix: string;
  /** Whether a second object under the same key leaves the first one readable by its version. */
  versioned: boolean;
  dispose(): Promise<void>;
};

const live = () => new AbortController().signal;
const list = <T>(items: AsyncIterable<T>) => Array.fromAsync(items);

function outgoing(number: number, ...body: Uint8Array[]): OutgoingPart {
  const whole = Buffer.concat(body);
  const sha256 = createHash("sha256").update(whole).digest("hex");
  return { number, size: whole.length, sha256, body };
}

/** The one contract that every `ObjectStore` keeps (`lib/pipeline/ports.ts`). */
export function describeObjectStore(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the store contract`, () => {
    let made: StoreUnderTest;
    let store: ObjectStore;
    let count = 0;
    const key = (end = "") => `${made.prefix}folder/object-${count++}${end}`;
    const read = async (ref: { key: string; versionId: string | null }) => {
      const size = (await store.headObject(ref))?.size ?? -1;
      return Buffer.from(await store.readRange(ref, { start: 0, length: size }, live()));
    };
    /** The least that may stand before the last part. */
    const full = () => randomBytes(store.limits.minPartBytes);

    beforeAll(async () => {
      made = await make();
      store = made.store;
    });
    afterAll(async () => made.dispose());

    it("stores a small object and gives it back, with size and version", async () => {
      const ref = await store.putObject(key(), Buffer.from("hello"));
      expect(await store.headObject(ref)).toEqual({ size: 5, versionId: ref.versionId });
      expect((await read(ref)).toString()).toBe("hello");
      expect(ref.versionId === null).toBe(!made.versioned);
    });

    it("stores an empty object", async () => {
      const ref = await store.putObject(key(), new Uint8Array());
      expect((await store.headObject(ref))?.size).toBe(0);
      expect(await store.readRange(ref, { start: 0, length: 0 }, live())).toHaveLength(0);
    });

    it("says null of what is not there, and deletes it without complaint", async () => {
      const absent = { key: key("-absent"), versionId: null };
      expect(await store.headObject(absent)).toBeNull();
      await store.deleteObject(absent);
      await expect(store.readRange(absent, { start: 0, length: 1 }, live())).rejects.toMatchObject({
        name: "StoreError",
        code: "not-found",
      });
    });

    it("makes an object of parts, sent side by side and in slabs, in their order", async () => {
      const upload = await store.startUpload(key(), live());
      const [one, two] = [full(), full()];
      const parts = [
        outgoing(1, one),
        outgoing(2, two.subarray(0, 70_001), new Uint8Array(), two.subarray(70_001)),
        outgoing(3, Buffer.from("the end")),
      ];
      await Promise.all(parts.map((part) => upload.putPart(part, live())));
      expect(await store.headObject({ key: upload.key, versionId: null })).toBeNull();
      const ref = await upload.complete(live());
      const whole = Buffer.concat([one, two, Buffer.from("the end")]);
      expect(await store.headObject(ref)).toEqual({ size: whole.length, versionId: ref.versionId });
      expect((await read(ref)).equals(whole)).toBe(true);
      expect(await list(store.listUploads(upload.key))).toEqual([]);
    });

    it("takes a part again in place of the first try", async () => {
      const upload = await store.startUpload(key(), live());
      await upload.putPart(outgoing(1, Buffer.from("abc")), live());
      await upload.putPart(outgoing(1, Buffer.from("xyz")), live());
      expect((await read(await upload.complete(live()))).toString()).toBe("xyz");
    });

    it("reads exactly the range, into the caller's buffer when there is one", async () => {
      const ref = await store.putObject(key(), Buffer.from("0123456789"));
      const into = Buffer.alloc(8, "-");
      const got = await store.readRange(ref, { start: 2, length: 5 }, live(), into);
      expect(Buffer.from(got).toString()).toBe("23456");
      expect(into.toString()).toBe("23456---");
      expect(
        Buffer.from(await store.readRange(ref, { start: 9, length: 1 }, live())).toString(),
      ).toBe("9");
    });

    it("fails rather than read short", async () => {
      const ref = await store.putObject(key(), Buffer.from("0123456789"));
      for (const range of [
        { start: 5, length: 6 },
        { start: 10, length: 1 },
      ]) {
        await expect(store.readRange(ref, range, live())).rejects.toMatchObject({
          code: "damaged",
        });
      }
    });

    it("leaves nothing of an aborted upload", async () => {
      const upload = await store.startUpload(key(), live());
      await upload.putPart(outgoing(1, full()), live());
      expect((await list(store.listUploads(upload.key))).map((each) => each.uploadId)).toEqual([
        upload.uploadId,
      ]);
      await upload.abort();
      await upload.abort();
      expect(await list(store.listUploads(upload.key))).toEqual([]);
      expect(await store.headObject({ key: upload.key, versionId: null })).toBeNull();
      await expect(upload.complete(live())).rejects.toMatchObject({ name: "StoreError" });
      expect(await store.headObject({ key: upload.key, versionId: null })).toBeNull();
    });

    it("lets a sweep find and abort an upload by its id", async () => {
      const upload = await store.startUpload(key(), live());
      await upload.putPart(outgoing(1, Buffer.from("lost")), live());
      const found = (await list(store.listUploads(made.prefix))).find(
        (each) => each.uploadId === upload.uploadId,
      );
      expect(found?.key).toBe(upload.key);
      expect(Math.abs(Date.now() - (found?.started.getTime() ?? 0))).toBeLessThan(60_000);
      await store.abortUpload({ key: upload.key, uploadId: upload.uploadId });
      await store.abortUpload({ key: upload.key, uploadId: upload.uploadId });
      expect(await list(store.listUploads(upload.key))).toEqual([]);
    });

    it("lists objects under a prefix in key order", async () => {
      const under = `${made.prefix}listed-${count++}/`;
      for (const end of ["b", "a/2", "a.x", "a/1", "c/d/e"]) {
        await store.putObject(under + end, Buffer.from(end));
      }
      const found = await list(store.listObjects(under));
      expect(found.map((each) => each.key.slice(under.length))).toEqual([
        "a.x",
        "a/1",
        "a/2",
        "b",
        "c/d/e",
      ]);
      expect(found[4]).toMatchObject({ size: 5, modified: expect.any(Date) });
      expect(found[4]?.versionId === null).toBe(!made.versioned);
      expect((await list(store.listObjects(`${under}a`))).length).toBe(3);
      expect(await list(store.listObjects(`${under}nothing`))).toEqual([]);
    });

    it("deletes one version for good and leaves the other", async () => {
      const same = key();
      const first = await store.putObject(same, Buffer.from("first"));
      const second = await store.putObject(same, Buffer.from("second!"));
      if (made.versioned) {
        expect((await read(first)).toString()).toBe("first");
        await store.deleteObject(second);
        expect(await store.headObject(second)).toBeNull();
        expect((await read(first)).toString()).toBe("first");
      }
      await store.deleteObject(first);
      await store.deleteObject(first);
      expect(await store.headObject({ key: same, versionId: null })).toBeNull();
      expect(await list(store.listObjects(same))).toEqual([]);
    });

    it("rethrows the reason of an aborted signal", async () => {
      const reason = new Error("cancelled by a person");
      const aborted = AbortSignal.abort(reason);
      const ref = await store.putObject(key(), Buffer.from("x"));
      const upload = await store.startUpload(key(), live());
      await expect(store.startUpload(key(), aborted)).rejects.toBe(reason);
      await expect(upload.putPart(outgoing(1, Buffer.from("x")), aborted)).rejects.toBe(reason);
      await expect(upload.complete(aborted)).rejects.toBe(reason);
      await expect(store.readRange(ref, { start: 0, length: 1 }, aborted)).rejects.toBe(reason);
      await upload.abort();
    });
  });
}
