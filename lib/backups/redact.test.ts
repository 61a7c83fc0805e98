import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor, redactText } from "#lib/backups/redact";
import { commandSecrets, secretValues } from "#lib/backups/secret-values";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (pieces: Uint8Array[]) => Buffer.concat(pieces).toString("utf8");

function redactInPieces(input: string, secrets: string[], cuts: number[]): string {
  const redactor = createRedactor(secrets);
  const whole = bytes(input);
  const out: Uint8Array[] = [];
  const places = [
    0,
    ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b),
    whole.length,
  ];
  for (let i = 1; i < places.length; i++) {
    // A copy that is overwritten afterwards: the redactor must not hold on to the caller's memory.
    const chunk = whole.slice(places[i - 1], places[i]);
    out.push(redactor.push(chunk).slice());
    chunk.fill(120);
  }
  out.push(redactor.end());
  return text(out);
}

describe("commandSecrets", () => {
  it.each([
    ["mysqldump -u root -phunter(2 --all-databases", ["hunter(2"]],
    ["mysqldump --password=hunter22 shop", ["hunter22"]],
    ["mongodump --password 'two words' --archive", ["two words"]],
    ['"PGPASSWORD=hunter22 pg_dump shop"', ["hunter22"]],
    ["pg_dump postgres://app:s3cret@db/shop", ["s3cret"]],
    ['curl -H "x: 1" --token="abcd1234" http://db', ["abcd1234"]],
  ])("%s", (command, expected) => {
    expect(commandSecrets(command)).toEqual(expect.arrayContaining(expected));
  });

  it.each([
    '"PGPASSWORD=$POSTGRES_PASSWORD pg_dump -U $POSTGRES_USER -Fc -Z0 $POSTGRES_DB"',
    "pg_dump -p 5432 -p5433 -U app --no-password shop",
    'mariadb-dump -p"$MARIADB_ROOT_PASSWORD" --all-databases',
    "tar -cpf - -C /data .",
    "cp -p /a /b",
  ])("finds none in %s", (command) => {
    expect(commandSecrets(command)).toEqual([]);
  });
});

describe("secretValues", () => {
  it.each([
    [["MYSQL_ROOT_PASSWORD=hunter22"], ["hunter22"]],
    [
      ["PGPASSWORD=hunter22", "dbPassword=hunter33"],
      ["hunter22", "hunter33"],
    ],
    [
      ["API_KEY=abcd1234", "AWS_SECRET_ACCESS_KEY=wxyz9876"],
      ["abcd1234", "wxyz9876"],
    ],
    [
      ["GITHUB_TOKEN=ghp_1", "SMTP_PASS=mail1", "MY_PWD=pwd_1"],
      ["ghp_1", "mail1", "pwd_1"],
    ],
    [["DB_PASSWORD=12345678"], ["12345678"]],
    [["PASSWORD=a=b=c"], ["a=b=c", "a%3Db%3Dc"]],
    [["DATABASE_URL=postgres://app:s3cret@db:5432/x"], ["s3cret"]],
    [["URL=amqp://:p@ss@rabbit"], ["p@ss", "p%40ss"]],
    [["REDIS=redis://u:p%40ss%21@r"], ["p%40ss%21", "p@ss!", "p%40ss!"]],
    [["X=user:topsecret@tcp(db:3306)/x"], ["topsecret"]],
    [["X=host=db password=libpq1 user=x"], ["libpq1"]],
    [["ConnectionString=Server=db;Password=mssql!1;User=x"], ["mssql!1"]],
    [["TOKEN=ab'cd\"e f"], ["ab'cd\"e f", "ab'cd\\\"e f", "ab'\\''cd\"e f"]],
  ])("%j", (env, expected) => {
    expect(secretValues(env)).toEqual(expect.arrayContaining(expected));
  });

  it.each([
    ["PATH=/usr/bin", "HOME=/root", "POSTGRES_USER=postgres", "PWD=/var/lib/app", "OLDPWD=/var"],
    ["MYSQL_ROOT_PASSWORD_FILE=/run/secrets/pw", "SECRET_PATH=/run/secrets"],
    ["MYSQL_ALLOW_EMPTY_PASSWORD=yes", "MYSQL_RANDOM_ROOT_PASSWORD=true", "USE_TOKEN=true"],
    ["TOKEN_TTL=3600", "KEY_LENGTH=2048", "SESSION_KEY_TIMEOUT=30m"],
    ["PASSWORD=", "PASSWORD=abc", "nonsense", "=x", "KEYBOARD=azerty", "PUBLIC_KEY=ssh-rsa-AAAA"],
    ["SITE=https://example.org/a@b", "MAIL=me@example.org", "TIME=10:20@home"],
  ])("finds none in %j", (...env) => {
    expect(secretValues(env)).toEqual([]);
  });

  it("takes the lines of a multi-line key and trims", () => {
    const key = "-----BEGIN KEY-----\nAAAABBBBCCCCDDDDEEEE\nFFFF\n-----END KEY-----\n";
    const found = secretValues([`TLS_KEY=${key}`]);
    expect(found).toContain("AAAABBBBCCCCDDDDEEEE");
    expect(found).toContain(key.trim());
    expect(found).not.toContain("-----BEGIN KEY-----");
  });

  it("gives the longest first and survives lone surrogates", () => {
    const found = secretValues(["A_KEY=aaaa", "B_KEY=aaaabbbb", "C_KEY=\ud800\ud800\ud800\ud800"]);
    expect(found.indexOf("aaaabbbb")).toBeLessThan(found.indexOf("aaaa"));
  });
});

