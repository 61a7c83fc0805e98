import { describe, expect, it } from "vitest";
import { commandFailure, explainFailure, RunError } from "#lib/backups/failure";
import { StoreError } from "#lib/pipeline/store-error";

describe("commandFailure", () => {
  it("names the exit code", () => {
    expect(commandFailure(1)).toMatchObject({ code: "command-failed", exitCode: 1 });
    expect(commandFailure(1).message).toContain("exit code 1");
  });

  it("names the signal behind a code above 128, and what SIGKILL often means", () => {
    expect(commandFailure(143).message).toContain("SIGTERM");
    expect(commandFailure(137).message).toContain("memory");
  });

  it("tells a missing program from a failing one", () => {
    expect(commandFailure(127).code).toBe("command-not-found");
    expect(commandFailure(126).code).toBe("command-not-found");
  });

  it("does not take every code above 128 for a signal", () => {
    expect(commandFailure(255).code).toBe("command-failed");
  });
});

describe("explainFailure", () => {
  it("gives each store failure its own code, words and next step", () => {
    const codes = [
      "unreachable",
      "stalled",
      "refused",
      "bucket-missing",
      "not-found",
      "full",
      "too-large",
      "damaged",
      "misconfigured",
    ] as const;
    const explained = codes.map((code) =>
      explainFailure(new StoreError(code, "It went wrong", { detail: "PutPart" })),
    );
    expect(new Set(explained.map((one) => one.code)).size).toBe(codes.length);
    for (const one of explained)
      expect(one.message).toMatch(/^It went wrong \(PutPart\)\. \S.+\.$/);
  });

  it("keeps a RunError's words and exit code", () => {
    expect(explainFailure(new RunError("empty-output", "Nothing came.", 0))).toEqual({
      code: "empty-output",
      message: "Nothing came.",
      exitCode: 0,
    });
  });

  it("never shows an unknown error's message", () => {
    const explained = explainFailure(new Error("password=hunter2"));
    expect(explained.code).toBe("unexpected");
    expect(explained.message).not.toContain("hunter2");
  });
});
