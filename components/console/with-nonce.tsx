/**
 * Does something with the document such that a style sheet made with it meanwhile carries the page's
 * nonce: xterm writes its colours and measures into three, and the page's Content-Security-Policy
 * lets such in by the nonce alone. Its own `documentOverride` does not reach all of them (6.0).
 */
export function withNonce(page: Document, work: () => void): void {
  const nonce = page.querySelector<HTMLElement>("script[nonce]")?.nonce;
  if (!nonce) {
    work();
    return;
  }
  const createElement = page.createElement.bind(page);
  page.createElement = (tag: string, options?: ElementCreationOptions) => {
    const element = createElement(tag, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
  try {
    work();
  } finally {
    // The document's own method stands behind ours.
    Reflect.deleteProperty(page, "createElement");
  }
}
