/** Shortest value that is redacted, in characters; shorter ones would blot out ordinary text. */
const shortest = 4;

const secretWords =
  /^(PASS|PASSWD|PASSPHRASE|PWD|PW|SECRETS?|TOKENS?|KEYS?|APIKEYS?|CREDENTIALS?|CREDS?|DSN|AUTH)$/;
const secretParts =
  /PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|APIKEY|PRIVATEKEY|ACCESSKEY/;
/** Words by which a name says that its value is a switch, a place or public. */
const openWords = /^(FILE|PATH|DIR|ALLOW|RANDOM|EMPTY|PUBLIC|ENABLED?|DISABLED?|TYPE|ALGORITHM)$/;
const openValues =
  /^(true|false|yes|no|on|off|null|none|undefined|enabled?|disabled?|required|optional)$/i;

/**
 * The secrets among a container's environment (`NAME=value` lines as Docker gives them), longest
 * first: values of variables named like a secret, passwords inside URLs and connection strings,
 * the lines of multi-line keys, and the forms these take in URLs, JSON and quoted shell text.
 */
export function secretValues(env: readonly string[]): string[] {
  const found = new Set<string>();
  const add = (value: string) => {
    if (value.length >= shortest && !openValues.test(value)) found.add(value);
  };
  for (const entry of env) {
    const at = entry.indexOf("=");
    if (at <= 0) continue;
    const name = entry.slice(0, at);
    const value = entry.slice(at + 1);
    if (namesSecret(name, value)) {
      add(value);
      add(value.trim());
      if (value.includes("\n")) {
        for (const line of value.split(/\r?\n/))
          if (line.length >= 16 && !/^-----/.test(line)) add(line);
      }
    }
    for (const password of embeddedPasswords(value)) add(password);
  }
  for (const secret of [...found]) for (const form of otherForms(secret)) add(form);
  return [...found].sort((a, b) => b.length - a.length);
}

/**
 * The passwords that stand in a command itself, to be kept out of its log: shells and tools print the line
 * that they could not read, and more people may read a log than a command. Variables are none.
 */
export function commandSecrets(command: string): string[] {
  const value = `"([^"$\`]+)"|'([^'$\`]+)'|([^\\s"'$\`;&|]+)`;
  const name = "(?:PASSWORD|PASSWD|PASSPHRASE|_PWD|SECRET|TOKEN)";
  const set = command.matchAll(new RegExp(`${name}\\w*=(?:${value})`, "gi"));
  const flag = command.matchAll(
    new RegExp(`\\s--(?!no-)[\\w-]*${name}[\\w-]*\\s+(?!-)(?:${value})`, "gi"),
  );
  // As MySQL's tools take it; a number there is a port.
  const short = command.matchAll(new RegExp(`\\s-p(?!\\d+\\b)(?:${value})`, "g"));
  const found = new Set(embeddedPasswords(command));
  for (const match of [...set, ...flag, ...short])
    found.add(match[1] ?? match[2] ?? match[3] ?? "");
  const secrets = [...found].filter((one) => one.length >= shortest && !openValues.test(one));
  return [...new Set(secrets.flatMap((one) => [one, ...otherForms(one)]))];
}

function namesSecret(name: string, value: string): boolean {
  if (name === "PWD" || name === "OLDPWD") return false;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toUpperCase()
    .split(/[^A-Z0-9]+/);
  if (words.some((word) => openWords.test(word))) return false;
  const secret = (word: string) => secretWords.test(word) || secretParts.test(word);
  // TOKEN_TTL=3600 is a number that is no secret; DB_PASSWORD=3600 is one.
  if (/^\d+(\.\d+)?[a-z]{0,2}$/i.test(value)) return secret(words.at(-1) ?? "");
  return words.some(secret);
}

/** `scheme://user:PASSWORD@host`, `user:PASSWORD@tcp(host)`, `host=… password=PASSWORD`. */
function embeddedPasswords(value: string): string[] {
  const urls = value.matchAll(/[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:([^\s]+?)@(?=[^@\s]*(?:\s|$))/gi);
  const sockets = value.matchAll(/^[^\s:/@]+:(\S+)@(?:tcp|unix)\(/gi);
  const pairs = value.matchAll(
    /(?:^|[\s;&?,])(?:password|passwd|pwd|secret|accountkey|sharedaccesskey)\s*=\s*(?:'([^']*)'|"([^"]*)"|([^\s;&,'"]+))/gi,
  );
  const found: string[] = [];
  for (const match of [...urls, ...sockets, ...pairs]) {
    const password = match[1] ?? match[2] ?? match[3] ?? "";
    found.push(password, decoded(password));
  }
  return found;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function otherForms(secret: string): string[] {
  // A lone surrogate cannot be encoded for a URL; Docker's JSON can carry one.
  const url = secret.isWellFormed() ? encodeURIComponent(secret) : secret;
  return [
    url,
    url.replaceAll("%20", "+"),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll("'", `'\\''`),
    secret.replace(/["$`\\]/g, "\\$&"),
  ];
}
