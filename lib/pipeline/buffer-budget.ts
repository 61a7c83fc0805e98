import { partBytes } from "#lib/pipeline/part-plan";

const mebibyte = 2 ** 20;

/** All buffers of one running backup or restore stay under this (promise 3). */
export const budgetBytes = 160 * mebibyte;

/** Socket chunks and small tables, outside the slabs. */
const streamBytes = 4 * mebibyte;

/** How the budget of one backup is spent. Tests scale it down to simulate large backups. */
export type SaveSizes = {
  /** Size of the reused buffers that parts are put together in. */
  slabBytes: number;
  /** Bytes of the command's output that become one zstd frame. */
  blockBytes: number;
  /** Blocks being gathered or compressed at once; each holds its input and its output. */
  blocksAtOnce: number;
  /** Parts may hold this much, while compressing and while not. */
  partsBytes: { zstd: number; none: number };
  /** Until larger parts need more, parts hold no more than this, so that memory stays flat. */
  usualPartsBytes: number;
  /** Output looked at before choosing whether to compress. */
  trialBytes: number;
  /** Size of each part. */
  partBytes: typeof partBytes;
};

const blockBytes = 4 * mebibyte;
const blocksAtOnce = 3;
const blocksBytes = blocksAtOnce * 2 * blockBytes;

export const saveSizes: SaveSizes = {
  slabBytes: 4 * mebibyte,
  blockBytes,
  blocksAtOnce,
  partsBytes: {
    zstd: budgetBytes - streamBytes - blocksBytes,
    none: budgetBytes - streamBytes,
  },
  usualPartsBytes: 72 * mebibyte,
  trialBytes: mebibyte,
  partBytes,
};

/** How the budget of one restore or download is spent. */
export type ReadSizes = {
  /** Largest single ranged read, and size of the reused buffers. */
  readBytes: number;
  /** The part being checked and what is read ahead of it, while decompressing and while not. */
  readsBytes: { zstd: number; none: number };
  /** Ranged reads under way or waiting for their turn. */
  readsAhead: number;
  /** Frames being decompressed at once. */
  framesAtOnce: number;
  /** Chunks written to a restore command and not yet taken by it. */
  chunksUnderWay: number;
  /** What a frame usually decompresses to. */
  blockBytes: number;
};

const framesAtOnce = 3;
const chunksUnderWay = 2;
const framesBytes = (2 * framesAtOnce + chunksUnderWay + 1) * blockBytes;

export const readSizes: ReadSizes = {
  readBytes: 16 * mebibyte,
  readsBytes: {
    zstd: budgetBytes - streamBytes - framesBytes,
    none: budgetBytes - streamBytes - chunksUnderWay * blockBytes,
  },
  readsAhead: 3,
  framesAtOnce,
  chunksUnderWay,
  blockBytes,
};

/** Largest single read of a check that keeps nothing, and all that such a check holds. */
export const checkPieceBytes = 8 * mebibyte;
export const checkBudgetBytes = checkPieceBytes + streamBytes;
