import { describe, expect, it } from "vitest";
import { commandWarnings } from "#lib/backups/commands/command-warnings";
import { presetFor, presets } from "#lib/backups/commands/presets";

type Case = [text: string, code: string | null, fixed?: string | null];
const look = (operation: "backup" | "restore", text: string) =>
  commandWarnings(text, { operation });

function expectCase(operation: "backup" | "restore", [text, code, fixed]: Case) {
  const found = look(operation, text);
  expect(found.map((warning) => warning.code)).toEqual(code === null ? [] : [code]);
  if (fixed === undefined) return;
  expect(found[0]?.fix?.command ?? null).toBe(fixed);
  if (fixed !== null) expect(look(operation, fixed).map((each) => each.code)).not.toContain(code);
}

describe("the documentation's commands", () => {
  it.each<Case>([
    ["tar cf - -C /dir/change directory/to/backup", null],
    ["mysqldump --all-databases -uuser -ppassword", null],
    ['"mysqldump --all-databases -u root -p$MYSQL_ROOT_PASSWORD"', null],
    [
      '"PGPASSWORD=$POSTGRES_PASSWORD pg_dump  -U $POSTGRES_USER --clean -Ft $POSTGRES_DB"',
      "clean-on-dump",
      '"PGPASSWORD=$POSTGRES_PASSWORD pg_dump  -U $POSTGRES_USER -Ft $POSTGRES_DB"',
    ],
    ['"mongodump --archive -u $USERNAME -p $PASSWORD"', null],
    ['"tar czf /dev/stdout -C /var/lib/test backup"', null],
  ])("backup %s", (...each) => expectCase("backup", each));

  it.each<Case>([
    ["mysql -uuser -ppassword < /dev/stdin", null],
    [
      '"mysql -u root -p $MYSQL_ROOT_PASSWORD < /dev/stdin"',
      "password-space",
      '"mysql -u root -p$MYSQL_ROOT_PASSWORD < /dev/stdin"',
    ],
    [
      '"mongorestore --archive -u $USERNAME -p $PASSWORD"',
      "restore-without-drop",
      '"mongorestore --drop --archive -u $USERNAME -p $PASSWORD"',
    ],
    ['"tar xzf /dev/stdin -C /var/lib/test"', null],
  ])("restore %s", (...each) => expectCase("restore", each));

  it("restore of PostgreSQL: the misprint, and the missing --clean as a hint", () => {
    const text = '"PASSWORD=$POSTGRES_PASSWORD pg_restore  -U $POSTGRES_USER -Ft  -d $POSTGRES_DB"';
    const found = look("restore", text);
    expect(found.map(({ code, level }) => [code, level])).toEqual([
      ["wrong-password-variable", "warning"],
      ["restore-without-clean", "hint"],
    ]);
    const once = found[0]?.fix?.command ?? "";
    expect(once).toBe(text.replace("PASSWORD=", "PGPASSWORD="));
    const twice = look("restore", once)[0]?.fix?.command ?? "";
    expect(twice).toContain("pg_restore --clean --if-exists  -U $POSTGRES_USER");
    expect(look("restore", twice)).toEqual([]);
  });
});

describe("the presets' commands", () => {
  const volume = (destination: string) => ({
    type: "volume" as const,
    source: "v",
    destination,
    driver: "local",
    readOnly: false,
  });
  const files = presetFor("app", [volume("/data/it's here")]);
  it.each([...presets, ...(files ? [files] : [])])("$id has no warning", (preset) => {
    expect(look("backup", preset.backupCommand)).toEqual([]);
    expect(look("restore", preset.restoreCommand)).toEqual([]);
  });
});
