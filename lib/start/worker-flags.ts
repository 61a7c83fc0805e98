/**
 * What Node is told when it runs the worker: a young generation that stays at 2 × 16 MiB. Left alone
 * it doubles in the course of a long backup, and memory would not be flat (promise 3).
 */
export const workerFlags = ["--max-semi-space-size=16"];
