import { type InfiniteData, QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import type { BackupDto } from "#lib/api/backup-dto";
import { type BackupsPage, backupsKey } from "#lib/queries/backups";
import { patchBackups, renewBackups } from "#lib/queries/patch-backups";

const row = (minute: number, state = "live") =>
  ({
    id: `b${minute}`,
    state: { current: state },
    events: { created: `2026-11-23T10:${String(minute).padStart(2, "0")}:00Z` },
  }) as BackupDto;

function listOf(pages: number[][], hasMore = true) {
  const client = new QueryClient();
  client.setQueryData<InfiniteData<BackupsPage, string | null>>(backupsKey("c"), {
    pages: pages.map((minutes, index) => ({
      data: minutes.map((minute) => row(minute)),
      total: 10,
      next_cursor: hasMore || index < pages.length - 1 ? `after-${index}` : null,
    })),
    pageParams: pages.map((_, index) => (index === 0 ? null : `after-${index - 1}`)),
  });
  return {
    client,
    read: () =>
      client.getQueryData<InfiniteData<BackupsPage, string | null>>(backupsKey("c"))?.pages ?? [],
    patch: (
      patches: [
        string,
        Parameters<typeof patchBackups>[2] extends ReadonlyMap<string, infer P> ? P : never,
      ][],
    ) => patchBackups(client, "c", new Map(patches)),
  };
}
const ids = (pages: BackupsPage[]) => pages.map(({ data }) => data.map(({ id }) => id));

test("changes the one row and leaves untouched pages as they are", () => {
  const { read, patch } = listOf([
    [9, 8],
    [7, 6],
  ]);
  const before = read()[0];
  patch([["b7", (old) => ({ ...old, pinned: true })]]);
  expect(read()[1]?.data[0]?.pinned).toBe(true);
  expect(read()[0]?.data).toBe(before?.data);
});

test("puts a new row where its time belongs and counts it", () => {
  const { read, patch } = listOf([
    [9, 7],
    [5, 3],
  ]);
  patch([
    ["b10", row(10)],
    ["b6", row(6)],
  ]);
  expect(ids(read())).toEqual([
    ["b10", "b9", "b7"],
    ["b6", "b5", "b3"],
  ]);
  expect(read().map(({ total }) => total)).toEqual([12, 12]);
});

test("leaves a row that is older than all loaded ones to its own page", () => {
  const { read, patch } = listOf([[9, 8]]);
  patch([["b1", row(1)]]);
  expect(ids(read())).toEqual([["b9", "b8"]]);
});

test("takes the oldest row in when nothing more is to come", () => {
  const { read, patch } = listOf([[9, 8]], false);
  patch([["b1", row(1)]]);
  expect(ids(read())).toEqual([["b9", "b8", "b1"]]);
});

test("removes rows that are gone, once", () => {
  const { read, patch } = listOf([[9, 8], [7]]);
  patch([
    ["b9", null],
    ["b7", null],
    ["unknown", null],
  ]);
  expect(ids(read())).toEqual([["b8"], []]);
  expect(read()[0]?.total).toBe(8);
});

test("does not bring back what was deleted", () => {
  const { read, patch } = listOf([[9]]);
  patch([["b10", row(10, "deleted")]]);
  expect(ids(read())).toEqual([["b9"]]);
});

test("renewing keeps only the first page", () => {
  const { client, read } = listOf([[9], [8], [7]]);
  renewBackups(client);
  expect(ids(read())).toEqual([["b9"]]);
});
