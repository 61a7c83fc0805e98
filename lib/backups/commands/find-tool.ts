import type { ShellWord, SimpleCommand } from "#lib/backups/commands/shell-words";

/** The program that a simple command runs, behind `NAME=value`, `exec`, `gosu postgres` and such. */
export type Tool = { name: string; word: ShellWord; args: ShellWord[]; assignments: ShellWord[] };

const keywords = new Set(["if", "then", "else", "elif", "do", "while", "until", "!", "{", "time"]);
const launchers = new Set(
  "exec env nice ionice nohup command timeout gosu su-exec sudo setpriv chpst runuser stdbuf".split(
    " ",
  ),
);
const known = new Set(
  "mysql mysqldump mysqladmin mysqlimport mariadb mariadb-dump mariadb-admin psql pg_dump pg_dumpall pg_restore pg_basebackup createdb dropdb mongodump mongorestore redis-cli tar".split(
    " ",
  ),
);
const assignment = /^[A-Za-z_][A-Za-z0-9_]*=/;

/** Finds the program of a simple command; null when it holds only assignments or redirects. */
export function findTool(command: SimpleCommand): Tool | null {
  const words = [...command.words];
  const assignments: ShellWord[] = [];
  let launched = false;
  for (let word = words.shift(); word; word = words.shift()) {
    const name = baseName(word.value);
    if (assignment.test(word.value)) assignments.push(word);
    else if (launchers.has(name)) launched = true;
    else if (launched && !known.has(name) && words.some((next) => known.has(baseName(next.value))))
      continue; // a launcher's own option or value
    else if (!keywords.has(name)) return { name, word, args: words, assignments };
  }
  return null;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
