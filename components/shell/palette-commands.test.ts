import { expect, test } from "vitest";
import {
  addRecent,
  type CommandGroup,
  findCommands,
  readRecent,
} from "#components/shell/palette-commands";

const command = (id: string, label = id, detail?: string) => ({
  ...{ id, label, detail, icon: null, run: () => {} },
});
const groups: CommandGroup[] = [
  {
    value: "Containers",
    items: [
      command("c1", "my-orders", "shop"),
      command("c2", "orders-db", "shop"),
      command("c3", "wiki", "books"),
    ],
  },
  { value: "Pages", items: [command("p1", "Overview"), command("p2", "Backups")] },
];
const ids = (found: CommandGroup[]) =>
  found.map(({ value, items }) => [value, ...items.map(({ id }) => id)]);

test("every word has to be there, in the name or beside it; what begins so comes first", () => {
  expect(ids(findCommands(groups, " ORDERS", []))).toEqual([["Containers", "c2", "c1"]]);
  expect(ids(findCommands(groups, "shop db", []))).toEqual([["Containers", "c2"]]);
  expect(findCommands(groups, "nothing like it", [])).toEqual([]);
});

test("without a query what was chosen lately comes first, and not twice; what is gone is left out", () => {
  expect(ids(findCommands(groups, "", ["p2", "gone", "c3"]))).toEqual([
    ["Recent", "p2", "c3"],
    ["Containers", "c1", "c2"],
    ["Pages", "p1"],
  ]);
});

test("of thousands only the first are drawn", () => {
  const many = [{ value: "All", items: Array.from({ length: 5000 }, (_, n) => command(`n${n}`)) }];
  expect(findCommands(many, "n", [])[0]?.items).toHaveLength(10);
});

test("the newest choice is first, and only a few are kept", () => {
  expect(addRecent(["a", "b", "c", "d", "e"], "c")).toEqual(["c", "a", "b", "d", "e"]);
  expect(addRecent(["a", "b", "c", "d", "e"], "f")).toEqual(["f", "a", "b", "c", "d"]);
  expect(readRecent('["a",1,"b"]')).toEqual(["a", "b"]);
  for (const broken of [null, "", "{", '"a"']) expect(readRecent(broken)).toEqual([]);
});
