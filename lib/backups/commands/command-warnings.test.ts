import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandWarnings } from "#lib/backups/commands/command-warnings";

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

describe("variables", () => {
  it.each<Case>([
    ["mysqldump -p$PW db", "unsubstituted-variable", '"mysqldump -p$PW db"'],
    ["mysqldump -p${PW} db", "unsubstituted-variable", '"mysqldump -p${PW} db"'],
    ['mysqldump "-p$PW" db', "unsubstituted-variable", '"mysqldump \\"-p$PW\\" db"'],
    ["mysqldump -p$(cat /run/pw)", "unsubstituted-variable", '"mysqldump -p$(cat /run/pw)"'],
    ["mysqldump -p`cat /run/pw`", "unsubstituted-variable", '"mysqldump -p`cat /run/pw`"'],
    ["mysqldump -p$PW | cat", "unsubstituted-variable", '"mysqldump -p$PW | cat"'],
    ["mysqldump -p'$PW' db", null],
    ["mysqldump -p\\$PW db", null],
    ["mysqldump -pab$ db", null],
    ["psql -c 'select $1' -p5", null],
    ["sh -c 'mysqldump -p$PW db'", null],
    ['bash -c "mysqldump -p$PW db"', null],
    [
      "\"mysqldump -p'$PW' -h '${HOST}' db\"",
      "single-quoted-variable",
      '"mysqldump -p\\"$PW\\" -h \\"${HOST}\\" db"',
    ],
    ["\"dump | awk '{ print $1 }'\"", null],
    ["\"dump --eval 'x.$set'\"", null],
  ])("%s", (...each) => expectCase("backup", each));
});

describe("quotes", () => {
  it.each<Case>([
    ["“mysqldump -p$PW”", "curly-quotes", '"mysqldump -p$PW"'],
    ['"mysqldump -p"$PW" db"', "early-quote", '"mysqldump -p\\"$PW\\" db"'],
    ['"psql -c "select 1""', "early-quote", '"psql -c \\"select 1\\""'],
    ['"/opt/my tool" --all "a b"', null],
    ['"a b" && "c d"', null],
    ['"echo \'a"', "open-quote", null],
    ['"echo \\"a"', "open-quote", null],
    ['"pg_dump db # don\'t"', null],
    ['"X=$(echo \\"it\'s\\"); pg_dump $X"', null],
  ])("%s", (...each) => expectCase("backup", each));
});

describe("passwords", () => {
  it.each<Case>([
    ['"mysqldump -u root -p $PW db"', "password-space", '"mysqldump -u root -p$PW db"'],
    ['"mariadb-dump -p \\"$PW\\" db"', "password-space", '"mariadb-dump -p\\"$PW\\" db"'],
    ['"exec mysqldump -p ${PW} db"', "password-space", '"exec mysqldump -p${PW} db"'],
    [
      '"/usr/bin/mysqldump --password $PW db"',
      "password-space",
      '"/usr/bin/mysqldump --password=$PW db"',
    ],
    ["mysqldump -u root -p db", "password-prompt", null],
    ["mysqldump -u root -p", "password-prompt", null],
    ["mysqldump -u root -psecret db", null],
    ['"mongodump --archive -p $PW"', null],
    ['"psql -p $PORT -c x"', null],
    ['"PASSWORD=$P pg_dump db"', "wrong-password-variable", '"PGPASSWORD=$P pg_dump db"'],
    ["PASSWORD=x pg_dump db", "wrong-password-variable", "PGPASSWORD=x pg_dump db"],
    ['"env PASSWORD=$P pg_dump db"', "wrong-password-variable", '"env PGPASSWORD=$P pg_dump db"'],
    [
      '"export POSTGRES_PASSWORD=$P; pg_dump db"',
      "wrong-password-variable",
      '"export PGPASSWORD=$P; pg_dump db"',
    ],
    ['"PASSWORD=$P my-dump db"', null],
    ['"PGPASSWORD=$PASSWORD pg_dump db"', null],
  ])("%s", (...each) => expectCase("backup", each));
});

describe("pg_dump and pg_restore", () => {
  it.each<Case>([
    ["pg_dump -Ft --clean --if-exists db", "clean-on-dump", "pg_dump -Ft db"],
    ["pg_dump -c -Fc db", "clean-on-dump", "pg_dump -Fc db"],
    ["pg_dump -cFt db", "clean-on-dump", "pg_dump -Ft db"],
    ["pg_dump --format=custom -cO db", "clean-on-dump", "pg_dump --format=custom -O db"],
    ["pg_dump --clean db", null],
    ["pg_dump -Fp -c db", null],
    ["pg_dump -Ft -U c db", null],
    ["pg_dump -Ft -Uc db", null],
  ])("%s", (...each) => expectCase("backup", each));
  it.each<Case>([
    ["pg_restore -d db", "restore-without-clean", "pg_restore --clean --if-exists -d db"],
    ["pg_restore -d db -c", null],
    ["pg_restore -d db -a", null],
    ["pg_restore --clean -d db", null],
    ["mongorestore --archive", "restore-without-drop", "mongorestore --drop --archive"],
    ["mongorestore --archive --drop", null],
  ])("%s", (...each) => expectCase("restore", each));
});

