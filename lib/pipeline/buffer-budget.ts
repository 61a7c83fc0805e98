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
};

/** How the budget of one restore or download is spent. */
export type ReadSizes = {
  /** Largest single ranged read, and size of the reused buffers. */
  pieceBytes: number;
  /** Checked parts and what is read ahead of them. */
  piecesBytes: number;
  piecesAhead: number;
  /** Frames being decompressed, or waiting to be fed, at once. */
  framesAtOnce: number;
};

export const readSizes: ReadSizes = {
  pieceBytes: 8 * mebibyte,
  piecesBytes: budgetBytes - streamBytes - 4 * 2 * blockBytes,
  piecesAhead: 4,
  framesAtOnce: 3,
};
