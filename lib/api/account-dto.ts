export type AccountDto = { id: string; name: string; email: string };

/** A browser or script that is signed in with the account. */
export type SessionDto = {
  id: string;
  /** In plain words: "Firefox on Linux". */
  device: string;
  /** As it called itself. */
  user_agent: string;
  created: string;
  /** True to a few minutes. */
  last_seen: string;
  /** The one that asks. */
  current: boolean;
};
