import { join } from "node:path";

/** A demo's samples lie in `<data>/demo`: a folder for each instance, and the volumes that outlived theirs. */
export const demoFolder = (dataFolder: string) => join(dataFolder, "demo");
export const instancesFolder = (dataFolder: string) => join(demoFolder(dataFolder), "instances");
export const volumesFolder = (dataFolder: string) => join(demoFolder(dataFolder), "volumes");

/** What a sample shows as `/`: its volumes lie below it under the paths they have in a container. */
export const rootOf = (instanceFolder: string) => join(instanceFolder, "root");
export const aboutFile = (instanceFolder: string) => join(instanceFolder, "about.json");
export const logFile = (instanceFolder: string) => join(instanceFolder, "log");
/** A sample with a file of this name in its folder is stopped. */
export const stoppedFile = (instanceFolder: string) => join(instanceFolder, "stopped");
