import { distributionBins, type Module, networkModules } from './modules.ts';
import type { NetworkConfig, NetworkLayout, NetworkState, TensorLayout } from './types.ts';

/** One convolution of the network. `normalised`: followed by a batch norm and SiLU and without a bias; otherwise with a bias and nothing after. */
export type ConvolutionUnit = {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: 1 | 3;
  readonly normalised: boolean;
};

/** The convolutions of one module in the order of the family's state dict. */
export function convolutionUnits(module: Module, name: string): readonly ConvolutionUnit[] {
  const unit = (suffix: string, inputs: number, outputs: number, kernel: 1 | 3, normalised = true) => {
    return { name: `${name}${suffix}`, inputs, outputs, kernel, normalised };
  };
  switch (module.kind) {
    case 'convolution':
      return [unit('', module.inputs, module.outputs, module.kernel)];
    case 'c2f': {
      const half = module.outputs / 2;
      const bottlenecks = Array.from({ length: module.repeats }, (_, index) => [
        unit(`.m.${index}.cv1`, half, half, 3),
        unit(`.m.${index}.cv2`, half, half, 3),
      ]);
      return [
        unit('.cv1', module.inputs, 2 * half, 1),
        unit('.cv2', (2 + module.repeats) * half, module.outputs, 1),
        ...bottlenecks.flat(),
      ];
    }
    case 'sppf': {
      const half = module.inputs / 2;
      return [unit('.cv1', module.inputs, half, 1), unit('.cv2', 4 * half, module.outputs, 1)];
    }
    case 'detect': {
      const branch = (branchName: string, channels: number, outputs: number) =>
        module.inputs.flatMap((inputs, level) => [
          unit(`.${branchName}.${level}.0`, inputs, channels, 3),
          unit(`.${branchName}.${level}.1`, channels, channels, 3),
          unit(`.${branchName}.${level}.2`, channels, outputs, 1, false),
        ]);
      return [
        ...branch('cv2', module.boxChannels, 4 * distributionBins),
        ...branch('cv3', module.classChannels, module.classCount),
      ];
    }
    case 'upsample':
    case 'concat':
      return [];
  }
}

/** The tensors of a network, or of the modules that `included` lets through, in the order of the family's state dict. */
export function networkLayout(
  config: NetworkConfig,
  included: (module: number) => boolean = () => true,
): NetworkLayout {
  const units = networkModules(config).flatMap((module, index) =>
    included(index) ? convolutionUnits(module, `model.${index}`) : [],
  );
  const perNorm = (...suffixes: string[]) =>
    units.flatMap(({ name, outputs, normalised }) =>
      normalised ? suffixes.map((suffix) => ({ name: `${name}.bn.${suffix}`, shape: [outputs] })) : [],
    );
  return {
    decayed: units.map(({ name, inputs, outputs, kernel, normalised }) => {
      return { name: normalised ? `${name}.conv.weight` : `${name}.weight`, shape: [outputs, inputs, kernel, kernel] };
    }),
    undecayed: units.flatMap(({ name, outputs, normalised }) =>
      normalised
        ? [
            { name: `${name}.bn.weight`, shape: [outputs] },
            { name: `${name}.bn.bias`, shape: [outputs] },
          ]
        : [{ name: `${name}.bias`, shape: [outputs] }],
    ),
    statistics: perNorm('running_mean', 'running_var'),
  };
}

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Elements of a flat vector. */
export function flatLength(layout: TensorLayout): number {
  return layout.reduce((sum, { shape }) => sum + elementCount(shape), 0);
}

/** The tensors of a flat vector by name, as views on it. */
export function namedTensors(layout: TensorLayout, flat: Float32Array): ReadonlyMap<string, Float32Array> {
  if (flat.length !== flatLength(layout))
    throw new Error(`A flat vector of ${flat.length} elements does not fit a layout of ${flatLength(layout)}.`);
  const tensors = new Map<string, Float32Array>();
  let offset = 0;
  for (const { name, shape } of layout) {
    tensors.set(name, flat.subarray(offset, offset + elementCount(shape)));
    offset += elementCount(shape);
  }
  return tensors;
}

/**
 * Copies every tensor that both states have, by name, from one to the other, in place: from the whole network to its trainable part
 * and back.
 */
export function copyState(
  from: { readonly layout: NetworkLayout; readonly state: NetworkState },
  to: { readonly layout: NetworkLayout; readonly state: NetworkState },
): void {
  for (const part of ['decayed', 'undecayed', 'statistics'] as const) {
    const sources = namedTensors(from.layout[part], from.state[part]);
    for (const [name, target] of namedTensors(to.layout[part], to.state[part])) {
      const source = sources.get(name);
      if (source !== undefined) target.set(source);
    }
  }
}

/** A state of zeros. */
export function emptyState(layout: NetworkLayout): NetworkState {
  return {
    decayed: new Float32Array(flatLength(layout.decayed)),
    undecayed: new Float32Array(flatLength(layout.undecayed)),
    statistics: new Float32Array(flatLength(layout.statistics)),
  };
}
