import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { IntegrationSettings } from "#lib/integrations/types";
import { toFolderError } from "#lib/storage/folder-error";
import { toStoreError } from "#lib/storage/s3-error";
import { explainVerifyFailure, type VerifyStep } from "#lib/storage/verify-failure";
import { verifyStore } from "#lib/storage/verify-store";

const folder = (at: string): IntegrationSettings => ({ vendor: "folder", path: at, prefix: "p/" });
const b2: IntegrationSettings = {
  vendor: "backblaze-b2",
  region: "us-west-004",
  endpoint: null,
  bucket: "mine",
  keyId: "id",
  prefix: "",
};

describe("verifying a folder", () => {
  it("passes where files can be written, and leaves none", async () => {
    const root = mkdtempSync(path.join(tmpdir(), "verify-"));
    expect(await verifyStore(folder(root), null)).toEqual({ ok: true });
    expect(readdirSync(path.join(root), { recursive: true })).toEqual([".holdfast-uploads"]);
    rmSync(root, { recursive: true });
  });

  it("names the path that is missing or no folder, or that takes no files", async () => {
    const root = mkdtempSync(path.join(tmpdir(), "verify-"));
    const file = path.join(root, "file");
    writeFileSync(file, "");
    for (const at of [path.join(root, "none"), file, "/proc"]) {
      expect(await verifyStore(folder(at), null)).toMatchObject({ ok: false, missing: "path" });
    }
    rmSync(root, { recursive: true });
  });

  it.each([
    ["ENOSPC", "space"],
    ["EDQUOT", "space"],
    ["EACCES", "write"],
    ["EROFS", "write"],
    ["EIO", "path"],
  ])("names what %s means", (code, missing) => {
    const error = toFolderError(Object.assign(new Error("x"), { code }), "write");
    expect(explainVerifyFailure(folder("/srv"), "write", error).missing).toBe(missing);
  });
});

describe("verifying a bucket", () => {
  it("asks for the key when there is none", async () => {
    expect(await verifyStore(b2, null)).toMatchObject({ ok: false, missing: "key" });
  });

  const failure = (status: number, code: string, message = "") =>
    toStoreError(
      Object.assign(new Error(message), { name: code, $metadata: { httpStatusCode: status } }),
      "Call",
    );

  it.each<[VerifyStep, string]>([
    ["write", "writeFiles"],
    ["head", "readFiles"],
    ["read", "readFiles"],
    ["list", "listFiles"],
    ["multipart", "writeFiles"],
    ["list-uploads", "listFiles"],
    ["delete", "deleteFiles"],
  ])("a refused %s lacks Backblaze's %s", (step, missing) => {
    const found = explainVerifyFailure(b2, step, failure(403, "AccessDenied"));
    expect(found).toMatchObject({ missing, message: expect.stringContaining(missing) });
  });

  it.each([
    [failure(404, "NoSuchBucket"), "bucket"],
    [failure(403, "InvalidAccessKeyId"), "key ID"],
    [failure(403, "SignatureDoesNotMatch"), "application key"],
    [failure(403, "RequestTimeTooSkewed"), "clock"],
    [failure(400, "AuthorizationHeaderMalformed"), "region"],
    [failure(301, "Unknown"), "region"],
    [failure(403, "AccessDenied", "Cannot upload files, storage cap exceeded."), "space"],
    [failure(503, "SlowDown"), "answer"],
    [failure(404, "Whatever"), "endpoint"],
    [failure(405, "MethodNotAllowed"), "endpoint"],
    [toStoreError(Object.assign(new Error("x"), { code: "ENOTFOUND" }), "Call"), "region"],
    [toStoreError(Object.assign(new Error("x"), { code: "ECONNREFUSED" }), "Call"), "endpoint"],
    [toStoreError(Object.assign(new Error("x"), { code: "CERT_HAS_EXPIRED" }), "Call"), "endpoint"],
  ])("%s", (error, missing) => {
    expect(explainVerifyFailure(b2, "write", error).missing).toBe(missing);
  });
});