describe("createRedactor", () => {
  it("takes a secret out wherever the chunks are cut", () => {
    const input = "error: -phunter22 refused, hunter2";
    for (let a = 0; a <= input.length; a++) {
      for (let b = a; b <= input.length; b++) {
        expect(redactInPieces(input, ["hunter22"], [a, b])).toBe(
          "error: -p[redacted] refused, hunter2",
        );
      }
    }
  });

  it("prefers the longest, joins overlaps, marks neighbours one by one", () => {
    expect(redactText("xabcdefy", ["abc", "abcdef"])).toBe("x[redacted]y");
    expect(redactText("xabcdefy", ["abcd", "cdef"])).toBe("x[redacted]y");
    expect(redactText("abababx", ["abab"])).toBe("[redacted]x");
    expect(redactText("abcabc", ["abc"])).toBe("[redacted][redacted]");
    expect(redactInPieces("xabcdefy", ["abcd", "cdef"], [4])).toBe("x[redacted]y");
    expect(redactText("wörd ☃", ["ö", "☃"])).toBe("w[redacted]rd [redacted]");
    expect(redactText("\ufeffa", ["zzzz"])).toBe("\ufeffa");
  });

  it("lets everything else through at once", () => {
    const redactor = createRedactor(["hunter22"]);
    expect(text([redactor.push(bytes("a line\nhun"))])).toBe("a line\n");
    expect(text([redactor.push(bytes("t"))])).toBe("");
    expect(text([redactor.push(bytes("ing\n"))])).toBe("hunting\n");
  });

  it("leaves bytes alone when there are no secrets", () => {
    const input = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(createRedactor(["", ...[]]).push(input)).toEqual(input);
  });

  it("never lets a secret through, and gives the same for any cut", () => {
    const letters = (maxLength: number) =>
      fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength });
    fc.assert(
      fc.property(
        letters(40),
        fc.array(letters(5), { maxLength: 4 }),
        fc.array(fc.nat(50), { maxLength: 6 }),
        (input, secrets, cuts) => {
          const whole = redactText(input, secrets);
          expect(redactInPieces(input, secrets, cuts)).toBe(whole);
          for (const secret of secrets) {
            for (const left of whole.split("[redacted]")) expect(left).not.toContain(secret);
          }
          expect(whole.replaceAll("[redacted]", "").length).toBe(
            input.length - covered(input, secrets),
          );
        },
      ),
      { numRuns: 3000 },
    );
  });
});

/** How many characters any secret covers, found the plain way. */
function covered(input: string, secrets: string[]): number {
  const marks = new Set<number>();
  for (const secret of secrets) {
    for (let at = input.indexOf(secret); at >= 0; at = input.indexOf(secret, at + 1)) {
      for (let index = at; index < at + secret.length; index++) marks.add(index);
    }
  }
  return marks.size;
}
