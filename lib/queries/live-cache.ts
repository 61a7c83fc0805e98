import type { QueryClient } from "@tanstack/react-query";
import type { LiveEvent } from "#lib/api/live-event";
import { gather } from "#lib/queries/gather";

const askAnewMs = 3000;

/**
 * Keeps the query cache true by live events. What each of them changes is code that knows every kind of
 * query: it is loaded with the first event, so that a page need not bring it. Where it cannot be loaded
 * (a newer Holdfast serves other files by now) all that is on the screen is asked for again instead.
 */
export function createLiveCache(client: QueryClient) {
  let rules: Promise<Awaited<ReturnType<typeof loadRules>> | null> | null = null;
  // A promise keeps the order of what waits for it.
  const getRules = () => {
    rules ??= loadRules(client).catch(() => {
      rules = null;
      return null;
    });
    return rules;
  };
  const askAnew = gather<null>(askAnewMs, () => client.invalidateQueries());

  return {
    async apply(event: LiveEvent): Promise<void> {
      const loaded = await getRules();
      if (loaded) loaded.apply(event);
      else if (!goesOn(event)) askAnew("", null);
    },
    /** After the connection was lost and is back. */
    async catchUp(): Promise<void> {
      const loaded = await getRules();
      if (loaded) loaded.catchUp(client);
      else askAnew("", null);
    },
  };
}

/** What says only how far something is comes too often to ask for everything each time. */
const goesOn = ({ type }: LiveEvent) =>
  type === "log" || type === "backup.verify" || type.endsWith(".progress");

async function loadRules(client: QueryClient) {
  const { catchUp, createEventApplier } = await import("#lib/queries/apply-live-event");
  return { apply: createEventApplier(client), catchUp };
}

/** Whether it is about what surrounds every page, which comes from the server: names, and who may be here. */
export const concernsFrame = ({ type }: LiveEvent): boolean =>
  type === "hub" || type === "members" || type === "account";
