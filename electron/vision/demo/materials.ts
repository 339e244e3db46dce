import { gaussianTable, noiseTile } from './noise.ts';

/** Tables every scene reads; made once a process. Their seeds are constants: what differs between scenes is where they are read. */
export type Materials = {
  /** Soft clouds, for smoke and dirt. */
  readonly clouds: Float32Array;
  /** Grainy steel and concrete. */
  readonly grain: Float32Array;
  readonly gaussian: Float32Array;
};

export const gaussianLength = 1 << 17;
let made: Materials | null = null;

export function materials(): Materials {
  made ??= {
    clouds: noiseTile(0x5eed01, 4, 32),
    grain: noiseTile(0x5eed02, 16, 256),
    gaussian: gaussianTable(0x5eed03, gaussianLength),
  };
  return made;
}
