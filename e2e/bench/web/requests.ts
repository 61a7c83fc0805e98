import type { Page, Request } from "@playwright/test";

type Span = { start: number; end: number };

/** Of what cannot have waited for one another: the longest chain in which each began after the one before had ended. */
export function depthOf(spans: Span[]): number {
  const byEnd = [...spans].sort((a, b) => a.end - b.end);
  const depths: number[] = [];
  for (const [index, { start }] of byEnd.entries()) {
    const before = byEnd.slice(0, index).flatMap(({ end }, at) => (end <= start ? depths[at] : []));
    depths.push(1 + Math.max(0, ...before.map(Number)));
  }
  return Math.max(0, ...depths);
}

/** What a page asks for from here on, not what is under way; `stop` ends the listening. */
export function watchRequests(page: Page) {
  const begun = new Set<Request>();
  const ended: Request[] = [];
  const noteBegin = (request: Request) => void begun.add(request);
  const noteEnd = (request: Request) => void (begun.has(request) && ended.push(request));
  page.on("request", noteBegin);
  page.on("requestfinished", noteEnd);
  return {
    /** Bytes of the scripts' bodies as they came over the wire; those from the cache count for none. */
    async scriptBytes(): Promise<{ url: string; bytes: number }[]> {
      const scripts = ended.filter((request) => request.resourceType() === "script");
      return Promise.all(
        scripts.map(async (request) => ({
          url: new URL(request.url()).pathname,
          bytes: (await request.sizes()).responseBodySize,
        })),
      );
    },
    /** The page itself and data that were waited for: no prefetch, no live events, nothing static. */
    depth(): number {
      const { pathname } = new URL(page.url());
      return depthOf(ended.filter((request) => isWaitedFor(request, pathname)).map(spanOf));
    },
    stop(): void {
      page.off("request", noteBegin);
      page.off("requestfinished", noteEnd);
    },
  };
}

/** Another page than the one that is shown is fetched ahead, whatever its headers say. */
function isWaitedFor(request: Request, shown: string): boolean {
  if (request.resourceType() === "document") return true;
  const { pathname, searchParams } = new URL(request.url());
  if (pathname === "/api/events" || request.headers()["next-router-prefetch"]) return false;
  if (searchParams.has("_rsc") && pathname !== shown) return false;
  return request.resourceType() === "fetch";
}

function spanOf(request: Request): Span {
  const { startTime, responseEnd } = request.timing();
  return { start: startTime, end: startTime + Math.max(0, responseEnd) };
}
