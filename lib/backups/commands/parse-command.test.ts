import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { join } from "shlex";
import { describe, expect, it } from "vitest";
import { CommandSyntaxError, parseCommand } from "#lib/backups/commands/parse-command";
import { shellCommands } from "#lib/backups/commands/shell-words";
import { unwrapCommand, wrapCommand } from "#lib/backups/commands/wrap-command";

const shell = (script: string) => ({ form: "shell", argv: ["/bin/sh", "-c", script] });
const words = (...argv: string[]) => ({ form: "words", argv });
const literal = (script: string) => ({ form: "literal-shell", argv: ["/bin/sh", "-c", script] });

describe("parseCommand", () => {
  it.each([
    ['"mysqldump -p$MYSQL_ROOT_PASSWORD"', shell("mysqldump -p$MYSQL_ROOT_PASSWORD")],
    [
      '  "tar czf /dev/stdout -C /var/lib/test backup"\n',
      shell("tar czf /dev/stdout -C /var/lib/test backup"),
    ],
    [String.raw`"echo \"a b\" \$X \\ \n"`, shell(String.raw`echo "a b" \$X \\ \n`)],
    [String.raw`"echo \"say \\\"hi\\\"\""`, shell(String.raw`echo "say \"hi\""`)],
    [String.raw`"printf a\\"`, shell("printf a\\")],
    [`"echo 'it''s'"`, shell("echo 'it''s'")],
    [
      "tar cf - -C /dir/change directory/to/backup",
      words("tar", "cf", "-", "-C", "/dir/change", "directory/to/backup"),
    ],
    [
      "mysqldump --all-databases -uuser -ppassword",
      words("mysqldump", "--all-databases", "-uuser", "-ppassword"),
    ],
    ["mysql -p$SECRET `id`", words("mysql", "-p$SECRET", "`id`")],
    [`a 'b c' "d $X e" f\\ g ''`, words("a", "b c", "d $X e", "f g", "")],
    [String.raw`a "\$X \" \\ \n" $'x' $"y"`, words("a", String.raw`$X " \ \n`, "$x", "$y")],
    ["tar cf - \\\n  /data", words("tar", "cf", "-", "/data")],
    ["tar cf - /data # all of it", words("tar", "cf", "-", "/data")],
    ["tar cf - /data#1", words("tar", "cf", "-", "/data#1")],
    ['"a b" "c"', words("a b", "c")],
    ["echo 'a|b' \"c>d\" e\\;f", words("echo", "a|b", "c>d", "e;f")],
    ["mysql -uuser -ppassword < /dev/stdin", literal("mysql -uuser -ppassword < /dev/stdin")],
    ["a | b", literal("a | b")],
    ["cd /x && tar cf - $Y", literal("cd /x && tar cf - \\$Y")],
    ["a || b", literal("a || b")],
    ["a; b", literal("a; b")],
    ["a &", literal("a &")],
    ["a\nb", literal("a\nb")],
    ["echo \"$X\" '$Y' \\$Z `w` | cat", literal("echo \"\\$X\" '$Y' \\$Z \\`w\\` | cat")],
    ["PGPASSWORD=x pg_dump db", literal("PGPASSWORD=x pg_dump db")],
    ['"a" && "b"', literal('"a" && "b"')],
  ])("reads %s", (text, expected) => {
    expect(parseCommand(text)).toMatchObject(expected);
  });

  it.each([
    ["", "empty"],
    [" \n ", "empty"],
    ['""', "empty"],
    ['"  "', "empty"],
    ["# nothing", "empty"],
    ["''", "empty"],
    ["echo 'a", "unbalanced-quote"],
    ['"echo a', "unbalanced-quote"],
    ['"echo a\\"', "unbalanced-quote"],
    ["echo a\\", "trailing-backslash"],
    ["echo a\0b", "bad-character"],
    [`echo ${"a".repeat(30_000)}`, "too-long"],
  ])("refuses %j", (text, code) => {
    expect(() => parseCommand(text)).toThrow(expect.objectContaining({ code }));
    expect(() => parseCommand(text)).toThrow(CommandSyntaxError);
  });

  it("shows a line that a shell would read as the same words", () => {
    expect(parseCommand('"a $B"').shown).toBe("/bin/sh -c 'a $B'");
  });

  it("never throws anything but CommandSyntaxError", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...`ab "'\\$\`|&;<>(){}#=\n`) }), (text) => {
        try {
          expect(parseCommand(text).argv.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(CommandSyntaxError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("splits any quoted words back into themselves", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1 }), (argv) => {
        fc.pre(argv[0] !== "" && !argv.some((word) => word.includes("\0")));
        const text = join(argv);
        fc.pre(unwrapCommand(text) === null && parseableAsWords(text));
        expect(parseCommand(text).argv).toEqual(argv);
        expect(shellCommands(text).flatMap((each) => each.words.map((w) => w.value))).toEqual(argv);
      }),
    );
  });

  it("splits as a real shell does", () => {
    const alphabet = fc.constantFrom(..."ab$\"'\\ \t#=");
    fc.assert(
      fc.property(fc.string({ unit: alphabet, minLength: 1, maxLength: 12 }), (text) => {
        let parsed: ReturnType<typeof parseCommand>;
        try {
          parsed = parseCommand(text);
        } catch {
          return;
        }
        fc.pre(parsed.form === "words" && !/^[^ \t]*=/.test(text));
        // The shell gets every `$` escaped where it would substitute, and prints one word a line.
        const script = `printf '<%s>\\n' ${literalDollars(text)}`;
        const printed = execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" });
        expect(parsed.argv.map((word) => `<${word}>\n`).join("")).toBe(printed);
      }),
      { numRuns: 150 },
    );
  });
});

function parseableAsWords(text: string): boolean {
  return parseCommand(text).form === "words";
}

/** By way of `literal-shell`: what a redirect makes of the text, without the redirect. */
function literalDollars(text: string): string {
  const script = parseCommand(`: < /dev/null; x ${text}`).argv[2] ?? "";
  return script.slice(": < /dev/null; x ".length);
}

describe("wrapCommand", () => {
  it("is undone by unwrapCommand", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."a\"\\$' \n") }), (inside) => {
        expect(unwrapCommand(wrapCommand(inside))).toBe(inside);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(["a", '"a', 'a"', '"', '"a" b "c"', '"a\\"'])("sees that %s is not wrapped", (text) => {
    expect(unwrapCommand(text)).toBeNull();
  });
});
