import type { NetworkConfig } from './types.ts';

/** Bins of the distribution that gives one side of a box, in strides (distribution focal loss, Li et al. 2020). */
export const distributionBins = 16;
export const strides = [8, 16, 32] as const;

type From = readonly number[];

/** One line of the network's table. `from`: the modules whose outputs it takes; -1 is the one before (for the first, the image). */
export type Module =
  | {
      readonly kind: 'convolution';
      readonly from: From;
      readonly inputs: number;
      readonly outputs: number;
      readonly kernel: 1 | 3;
      readonly stride: 1 | 2;
    }
  | {
      readonly kind: 'c2f';
      readonly from: From;
      readonly inputs: number;
      readonly outputs: number;
      readonly repeats: number;
      readonly shortcut: boolean;
    }
  | { readonly kind: 'sppf'; readonly from: From; readonly inputs: number; readonly outputs: number }
  | { readonly kind: 'upsample'; readonly from: From }
  | { readonly kind: 'concat'; readonly from: From }
  | {
      readonly kind: 'detect';
      readonly from: From;
      readonly inputs: readonly number[];
      readonly boxChannels: number;
      readonly classChannels: number;
      readonly classCount: number;
    };

/** Channels are rounded up to a multiple of 8, repeats to the nearest and at least 1, as the family does. */
function scaledChannels(channels: number, width: number): number {
  return Math.ceil((channels * width) / 8) * 8;
}
function scaledRepeats(repeats: number, depth: number): number {
  return Math.max(1, Math.round(repeats * depth));
}

/** The table of YOLOv8 (module numbers are those of its state dict): backbone 0 to 9, neck 10 to 21, head 22. */
export function networkModules(config: NetworkConfig): readonly Module[] {
  const [c64, c128, c256, c512, c1024] = [64, 128, 256, 512, 1024].map((c) => scaledChannels(c, config.width)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const [three, six] = [scaledRepeats(3, config.depth), scaledRepeats(6, config.depth)] as const;
  const before: From = [-1];
  const down = (inputs: number, outputs: number): Module => {
    return { kind: 'convolution', from: before, inputs, outputs, kernel: 3, stride: 2 };
  };
  const c2f = (inputs: number, outputs: number, repeats: number, shortcut: boolean): Module => {
    return { kind: 'c2f', from: before, inputs, outputs, repeats, shortcut };
  };
  return [
    down(config.inputChannels, c64),
    down(c64, c128),
    c2f(c128, c128, three, true),
    down(c128, c256),
    c2f(c256, c256, six, true),
    down(c256, c512),
    c2f(c512, c512, six, true),
    down(c512, c1024),
    c2f(c1024, c1024, three, true),
    { kind: 'sppf', from: before, inputs: c1024, outputs: c1024 },
    { kind: 'upsample', from: before },
    { kind: 'concat', from: [-1, 6] },
    c2f(c1024 + c512, c512, three, false),
    { kind: 'upsample', from: before },
    { kind: 'concat', from: [-1, 4] },
    c2f(c512 + c256, c256, three, false),
    down(c256, c256),
    { kind: 'concat', from: [-1, 12] },
    c2f(c256 + c512, c512, three, false),
    down(c512, c512),
    { kind: 'concat', from: [-1, 9] },
    c2f(c512 + c1024, c1024, three, false),
    {
      kind: 'detect',
      from: [15, 18, 21],
      inputs: [c256, c512, c1024],
      boxChannels: Math.max(16, Math.floor(c256 / 4), 4 * distributionBins),
      classChannels: Math.max(c256, Math.min(config.classCount, 100)),
      classCount: config.classCount,
    },
  ];
}
