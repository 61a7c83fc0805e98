import { readFileSync } from "node:fs";

const { version } = JSON.parse(
  readFileSync(new URL("./package.json", import.meta.url), { encoding: "utf8" }),
);

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Written into the build.
  env: { HOLDFAST_VERSION: version },
  // `npm test` checks the types, of the tests too; a first start need not wait for that.
  typescript: { ignoreBuildErrors: true },
  // Pages and API answers get theirs in proxy.ts; these are for the files beside them.
  headers: async () => [
    {
      source: "/:path(_next/static/.*|logo.svg)",
      headers: [{ key: "X-Content-Type-Options", value: "nosniff" }],
    },
  ],
  experimental: {
    // Fewer and larger files: a file of its own for every few kilobytes that two pages share costs each of
    // them a request, and compresses worse. In bytes before minifying.
    turbopackChunking: { minChunkSize: 200_000 },
  },
  // Native modules, or with such inside: they are loaded at run time, not bundled.
  serverExternalPackages: ["@node-rs/argon2", "dockerode"],
};

export default config;
