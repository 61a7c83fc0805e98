import { expect, test } from "vitest";
import { pressKey, shortcuts } from "#components/shell/shortcut-table";

const plain = { ctrlKey: false, metaKey: false, altKey: false };
/** Presses one after the other; answers what the last one brought about. */
const press = (...keys: string[]) =>
  keys.reduce<ReturnType<typeof pressKey>>(
    ({ pending }, key) => pressKey(pending, { ...plain, key }),
    { act: null, pending: [] },
  );

test("two letters lead to a page, and only together", () => {
  expect(press("g")).toEqual({ act: null, pending: ["g"] });
  expect(press("g", "b").act).toEqual({ go: "/backups" });
  expect(press("b").act).toBeNull();
  expect(press("g", "x", "b").act).toBeNull();
  expect(press("g", "g", "o").act).toEqual({ go: "/" });
});

test("⌘ or Ctrl counts where the table says so, and is the browser's elsewhere", () => {
  expect(pressKey([], { ...plain, key: "k", metaKey: true }).act).toBe("palette");
  expect(pressKey([], { ...plain, key: "K", ctrlKey: true }).act).toBe("palette");
  expect(pressKey(["g"], { ...plain, key: "b", ctrlKey: true }).act).toBeNull();
  expect(pressKey(["g"], { ...plain, key: "b", altKey: true })).toEqual({ act: null, pending: [] });
  expect(press("?").act).toBe("help");
});

test("no two of the table begin with one another", () => {
  const all = shortcuts.filter(({ act }) => act).map(({ keys }) => `${keys.join(" ")} `);
  for (const one of all) expect(all.filter((other) => other.startsWith(one))).toEqual([one]);
});
