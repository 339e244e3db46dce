/** Checked in the file's header, before anything is decoded: 400 million pixels fit into half a megabyte of PNG. */
export const maximumPixels = 12_000_000;
export const maximumFileBytes = 32 * 1024 * 1024;
