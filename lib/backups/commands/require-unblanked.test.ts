import { expect, test } from "vitest";
import { commandWarnings } from "#lib/backups/commands/command-warnings";
import { requireUnblanked } from "#lib/backups/commands/require-unblanked";

test("a command whose secret is blanked is not run, and the editor says so", () => {
  const blanked = "mysql -uroot -p[redacted]";
  expect(() => requireUnblanked(blanked, "restore")).toThrow(/secret is blanked/);
  expect(() => requireUnblanked("mysql -uroot -psecret", "restore")).not.toThrow();
  const codes = (text: string) =>
    commandWarnings(text, { operation: "restore" }).map(({ code }) => code);
  expect(codes(blanked)).toContain("blanked-secret");
  expect(codes(`"${blanked}"`)).toContain("blanked-secret");
  expect(codes("mysql -uroot -psecret")).not.toContain("blanked-secret");
});
