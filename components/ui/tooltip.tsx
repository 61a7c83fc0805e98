import { cloneElement, type ReactElement } from "react";

type Props = {
  content: string;
  /** The element that shows the hint on hover and focus. It still needs a name of its own. */
  children: ReactElement;
};

/**
 * A hint in words. Never the only place where something is said. The element only says what it is;
 * `Hints` shows it, with one popup for all: a long list of icons would else carry hundreds of them.
 */
export function Tooltip({ content, children }: Props) {
  const element = children as ReactElement<{
    "aria-label"?: string;
    "aria-description"?: string;
    "data-hint"?: string;
  }>;
  const isName = element.props["aria-label"] === content;
  return cloneElement(element, {
    "data-hint": content,
    ...(!isName && { "aria-description": content }),
  });
}
