"use client";

import { useCallback, useMemo } from "react";
import { useRemembered } from "#components/ui/use-remembered";

/** Which environments are closed; this browser remembers it. */
export function useClosedGroups() {
  const [text, setText] = useRemembered("closed-environments", "[]");
  const closed = useMemo(() => new Set(readKeys(text)), [text]);
  const toggle = useCallback(
    (key: string) => {
      const next = new Set(closed);
      if (!next.delete(key)) next.add(key);
      setText(JSON.stringify([...next]));
    },
    [closed, setText],
  );
  return { closed, toggle };
}

function readKeys(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((key) => typeof key === "string") : [];
  } catch {
    return [];
  }
}
