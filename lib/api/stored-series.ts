/**
 * How many bytes were there at each of some moments and now, from sums of what was made and deleted
 * between them. A slot is how many of the moments lie before (or at) an event: 0 is before all of them.
 *
 * @param made bytes by the slot in which they were made; `died` is the slot in which they were deleted,
 *   null for what is still there
 * @returns one more than there are moments: the last is now
 */
export function storedSeries(
  made: readonly { born: number; died: number | null; size: number }[],
  moments: number,
): number[] {
  const change = new Array<number>(moments + 2).fill(0);
  const add = (at: number, size: number) => {
    change[at] = (change[at] ?? 0) + size;
  };
  for (const { born, died, size } of made) {
    add(born, size);
    if (died !== null) add(died, -size);
  }
  let sum = 0;
  return Array.from({ length: moments + 1 }, (_, at) => {
    sum += change[at] ?? 0;
    return sum;
  });
}
