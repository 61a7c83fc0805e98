import { z } from "zod";

/** What a list is sorted by. */
export type Sort<K extends string> = { by: K; descending: boolean };

/**
 * Cycle's `sort`: a field's name, with `-` before it for the other way round (`-created` is newest
 * first). `keys` are those that the list can be sorted by; `usual` is what stands without it.
 */
export function sortParam<const K extends string>(keys: readonly K[], usual: K | `-${K}`) {
  const known = keys.flatMap((key) => [key, `-${key}`]);
  return z
    .string()
    .default(usual)
    .refine((text) => known.includes(text), `This list is sorted by one of: ${known.join(", ")}.`)
    .transform(
      (text): Sort<K> => ({
        by: text.replace(/^-/, "") as K,
        descending: text.startsWith("-"),
      }),
    );
}
