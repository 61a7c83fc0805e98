"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";

/** A link of a long list: its page is fetched ahead when it is pointed at, not when it scrolls by. */
export function HoverLink(props: ComponentProps<typeof Link>) {
  const [isNear, setNear] = useState(false);
  return (
    <Link
      {...props}
      prefetch={isNear}
      onMouseEnter={() => setNear(true)}
      onFocus={() => setNear(true)}
    />
  );
}
