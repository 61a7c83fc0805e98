import { expect, it, vi } from "vitest";
import { answerError } from "#lib/api/answer";
import { StoreError } from "#lib/pipeline/store-error";

it("says what is wrong with a bucket, and nothing of an error nobody foresaw", async () => {
  const bucket = await answerError(new StoreError("refused", "The key is not known.")).json();
  expect(bucket).toMatchObject({ data: null, error: { status: 403, code: "403.invalid-state" } });
  expect(bucket.error.detail).toContain("The key is not known. Verify the integration");
  const logged = vi.spyOn(console, "error").mockReturnValue(undefined);
  const unknown = answerError(new Error("password=hunter2"));
  expect(unknown.status).toBe(500);
  expect(await unknown.text()).not.toContain("hunter2");
  logged.mockRestore();
});
