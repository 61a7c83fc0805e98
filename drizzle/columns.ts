import { bigint, timestamp } from "drizzle-orm/pg-core";

export const moment = (name: string) =>
  timestamp(name, { withTimezone: true, mode: "date", precision: 3 });

export const bytes = (name: string) => bigint(name, { mode: "number" });

export const created = moment("created").notNull().defaultNow();

export const updated = moment("updated").notNull().defaultNow();
