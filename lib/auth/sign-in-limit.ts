import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { Refusal } from "#lib/hubs/refusal";

const quarterHour = 15 * 60;

export type SignInLimit = {
  /** Counts a try, before its password is looked at. Throws Refusal while there were too many. */
  take(who: { email: string; address: string | null }): Promise<void>;
  /** The password was right: the try does not count. */
  giveBack(who: { email: string; address: string | null }): Promise<void>;
};

/**
 * Holds off who guesses passwords, whether or not the account exists. From a known address: 5 wrong
 * tries per account and 50 in all, each in 15 minutes, and 100 per account from everywhere. Without
 * one, where every visitor looks alike: 10 per account in 15 minutes. And 600 a minute from all known
 * addresses, 120 without them, which bounds the processor time that guessing takes. Counted in this
 * process's memory.
 */
export function createSignInLimit(): SignInLimit {
  const counter = (points: number, duration: number) => new RateLimiterMemory({ points, duration });
  const everyone = counter(600, 60);
  const all = counter(120, 60);
  const perAddress = counter(50, quarterHour);
  const perAccount = counter(100, quarterHour);
  const perPair = counter(5, quarterHour);
  const perBlindAccount = counter(10, quarterHour);
  const countersOf = ({ email, address }: { email: string; address: string | null }) => {
    const account = email.toLowerCase();
    return address === null
      ? { shared: [[all, "all"] as const], own: [perBlindAccount, account] as const }
      : {
          shared: [
            [perAddress, address] as const,
            [perAccount, account] as const,
            [everyone, "all"] as const,
          ],
          own: [perPair, JSON.stringify([account, address])] as const,
        };
  };
  return {
    take: async (who) => {
      const { shared, own } = countersOf(who);
      try {
        // Who is held off anyway leaves no new name in memory.
        for (const [counted, key] of shared) await refuseWhileFull(counted, key);
        // Counted before the password is checked: a hundred tries at once are a hundred tries. The
        // narrow one comes first, so that a blocked account uses up nothing of what others share.
        for (const [counted, key] of [own, ...shared]) await counted.consume(key);
      } catch (error) {
        if (error instanceof RateLimiterRes) throw tooMany(error.msBeforeNext);
        throw error;
      }
    },
    giveBack: async (who) => {
      const { shared, own } = countersOf(who);
      await own[0].delete(own[1]);
      for (const [counted, key] of shared) await counted.reward(key);
    },
  };
}

async function refuseWhileFull(counted: RateLimiterMemory, key: string): Promise<void> {
  const now = await counted.get(key);
  if (now && now.consumedPoints >= counted.points) throw now;
}

function tooMany(waitMs: number): Refusal {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  const wait = minutes === 1 ? "1 minute" : `${minutes} minutes`;
  return new Refusal("invalid-state", `Too many attempts. Try again in ${wait}.`);
}
