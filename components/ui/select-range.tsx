export type Selection = {
  chosen: ReadonlySet<string>;
  /** The one that was last chosen or let go by itself: Shift goes from there. */
  anchor: string | null;
};

export const nothingSelected: Selection = { chosen: new Set(), anchor: null };

/**
 * Chooses a row or lets it go; with `range` all between the last one and it, whichever way, get the
 * state that it gets.
 *
 * @param order the rows' ids as they stand on the page
 */
export function selectRow(
  { chosen, anchor }: Selection,
  order: readonly string[],
  id: string,
  range: boolean,
): Selection {
  const on = !chosen.has(id);
  const [from, to] = [anchor === null ? -1 : order.indexOf(anchor), order.indexOf(id)];
  const ids =
    range && from >= 0 && to >= 0 ? order.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
  return { chosen: withRows(chosen, ids, on), anchor: id };
}

/** Chooses or lets go many at once. */
export function selectRows({ chosen }: Selection, ids: readonly string[], on: boolean): Selection {
  return { chosen: withRows(chosen, ids, on), anchor: null };
}

function withRows(chosen: ReadonlySet<string>, ids: readonly string[], on: boolean) {
  const next = new Set(chosen);
  for (const id of ids) {
    if (on) next.add(id);
    else next.delete(id);
  }
  return next;
}
