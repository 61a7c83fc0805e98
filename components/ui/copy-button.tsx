"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button";
import { IconButton } from "#components/ui/icon-button";

/** Puts text on the clipboard, also on plain http, where browsers offer no clipboard API. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    const from = document.activeElement;
    (from?.parentElement ?? document.body).append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (from instanceof HTMLElement) from.focus();
    return done;
  }
}

type Props = {
  /** What is copied; a function is asked at the press. */
  text: string | (() => string);
  /** Its name: "Copy id". */
  label: string;
  /** Shows the word "Copy" instead of the mark alone. */
  words?: boolean;
  className?: string;
};

export function CopyButton({ text, label, words = false, className }: Props) {
  const [copied, setCopied] = useState(false);
  async function onClick() {
    if (!(await copy(typeof text === "string" ? text : text()))) {
      toast.error("The browser did not let Holdfast copy it. Select the text and copy it by hand.");
      return;
    }
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  }
  const mark = copied ? <Check aria-hidden /> : <Copy aria-hidden />;
  if (words) {
    return (
      <Button size="sm" aria-label={label} icon={mark} onClick={onClick} className={className}>
        {copied ? "Copied" : "Copy"}
      </Button>
    );
  }
  return (
    <IconButton label={copied ? "Copied" : label} onClick={onClick} className={className}>
      {mark}
    </IconButton>
  );
}
