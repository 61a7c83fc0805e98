"use client";

import { type RefObject, useEffect, useRef } from "react";
import type { FormState } from "#lib/actions/types";

/** Puts the keyboard where a refused form wants something: the first wrong field, or the password. */
export function useFocusOnFailure(state: FormState): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!state.message && !state.fields) return;
    const wanted = state.fields ? "input[aria-invalid=true]" : "input[name=password]";
    form.current?.querySelector<HTMLInputElement>(wanted)?.focus();
  }, [state]);
  return form;
}