describe("a backup that does not write to stdout", () => {
  it.each<Case>([
    ["mysqldump db > /tmp/db.sql", "writes-to-file", "mysqldump db"],
    ['"mysqldump db > /tmp/$(date +%F).sql"', "writes-to-file", '"mysqldump db"'],
    ["mysqldump db >> db.sql", "writes-to-file", "mysqldump db"],
    ["mysqldump db | gzip > db.gz", "writes-to-file", "mysqldump db | gzip"],
    ["mysqldump db > /dev/stdout", null],
    ["mysqldump db >&2", null],
    ["mysqldump db 2> /tmp/err", null],
    ["mysqldump db > /tmp/x && cat /tmp/x", null],
    ["mysqldump db > /tmp/x; echo done", "writes-to-file", "mysqldump db; echo done"],
    ["mysqldump db -r /tmp/x", "writes-to-file", "mysqldump db"],
    ["mysqldump --result-file=x db", "writes-to-file", "mysqldump db"],
    ["mysqldump --result-file x db", "writes-to-file", "mysqldump db"],
    ["mysqldump -vr x db", "writes-to-file", "mysqldump -v db"],
    ["mysqldump --tab=/tmp db", "writes-to-file", null],
    ["pg_dump -f x.sql db", "writes-to-file", "pg_dump db"],
    ["pg_dump -fx.sql db", "writes-to-file", "pg_dump db"],
    ["pg_dump --file=x -Fc db", "writes-to-file", "pg_dump -Fc db"],
    ["pg_dump -Fd -f dir db", "writes-to-file", null],
    ["pg_dumpall -f x", "writes-to-file", "pg_dumpall"],
    ["pg_dumpall -l f", null],
    ["pg_basebackup -D /x", "writes-to-file", null],
    ["pg_basebackup -D - -Ft -X fetch", null],
    ["mongodump", "writes-to-file", "mongodump --archive"],
    ["mongodump --out /b", "writes-to-file", "mongodump --archive"],
    ["mongodump -o /b -d x", "writes-to-file", "mongodump --archive -d x"],
    ["mongodump --archive=/b.gz --gzip", "writes-to-file", "mongodump --archive --gzip"],
    ["mongodump -d a -c b -o -", null],
    ["tar czf /tmp/a.tgz /data", "writes-to-file", "tar czf - /data"],
    ["tar -czf /tmp/a.tgz /data", "writes-to-file", "tar -czf - /data"],
    ["tar -cz --file=/tmp/a.tgz /data", "writes-to-file", "tar -cz --file=- /data"],
    ["tar cCf /data a.tar .", "writes-to-file", "tar cCf /data - ."],
    ["tar cfC - /data .", null],
    ["tar -C /data -cf- .", null],
    ["tar -c -z -C /f x", null],
    ["cd /data && tar czf a.tgz .", "writes-to-file", "cd /data && tar czf - ."],
    ["tar czf /tmp/a.tgz /data && cat /tmp/a.tgz", null],
    ["tar czf /tmp/a.tgz /data && rm -rf /tmp/x", "writes-to-file"],
    ["redis-cli --rdb /tmp/d.rdb", "writes-to-file", "redis-cli --rdb -"],
    ["redis-cli --rdb -", null],
    ["redis-cli --rdb /tmp/d.rdb > /dev/null && cat /tmp/d.rdb", null],
    ["/opt/backup.sh", null],
    ["mysqldump db 2>&1", "stderr-in-backup", "mysqldump db"],
    ["mysqldump db 2>&1 | gzip", "stderr-in-backup", "mysqldump db | gzip"],
    ["redis-cli save > /dev/null 2>&1; cat /data/dump.rdb", null],
    ["echo start >&2; mysqldump db", null],
  ])("%s", (...each) => expectCase("backup", each));
});

describe("a restore that does not read stdin", () => {
  it.each<Case>([
    ["tar xzf /tmp/a.tgz", "reads-from-file", "tar xzf -"],
    ["tar xf - -C /data", null],
    ["tar -x -C /data", null],
    ["mysql db < dump.sql", "reads-from-file", "mysql db"],
    ["mysql db < /dev/stdin", null],
    ["psql -f dump.sql db", "reads-from-file", "psql db"],
    ["psql -f - db", null],
    ["mongorestore --drop", "reads-from-file", "mongorestore --archive --drop"],
    ["mongorestore --drop --archive=/x", "reads-from-file", "mongorestore --drop --archive"],
    ["cat > /tmp/x && mysql db < /tmp/x", null],
    ["tar xf - -C /tmp/d && mongorestore --drop /tmp/d", null],
    ["gunzip | mysql db", null],
    ["cat > /var/lib/x/dump.rdb", null],
    ["tar cf /tmp/before.tar /data && tar xf - -C /data", null],
  ])("%s", (...each) => expectCase("restore", each));
});

describe("inside sh -c", () => {
  it("looks at the inner script, without a fix", () => {
    expect(look("backup", "sh -c 'mysqldump -p $PW db > /tmp/x'")).toMatchObject([
      { code: "password-space", fix: null },
      { code: "writes-to-file", fix: null },
    ]);
  });
});

it("never throws, and a fix never brings its own warning back", () => {
  const piece = fc.constantFrom(
    ..."mysqldump|mysql|pg_dump|pg_restore|mongodump|mongorestore|tar|-p|$PW|--clean|-c|-Ft|czf|>|/tmp/x|'|\"|\\|&&|;| | |2>&1|--drop|--archive|PASSWORD=|(|)|`|#|-f|sh -c|\n".split(
      "|",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), fc.boolean(), (pieces, backup) => {
      const text = pieces.join(" ");
      for (const { code, fix } of look(backup ? "backup" : "restore", text)) {
        if (code === "unsubstituted-variable" && fix) {
          expect(look("backup", fix.command).map((each) => each.code)).not.toContain(code);
        }
      }
    }),
    { numRuns: 3000 },
  );
});
