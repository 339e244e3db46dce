import type { ParameterGroup } from '../../../shared/formats/schedule.ts';
import { elementCount } from '../network/layout.ts';
import type { NetworkLayout, TensorLayout } from '../network/types.ts';

/** A run of elements of one flat vector that are treated alike: `start` inclusive, `end` exclusive. */
export type Segment = {
  readonly vector: 'decayed' | 'undecayed';
  readonly group: ParameterGroup;
  readonly start: number;
  readonly end: number;
};

/** Cuts both weight vectors into segments, neighbours of the same group joined. The layout is that of the trained part only. */
export function parameterSegments(layout: NetworkLayout): readonly Segment[] {
  return [
    ...segmentsOf('decayed', layout.decayed, () => 'kernels'),
    ...segmentsOf('undecayed', layout.undecayed, (name) => (name.endsWith('.bias') ? 'biases' : 'norms')),
  ];
}

function segmentsOf(
  vector: Segment['vector'],
  tensors: TensorLayout,
  groupOf: (name: string) => ParameterGroup,
): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  for (const { name, shape } of tensors) {
    const end = start + elementCount(shape);
    const group = groupOf(name);
    const last = segments.at(-1);
    if (last?.group === group) segments[segments.length - 1] = { ...last, end };
    else segments.push({ vector, group, start, end });
    start = end;
  }
  return segments;
}
