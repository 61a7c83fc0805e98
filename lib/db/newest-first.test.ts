import { sql } from "drizzle-orm";
import { getTableConfig, PgDialect } from "drizzle-orm/pg-core";
import { describe, expect, it } from "vitest";
import { activity } from "#drizzle/activity";
import { backups } from "#drizzle/backups";
import { newestFirst, oldestFirst } from "#lib/db/newest-first";

describe("newestFirst", () => {
  it.each([
    ["backups_list", backups],
    ["activity_list", activity],
  ])("is the very order of %s, so that a page reads the index", (name, table) => {
    const index = getTableConfig(table).indexes.find((one) => one.config.name === name);
    const ends = index?.config.columns.slice(-2).map((column) => {
      const { name, indexConfig } = { indexConfig: undefined, name: "", ...column };
      return `"${name}" ${indexConfig?.order} nulls ${indexConfig?.nulls}`;
    });
    const asked = new PgDialect().sqlToQuery(sql.join(newestFirst(table), sql`, `)).sql;
    expect(asked.replaceAll(/"\w+"\./g, "")).toBe(ends?.join(", "));
    const back = new PgDialect().sqlToQuery(sql.join(oldestFirst(table), sql`, `)).sql;
    expect(back).toBe(asked.replaceAll("desc nulls last", "asc nulls first"));
  });
});
