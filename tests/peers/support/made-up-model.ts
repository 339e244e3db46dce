import type { NetworkConfig } from '../../../electron/trainer/network/index.ts';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import type { Size } from '../../../shared/domain/size.ts';
import { randomBatch } from './random-batch.ts';

/** Two sizes, one and several classes, one and three channels. */
export const madeUpConfigs: readonly NetworkConfig[] = [
  { width: 0.125, depth: 0.33, classCount: 1, inputChannels: 1 },
  { width: 0.25, depth: 0.33, classCount: 3, inputChannels: 3 },
];

export function madeUpMetadata({ classCount }: NetworkConfig) {
  return {
    classNames: Array.from({ length: classCount }, (_, index) => `class ${index}`),
    description: 'peer check',
    author: 'Plugsight',
    license: 'Apache-2.0',
    version: '0',
    plugsight: {},
  };
}

export function madeUpPictures(count: number, size: Size): readonly GreyImage[] {
  return Array.from({ length: count }, (_, index) => {
    const { images } = randomBatch({ batch: 1, channels: 1, classCount: 1, boxCounts: [0], ...size }, 30 + index);
    return { ...size, data: Uint8Array.from(images, (value) => Math.round(value * 255)) };
  });
}

export function titleOf({ width, classCount, inputChannels }: NetworkConfig): string {
  return `width ${width}, ${classCount} class(es), ${inputChannels} channel(s)`;
}
