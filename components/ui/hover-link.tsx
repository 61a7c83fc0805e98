"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";

type Props = ComponentProps<typeof Link> & {
  /** Fetched with the page: the first of a list brings the code that the others' pages need too. */
  ahead?: boolean;
};

/** A link of a long list: its page is fetched ahead when it is pointed at, not when it scrolls by. */
export function HoverLink({ ahead = false, ...props }: Props) {
  const [isNear, setNear] = useState(false);
  return (
    <Link
      {...props}
      prefetch={isNear || ahead}
      onMouseEnter={() => setNear(true)}
      onFocus={() => setNear(true)}
    />
  );
}
