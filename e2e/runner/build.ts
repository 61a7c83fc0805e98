/** The build phase: as `npm start` builds, so that the one that the specs start finds it fresh. */
import { ensureBuild } from "#lib/start/build-web";

await ensureBuild(console.log, new AbortController().signal);
