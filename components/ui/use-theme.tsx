"use client";

import { useSyncExternalStore } from "react";
import { readTheme, type Theme } from "#components/ui/theme";

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

/** The theme that is shown, whoever has chosen it; `first` is what the server rendered. */
export function useTheme(first: Theme): Theme {
  return useSyncExternalStore(
    subscribe,
    () => readTheme(document.documentElement.dataset.theme),
    () => first,
  );
}
