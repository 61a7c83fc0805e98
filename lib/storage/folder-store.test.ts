import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { markFile, markFolder } from "#lib/storage/folder-mark";
import { createFolderStore } from "#lib/storage/folder-store";
import { describeObjectStore } from "#lib/storage/object-store.contract";

const live = () => new AbortController().signal;
const temporary = () => mkdtempSync(path.join(tmpdir(), "folder-store-"));

describeObjectStore("a folder", async () => {
  const root = temporary();
  return {
    store: createFolderStore(`${root}/`),
    prefix: "backups/",
    versioned: false,
    dispose: async () => rmSync(root, { recursive: true }),
  };
});

describe("a folder", () => {
  let root = "";
  beforeEach(() => {
    root = temporary();
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it.each(["../x", "a/../../x", "/x", "a//b", "", ".", "a/.", "x\0y", ".holdfast-uploads/x"])(
    "refuses the key %j",
    async (key) => {
      const store = createFolderStore(root);
      const refused = { name: "StoreError", code: "misconfigured" };
      await expect(store.putObject(key, new Uint8Array())).rejects.toMatchObject(refused);
      await expect(store.startUpload(key, live())).rejects.toMatchObject(refused);
      await expect(store.deleteObject({ key, versionId: null })).rejects.toMatchObject(refused);
      await expect(store.abortUpload({ key: "x", uploadId: "../x" })).rejects.toMatchObject(
        refused,
      );
    },
  );

  it("never makes its root, and says that it is missing", async () => {
    const store = createFolderStore(path.join(root, "disk"));
    const missing = { name: "StoreError", code: "bucket-missing" };
    const ref = { key: "x", versionId: null };
    await expect(store.putObject("x", new Uint8Array())).rejects.toMatchObject(missing);
    await expect(store.startUpload("x", live())).rejects.toMatchObject(missing);
    await expect(store.headObject(ref)).rejects.toMatchObject(missing);
    await expect(store.readRange(ref, { start: 0, length: 1 }, live())).rejects.toMatchObject(
      missing,
    );
    await expect(store.deleteObject(ref)).rejects.toMatchObject(missing);
    await expect(Array.fromAsync(store.listObjects(""))).rejects.toMatchObject(missing);
    expect(readdirSync(root)).toEqual([]);
  });

  it("does not take a mount point without its disk for the folder that was marked", async () => {
    const mark = await markFolder(root);
    expect(await markFolder(root)).toBe(mark);
    const store = createFolderStore(root, mark);
    const ref = await store.putObject("x", new Uint8Array(3));
    expect(await Array.fromAsync(store.listObjects(""), ({ key }) => key)).toEqual(["x"]);

    rmSync(path.join(root, markFile));
    const away = { name: "StoreError", code: "bucket-missing" };
    await expect(store.putObject("y", new Uint8Array())).rejects.toMatchObject(away);
    await expect(store.startUpload("y", live())).rejects.toMatchObject(away);
    await expect(store.headObject(ref)).rejects.toMatchObject(away);
    await expect(store.deleteObject(ref)).rejects.toMatchObject(away);
    await expect(Array.fromAsync(store.listObjects(""))).rejects.toMatchObject(away);
    await expect(Array.fromAsync(store.listUploads(""))).rejects.toMatchObject(away);
    expect(readdirSync(root).filter((name) => !name.startsWith("."))).toEqual(["x"]);

    writeFileSync(path.join(root, markFile), "of another folder\n");
    await expect(store.headObject(ref)).rejects.toThrow(`write ${mark} into it again`);
    writeFileSync(path.join(root, markFile), mark);
    expect(await store.headObject(ref)).toMatchObject({ size: 3 });
  });

  it("places parts that come out of order by their sizes", async () => {
    const store = createFolderStore(root);
    const upload = await store.startUpload("x", live());
    const part = (number: number, text: string) => ({
      number,
      size: text.length,
      sha256: "",
      body: [Buffer.from(text)],
    });
    const third = upload.putPart(part(3, "c"), live());
    const second = upload.putPart(part(2, "bb"), live());
    await upload.putPart(part(1, "aaa"), live());
    await Promise.all([second, third]);
    const ref = await upload.complete(live());
    const bytes = await store.readRange(ref, { start: 0, length: 6 }, live());
    expect(Buffer.from(bytes).toString()).toBe("aaabbc");
  });

  it("does not complete with a part missing", async () => {
    const store = createFolderStore(root);
    const upload = await store.startUpload("x", live());
    const waiting = upload.putPart(
      { number: 2, size: 1, sha256: "", body: [Buffer.from("b")] },
      live(),
    );
    const ended = expect(waiting).rejects.toMatchObject({ code: "not-found" });
    await expect(upload.complete(live())).rejects.toMatchObject({ code: "damaged" });
    await upload.abort();
    await ended;
    expect(readdirSync(path.join(root, ".holdfast-uploads"))).toEqual([]);
  });

  it("lets go of a part that waits as soon as it is cancelled", async () => {
    const store = createFolderStore(root);
    const upload = await store.startUpload("x", live());
    const controller = new AbortController();
    const reason = new Error("cancelled");
    const waiting = upload.putPart(
      { number: 2, size: 1, sha256: "", body: [Buffer.from("b")] },
      controller.signal,
    );
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await upload.abort();
  });

  it("takes folders away that lost their last object, and no other", async () => {
    const store = createFolderStore(root);
    const first = await store.putObject("a/b/one", new Uint8Array());
    const second = await store.putObject("a/two", new Uint8Array());
    await store.deleteObject(first);
    expect(readdirSync(path.join(root, "a"))).toEqual(["two"]);
    await store.deleteObject(second);
    expect(readdirSync(root)).toEqual([".holdfast-uploads"]);
  });

  it("survives deletes and uploads in the same folder at once", async () => {
    const store = createFolderStore(root);
    await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const ref = await store.putObject(`same/place/${index}`, Buffer.from("x"));
        await store.deleteObject(ref);
      }),
    );
    expect(await Array.fromAsync(store.listObjects(""))).toEqual([]);
  });

  it("lists what a killed process left, with or without its key", async () => {
    const store = createFolderStore(root);
    const id = "01890000-0000-7000-8000-000000000000";
    mkdirSync(path.join(root, ".holdfast-uploads", id), { recursive: true });
    writeFileSync(path.join(root, ".holdfast-uploads", id, "data"), "half");
    // It may be a small object that somebody is putting there just now.
    expect(await Array.fromAsync(store.listUploads("any/"))).toEqual([]);
    const anHourAgo = Date.now() / 1000 - 3600;
    utimesSync(path.join(root, ".holdfast-uploads", id), anHourAgo, anHourAgo);
    expect(await Array.fromAsync(store.listUploads("any/"))).toMatchObject([
      { key: "", uploadId: id },
    ]);
    expect(await Array.fromAsync(store.listObjects(""))).toEqual([]);
    await store.abortUpload({ key: "", uploadId: id });
    expect(await Array.fromAsync(store.listUploads(""))).toEqual([]);
  });
});
