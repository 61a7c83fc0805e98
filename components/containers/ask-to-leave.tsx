/** Keeps somebody from leaving what a form holds unsaved, until they have said that it may go. */
export type Guard = {
  /**
   * Runs `leave` at once, or after the reader has said that unsaved changes may go. With `hold` the
   * leaving has begun already: `hold` stops it when the reader has to be asked.
   */
  ask: (leave: () => void, hold?: () => void) => void;
  setDirty: (dirty: boolean) => void;
};

let standing: Guard | null = null;

/** The guard of the page that is open, if it has one. */
export function setStandingGuard(guard: Guard | null): void {
  standing = guard;
}

/** For what stands outside of the guarded place: the command palette, a shortcut. */
export function askToLeave(leave: () => void): void {
  if (standing) standing.ask(leave);
  else leave();
}
