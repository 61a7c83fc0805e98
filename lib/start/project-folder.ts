import { join } from "node:path";

/** Where Holdfast's own files lie: the folder with package.json. */
export const projectFolder = join(import.meta.dirname, "../..");
