"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { loadPart } from "#components/ui/load-part";

/** What places a popup is no small part of a page: it is loaded with the first hint. */
const HintPopup = dynamic(() =>
  loadPart(() => import("#components/ui/hint-popup").then((file) => file.HintPopup)),
);

const hoverMs = 350;
/** Not that of a button whose menu is open: it would lie over the menu. */
const hinted = "[data-hint]:not([data-popup-open])";

/** Shows the hint of whatever is hovered or focused; stands once in the page. */
export function Hints() {
  const [anchor, setAnchor] = useState<Element | null>(null);
  useEffect(() => {
    let pending: ReturnType<typeof setTimeout> | undefined;
    let at: Element | null = null;
    const show = (element: Element | null, delayMs: number) => {
      if (element === at) return;
      at = element;
      clearTimeout(pending);
      if (element === null) setAnchor(null);
      else pending = setTimeout(() => setAnchor(element), delayMs);
    };
    const hide = () => show(null, 0);
    const onOver = ({ target, pointerType }: PointerEvent) => {
      // The hint itself can be pointed at, and read with a magnifier.
      if (pointerType === "touch" || !(target instanceof Element)) return;
      if (!target.closest("[data-hint-popup]")) show(target.closest(hinted), hoverMs);
    };
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof Element && target.matches(`${hinted}:focus-visible`)) show(target, 0);
    };
    const onKey = ({ key }: KeyboardEvent) => key === "Escape" && hide();
    const listeners = new AbortController();
    const { signal } = listeners;
    document.addEventListener("pointerover", onOver, { signal });
    document.addEventListener("focusin", onFocus, { signal });
    document.addEventListener("focusout", hide, { signal });
    document.addEventListener("pointerdown", hide, { signal });
    document.addEventListener("keydown", onKey, { signal, capture: true });
    document.documentElement.addEventListener("pointerleave", hide, { signal });
    return () => {
      clearTimeout(pending);
      listeners.abort();
    };
  }, []);
  return anchor && <HintPopup anchor={anchor} />;
}
