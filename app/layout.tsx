import { CSPProvider } from "@base-ui/react/csp-provider";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { Hints } from "#components/ui/hints";
import { readTheme, themeCookie } from "#components/ui/theme";
import { isDemo } from "#lib/api/is-demo";
import "./globals.css";

export function generateMetadata(): Metadata {
  const name = isDemo() ? "Holdfast demo" : "Holdfast";
  return {
    title: { default: name, template: `%s · ${name}` },
    description: "Backups of stateful Docker containers.",
    icons: { icon: "/logo.svg" },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafafa" },
    { media: "(prefers-color-scheme: dark)", color: "#0c0f11" },
  ],
};

/** The theme is the reader's cookie, set on `<html>` by the server, so that no script has to run first. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get(themeCookie)?.value);
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html
      lang="en"
      data-theme={theme === "system" ? undefined : theme}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      suppressHydrationWarning
    >
      <body>
        <CSPProvider nonce={nonce}>
          {children}
          <Hints />
        </CSPProvider>
      </body>
    </html>
  );
}
