import { sql } from "drizzle-orm";
import {
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { created, moment, updated } from "#drizzle/columns";
import type { HubSettings } from "#lib/hubs/types";

export const hubs = pgTable("hubs", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  /** What a person has changed; `hubSettings` says what stands for the rest. */
  settings: jsonb("settings").$type<Partial<HubSettings>>().notNull().default({}),
  created,
  updated,
});

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    /** Argon2id, PHC string. */
    passwordHash: text("password_hash").notNull(),
    /** Sessions carry this number; raising it ends all of them at once. */
    sessionEpoch: integer("session_epoch").notNull().default(0),
    /** When it last used Holdfast, true to a few minutes; null before the first time. */
    lastSeen: moment("last_seen"),
    created,
    updated,
  },
  (t) => [uniqueIndex("users_email").on(sql`lower(${t.email})`)],
);

export const memberships = pgTable(
  "memberships",
  {
    hubId: uuid("hub_id")
      .notNull()
      .references(() => hubs.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    role: text("role", {
      enum: ["owner", "admin", "devops", "developer", "consultant", "analyst"],
    }).notNull(),
    created,
  },
  (t) => [primaryKey({ columns: [t.hubId, t.userId] })],
);

/** A browser or script that is signed in; its token names this row and is worth nothing without it. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** As it called itself when it signed in, cut to 300 characters. */
    userAgent: text("user_agent").notNull().default(""),
    created,
    /** When it was last used, true to a few minutes. */
    lastSeen: moment("last_seen").notNull().defaultNow(),
    /** Moves on with each use. */
    expires: moment("expires").notNull(),
  },
  (t) => [index("sessions_user").on(t.userId), index("sessions_expires").on(t.expires)],
);

/** One-time links to become a member; only the SHA-256 of the token is kept. A used one is no more. */
export const invites = pgTable(
  "invites",
  {
    id: uuid("id").primaryKey(),
    hubId: uuid("hub_id")
      .notNull()
      .references(() => hubs.id),
    /** The only account that it is good for. */
    email: text("email").notNull(),
    role: text("role", {
      enum: ["owner", "admin", "devops", "developer", "consultant", "analyst"],
    }).notNull(),
    tokenHash: text("token_hash").notNull(),
    creatorId: uuid("creator_id").notNull(),
    /** The person's name at the time. */
    creator: text("creator").notNull(),
    created,
    expires: moment("expires").notNull(),
  },
  (t) => [
    uniqueIndex("invites_token").on(t.tokenHash),
    uniqueIndex("invites_email").on(t.hubId, sql`lower(${t.email})`),
  ],
);

/** One-time links to claim a fresh install; only the SHA-256 of the token is kept. */
export const setupLinks = pgTable("setup_links", {
  tokenHash: text("token_hash").primaryKey(),
  created,
  expires: moment("expires").notNull(),
});
