import clsx from "clsx";
import Link from "next/link";
import type { ComponentProps } from "react";

/** A link within text: a number and the rows behind it, a name and its page. */
export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      prefetch={false}
      {...props}
      className={clsx(
        "rounded-sm underline decoration-transparent underline-offset-3 transition-colors duration-100 hover:decoration-current",
        className,
      )}
    />
  );
}
