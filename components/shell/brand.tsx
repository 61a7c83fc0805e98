import Link from "next/link";
import { Logo } from "#components/shell/logo";

export function Brand() {
  return (
    <Link
      href="/"
      className="flex h-8 items-center gap-2.5 rounded-md px-2 text-lg font-[650] tracking-tight"
    >
      <Logo className="size-[18px] text-accent" />
      Holdfast
    </Link>
  );
}
