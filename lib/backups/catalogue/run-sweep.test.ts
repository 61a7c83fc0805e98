import { describe, expect, it } from "vitest";
import { runSweep } from "#lib/backups/catalogue/run-sweep";
import { began, createSweepFake, keyOf, sweep } from "#lib/backups/catalogue/sweep.fake";
import { StoreError } from "#lib/pipeline/store-error";

const run = ({ deps }: ReturnType<typeof createSweepFake>) =>
  runSweep(deps, sweep, new AbortController().signal);

describe("a comparison", () => {
  it("finds all as it was stored, and asks for nothing twice", async () => {
    const fake = createSweepFake();
    for (const id of ["a", "b", "c"]) fake.add(id);
    expect(await run(fake)).toMatchObject({ objects: 6, known: 3, found: 3, missing: 0 });
    expect(fake.seen.heads).toEqual([]);
  });

  it("marks what is gone or changed, and only that", async () => {
    const fake = createSweepFake();
    for (const id of ["a", "b", "c"]) fake.add(id);
    fake.objects.delete(keyOf("a"));
    fake.put(keyOf("b"), 9);
    expect(await run(fake)).toMatchObject({ known: 3, found: 1, missing: 2 });
    expect(fake.states()).toEqual({ a: "missing", b: "missing", c: "live" });
    expect(fake.rows.get("a")?.errorCode).toBe("object-gone");
    expect(fake.rows.get("b")?.errorMessage).toContain("holds 9 bytes");
  });

  it("makes live again what is there again, but not what was read as damaged", async () => {
    const fake = createSweepFake();
    fake.add("back", { state: "missing", errorCode: "object-gone" });
    fake.add("damaged", { state: "missing", errorCode: "object-damaged" });
    fake.add("other", { state: "missing", errorCode: "object-changed", size: 11 });
    expect(await run(fake)).toMatchObject({ known: 3, found: 2, back: 1 });
    expect(fake.states()).toEqual({ back: "live", damaged: "missing", other: "missing" });
  });

  it("lists in pages: more rows than one, none judged by another's object", async () => {
    const fake = createSweepFake();
    for (let at = 0; at < 2500; at++) fake.add(String(at).padStart(5, "0"));
    fake.objects.delete(keyOf("01999"));
    fake.objects.delete(`${keyOf("02000")}.json`);
    expect(await run(fake)).toMatchObject({ known: 2500, found: 2499, missing: 1 });
    expect(fake.rows.get("01999")?.state).toBe("missing");
    expect(fake.unknown.size).toBe(0);
  });

  it("writes down what no row has, with one entry for an object and its manifest", async () => {
    const fake = createSweepFake();
    fake.add("a");
    fake.put(keyOf("stranger"));
    fake.put(`${keyOf("stranger")}.json`);
    fake.put("holdfast/notes.txt");
    fake.put("holdfast/verify-0190b3c0-1111-7000-8000-000000000001");
    const modified = new Date(began.getTime() - 1000);
    fake.objects.set("holdfast/verify-0190b3c0-1111-7000-8000-000000000002", {
      bytes: Buffer.alloc(1),
      size: 1,
      modified,
    });
    expect(await run(fake)).toMatchObject({ unknown: 3 });
    expect([...fake.unknown.keys()].sort()).toEqual([
      "holdfast/notes.txt",
      keyOf("stranger"),
      "holdfast/verify-0190b3c0-1111-7000-8000-000000000001",
    ]);
  });
});

describe("while the listing runs", () => {
  it("a backup that becomes live behind it is not missing", async () => {
    const fake = createSweepFake((key) => {
      // Its place in the listing is past by now.
      if (key === keyOf("m")) fake.add("a", { stateChanged: new Date() });
    });
    for (const id of ["m", "z"]) fake.add(id);
    expect(await run(fake)).toMatchObject({ missing: 0, unknown: 0 });
    expect(fake.states()).toEqual({ a: "live", m: "live", z: "live" });
  });

  it("nor is one whose row says so late: it was live before, and the bucket is asked again", async () => {
    const fake = createSweepFake((key) => {
      if (key === keyOf("m")) fake.put(keyOf("a"));
    });
    for (const id of ["a", "m", "z"]) fake.add(id);
    fake.objects.delete(keyOf("a"));
    expect(await run(fake)).toMatchObject({ missing: 0 });
    expect(fake.states()).toMatchObject({ a: "live" });
    expect(fake.seen.heads).toContain(keyOf("a"));
  });

  it("a backup that is deleted stays deleted", async () => {
    const fake = createSweepFake((key) => {
      if (key === keyOf("a")) fake.remove("z");
    });
    for (const id of ["a", "m", "z"]) fake.add(id);
    expect(await run(fake)).toMatchObject({ missing: 0 });
    expect(fake.states()).toEqual({ a: "live", m: "live", z: "deleted" });
  });

  it("a failure half way marks nothing", async () => {
    const fake = createSweepFake((key) => {
      if (key === keyOf("m")) throw new StoreError("unreachable", "The store does not answer.");
    });
    for (const id of ["a", "b", "m", "z"]) fake.add(id);
    fake.objects.delete(keyOf("a"));
    fake.objects.delete(keyOf("b"));
    await expect(run(fake)).rejects.toThrow("does not answer");
    expect(new Set(Object.values(fake.states()))).toEqual(new Set(["live"]));
    expect(fake.seen.heads).toEqual([]);
  });

  it("a stop marks nothing", async () => {
    const stop = new AbortController();
    const fake = createSweepFake((key) => {
      if (key === keyOf("z")) stop.abort(new Error("stopped"));
    });
    for (const id of ["a", "z"]) fake.add(id);
    fake.objects.delete(keyOf("a"));
    await expect(runSweep(fake.deps, sweep, stop.signal)).rejects.toThrow("stopped");
    expect(fake.states()).toEqual({ a: "live", z: "live" });
  });

  it("nothing is judged that became live after the listing began", async () => {
    const fake = createSweepFake();
    fake.add("a", { stateChanged: began });
    fake.objects.delete(keyOf("a"));
    expect(await run(fake)).toMatchObject({ missing: 0 });
  });
});
