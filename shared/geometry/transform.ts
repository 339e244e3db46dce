import type { Box, NetworkBox, PreparedBox, SourceBox } from '../domain/box.ts';
import type { Preparation } from '../domain/preparation.ts';
import type { Size } from '../domain/size.ts';
import { letterboxFor } from './network-input.ts';
import { preparedSize } from './prepared-size.ts';

/** One axis: target = source * scale + offset. */
type Axis = { readonly scale: number; readonly offset: number };
type PlaneMap = { readonly x: Axis; readonly y: Axis };

/**
 * Carries boxes between the three spaces, both ways. Source and prepared image are related by two scales, one for each axis
 * (2448x2050 -> 306x256: 1/8 and 256/2050); prepared image and network input by the letterbox. Boxes are never rounded on the way,
 * so that a round trip returns the box to within floating-point error.
 */
export type BoxTransform = {
  readonly source: Size;
  readonly prepared: Size;
  readonly network: Size;
  readonly sourceToPrepared: (box: SourceBox) => PreparedBox;
  readonly preparedToSource: (box: PreparedBox) => SourceBox;
  readonly preparedToNetwork: (box: PreparedBox) => NetworkBox;
  readonly networkToPrepared: (box: NetworkBox) => PreparedBox;
  readonly sourceToNetwork: (box: SourceBox) => NetworkBox;
  readonly networkToSource: (box: NetworkBox) => SourceBox;
};

export function boxTransform(source: Size, preparation: Preparation, network: Size): BoxTransform {
  const prepared = preparedSize(source, preparation);
  const { content, leftPx, topPx } = letterboxFor(prepared, network);
  const toPrepared: PlaneMap = {
    x: { scale: prepared.widthPx / source.widthPx, offset: 0 },
    y: { scale: prepared.heightPx / source.heightPx, offset: 0 },
  };
  const toNetwork: PlaneMap = {
    x: { scale: content.widthPx / prepared.widthPx, offset: leftPx },
    y: { scale: content.heightPx / prepared.heightPx, offset: topPx },
  };
  return {
    source,
    prepared,
    network,
    sourceToPrepared: (box) => forward(toPrepared, box),
    preparedToSource: (box) => backward(toPrepared, box),
    preparedToNetwork: (box) => forward(toNetwork, box),
    networkToPrepared: (box) => backward(toNetwork, box),
    sourceToNetwork: (box) => forward(toNetwork, forward(toPrepared, box)),
    networkToSource: (box) => backward(toPrepared, backward(toNetwork, box)),
  };
}

function forward({ x, y }: PlaneMap, box: Box): Box {
  return {
    xMin: box.xMin * x.scale + x.offset,
    yMin: box.yMin * y.scale + y.offset,
    xMax: box.xMax * x.scale + x.offset,
    yMax: box.yMax * y.scale + y.offset,
  };
}

function backward({ x, y }: PlaneMap, box: Box): Box {
  return {
    xMin: (box.xMin - x.offset) / x.scale,
    yMin: (box.yMin - y.offset) / y.scale,
    xMax: (box.xMax - x.offset) / x.scale,
    yMax: (box.yMax - y.offset) / y.scale,
  };
}
