"use client";

import { useEffect, useState } from "react";

/** A value once it has stayed as it is for `waitMs`: what is typed is not acted on letter by letter. */
export function useSettled<T extends string>(value: T, waitMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), waitMs);
    return () => clearTimeout(timer);
  }, [value, waitMs]);
  return settled;
}
