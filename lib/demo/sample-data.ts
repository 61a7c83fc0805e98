import { createCipheriv, createHash } from "node:crypto";

/** A file of a sample, by its path in the container. */
export type SampleFile = { path: string; bytes: Buffer };

const day = 86_400_000;

/** Bytes that look random and are always the same for one name. */
export function noise(name: string, length: number): Buffer {
  const key = createHash("sha256").update(name).digest();
  const cipher = createCipheriv("aes-128-ctr", key.subarray(0, 16), key.subarray(16));
  return cipher.update(Buffer.alloc(length));
}

/** A number from 0 up to 1 that is always the same for one name. */
export function chance(name: string): number {
  return noise(name, 4).readUInt32BE() / 2 ** 32;
}

/** SQL text of that many rows; with more of them the first ones stay the same. */
export function sqlText(table: string, columns: string, rows: number, first: Date): Buffer {
  const words = noise(table, 16).toString("hex").match(/.{4}/g) ?? [];
  const lines = Array.from({ length: rows }, (_, at) => {
    const n = at + 1;
    const hash = Math.imul(n, 2654435761) >>> 0;
    const when = new Date(first.getTime() + n * (day / 40)).toISOString().slice(0, 19);
    const word = words[hash % words.length];
    return `INSERT INTO ${table} VALUES (${n}, '${word}-${hash.toString(16)}', ${(hash % 90_000) / 100}, '${when}');`;
  });
  return Buffer.from(
    `-- ${rows} rows\nDROP TABLE IF EXISTS ${table};\nCREATE TABLE ${table} (${columns});\n${lines.join("\n")}\n`,
  );
}

/** A dump as Redis begins its own, with that many keys. */
export function redisDump(name: string, keys: number): Buffer {
  const entries = Array.from({ length: keys }, (_, at) =>
    Buffer.concat([
      Buffer.from(`session:${at.toString(36).padStart(6, "0")} `),
      noise(`${name} ${at % 97}`, 24),
    ]),
  );
  return Buffer.concat([Buffer.from("REDIS0012"), ...entries, Buffer.from([0xff])]);
}

/** Pictures and such, which do not compress: `count` files of about `kilobytes` each. */
export function binaries(
  folder: string,
  about: { count: number; kilobytes: number; ending: string },
): SampleFile[] {
  return Array.from({ length: about.count }, (_, at) => {
    const path = `${folder}/${String(at + 1).padStart(4, "0")}.${about.ending}`;
    const length = Math.round(about.kilobytes * 1024 * (0.5 + chance(path)));
    return { path, bytes: noise(path, length) };
  });
}

/** Pages of text. */
export function pages(folder: string, count: number): SampleFile[] {
  const lines = [
    "Ask in the channel before you change this page.",
    "What was decided stands at the end.",
    "The steps below were last tried in spring.",
    "See also the page on restores.",
  ];
  return Array.from({ length: count }, (_, at) => {
    const path = `${folder}/page-${String(at + 1).padStart(3, "0")}.md`;
    const body = Array.from(
      { length: 20 + Math.floor(chance(path) * 60) },
      (_, line) => lines[Math.floor(chance(`${path} ${line}`) * lines.length)],
    );
    return { path, bytes: Buffer.from(`# Page ${at + 1}\n\n${body.join("\n")}\n`) };
  });
}
