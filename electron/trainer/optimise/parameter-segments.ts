import type { NetworkLayout, TensorLayout } from '../network/types.ts';

/** The family's three parameter groups: weight decay acts on kernels only, and biases have their own learning rate during warm-up. */
export type ParameterGroup = 'kernels' | 'norms' | 'biases';

/** A run of elements of one flat vector that are treated alike: `start` inclusive, `end` exclusive. */
export type Segment = {
  readonly vector: 'decayed' | 'undecayed';
  readonly group: ParameterGroup;
  readonly start: number;
  readonly end: number;
};

/**
 * Cuts both weight vectors into segments, neighbours of the same group joined. Frozen tensors are in no segment, so no optimiser,
 * clip or decay touches them.
 */
export function parameterSegments(
  layout: NetworkLayout,
  isFrozen: (tensorName: string) => boolean = () => false,
): readonly Segment[] {
  return [
    ...segmentsOf('decayed', layout.decayed, () => 'kernels', isFrozen),
    ...segmentsOf('undecayed', layout.undecayed, (name) => (name.endsWith('.bias') ? 'biases' : 'norms'), isFrozen),
  ];
}

function segmentsOf(
  vector: Segment['vector'],
  tensors: TensorLayout,
  groupOf: (name: string) => ParameterGroup,
  isFrozen: (name: string) => boolean,
): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  for (const { name, shape } of tensors) {
    const end = start + elementCount(shape);
    if (!isFrozen(name)) {
      const group = groupOf(name);
      const last = segments.at(-1);
      if (last && last.group === group && last.end === start) segments[segments.length - 1] = { ...last, end };
      else segments.push({ vector, group, start, end });
    }
    start = end;
  }
  return segments;
}

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

export function vectorLength(tensors: TensorLayout): number {
  return tensors.reduce((sum, { shape }) => sum + elementCount(shape), 0);
}
