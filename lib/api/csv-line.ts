// What a spreadsheet takes for a formula, also behind blanks, a tab or the end of a line.
const formula = /^\s*[=+\-@\t\r\n|%＝＋－＠]/u;

/**
 * Values as one line of CSV (RFC 4180), each in quotes. One that a spreadsheet would run as a formula
 * gets an apostrophe before it: people name things as they like, and others open the file.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvLine(values: readonly string[]): string {
  const cells = values.map((value) => {
    const harmless = formula.test(value) ? `'${value}` : value;
    return `"${harmless.replaceAll('"', '""')}"`;
  });
  return `${cells.join(",")}\r\n`;
}
