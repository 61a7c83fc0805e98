import bowser from "bowser";

/** A browser's or script's own words for itself, said plainly: "Firefox on Linux". */
export function deviceOf(userAgent: string): string {
  if (userAgent === "") return "Something that did not say what it is";
  const { browser, os } = bowser.parse(userAgent);
  const words = [browser.name, os.name].filter(Boolean).join(" on ");
  // What is not known says its name first: "curl/8.5.0", "python-requests/2.32".
  return words || (userAgent.split(/[\s/]/)[0] ?? userAgent).slice(0, 60);
}
