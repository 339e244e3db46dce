import { useMemo } from 'react';
import type { OperatingPoint } from '../../../shared/domain/evaluation-figures.ts';
import { canShowInterval } from '../../../shared/evaluation/block-bootstrap.ts';
import { wilsonInterval } from '../../../shared/evaluation/intervals.ts';
import { count } from '../../../shared/evaluation/wording.ts';
import { PrecisionRecallChart, type PrecisionRecallCurve } from '../../charts/index.ts';
import { Empty, Panel, qualityLineStart, Select } from '../../ui/index.ts';
import type { OpenedEvaluation } from './matches.ts';
import { changePlace } from './place.ts';
import type { Rematched } from './rematched.ts';
import type { OpenedOther } from './use-against.ts';
import { type Band, useBand } from './use-band.ts';
import { classNameOf, counted, shareWords } from './words.ts';

/** Precision over recall of the boxes, and where on it the model works. */
export function CurvePanel({
  opened,
  rematched,
  other,
  name,
}: {
  readonly opened: OpenedEvaluation;
  readonly rematched: Rematched;
  readonly other: OpenedOther | null;
  readonly name: string;
}) {
  const { ranked, curve, operating, matches, classIndex } = rematched;
  const { classes } = opened;
  const blocks = opened.table.blockKeys.length;
  const isShown = canShowInterval(blocks, rematched.blocksWithErrors);
  const band = useBand(isShown ? ranked : null, opened.summary.figures.settings);
  const isOtherShown = other !== null && canShowInterval(blocks, other.rematched.blocksWithErrors);
  const otherBand = useBand(
    isOtherShown ? other.rematched.ranked : null,
    (other?.opened ?? opened).summary.figures.settings,
  );
  const curves = useMemo(
    () => [
      ...curveOf(name, 'one', rematched, band),
      ...(other ? curveOf(other.name, 'other', other.rematched, otherBand) : []),
    ],
    [name, rematched, band, other, otherBand],
  );
  const iou = matches.iouAtLeast.toFixed(2);
  return (
    <Panel
      title="Precision and recall"
      meta={
        classes.length > 1 ? (
          <Select
            label="Class of the curve"
            isLabelHidden
            value={String(classIndex)}
            options={classes.map((className, index) => ({ id: String(index), name: className }))}
            onChange={(index) => changePlace({ class: classNameOf(classes, Number(index)) })}
          />
        ) : isShown ? (
          `bootstrap, ${counted(blocks, 'block')}`
        ) : (
          `Wilson 95 %, IoU ${iou}`
        )
      }
      className="grow va-curve"
    >
      {curve === null || operating === null ? (
        <Empty title="No curve" text="No picture here carries a label of this class, so there is no recall." />
      ) : (
        <>
          <div className="va-plot">
            <PrecisionRecallChart
              label={`Precision over recall, boxes${classes.length > 1 ? ` of ${classNameOf(classes, classIndex)}` : ''} at IoU ${iou}`}
              curves={curves}
              precisionFrom={axisStart(curves)}
            />
          </div>
          <dl className="kv s">
            <dt>Recall</dt>
            <dd>{partWords(operating.truePositives, operating.truePositives + operating.misses)}</dd>
            <dt>Precision</dt>
            <dd>{partWords(operating.truePositives, operating.truePositives + operating.falsePositives)}</dd>
            <dt>AP, {name}</dt>
            <dd>{areaWords(rematched.averagePrecision, band, isShown)}</dd>
            {other ? (
              <>
                <dt>AP, {other.name}, dashed</dt>
                <dd>{areaWords(other.rematched.averagePrecision, otherBand, isOtherShown)}</dd>
              </>
            ) : null}
          </dl>
          {isShown ? null : (
            <p className="s q mid-only">
              No interval of the curve: it needs 40 blocks of which 10 hold an error; there are {blocks}, and{' '}
              {rematched.blocksWithErrors} hold one.
            </p>
          )}
        </>
      )}
    </Panel>
  );
}

function partWords(part: number, whole: number): string {
  if (whole === 0) return 'nothing found';
  return `${count(part)} of ${count(whole)}, ${shareWords(part, whole, wilsonInterval(part, whole))}`;
}

function areaWords(area: number | null, band: Band | null, isShown: boolean): string {
  if (area === null) return 'no label';
  if (band === null) return isShown ? `${area.toFixed(3)} (drawing)` : `${area.toFixed(3)}, no interval`;
  return `${area.toFixed(3)} (${band.averagePrecision.low.toFixed(3)}–${band.averagePrecision.high.toFixed(3)})`;
}

function curveOf(
  name: string,
  look: PrecisionRecallCurve['look'],
  { curve, operating, threshold }: Rematched,
  band: Band | null,
): PrecisionRecallCurve[] {
  if (curve === null) return [];
  return [
    {
      name,
      look,
      // Beyond the last recall that is reached there is no precision.
      points: curve.points.flatMap(({ recall, precision, confidence }, point) => {
        if (confidence === null) return [];
        const low = band?.low[point];
        const high = band?.high[point];
        return low === undefined || high === undefined ? [{ recall, precision }] : [{ recall, precision, low, high }];
      }),
      operating: operatingOf(operating, threshold),
    },
  ];
}

/** The axis begins as high as it can without cutting a curve, a band or a point. */
function axisStart(curves: readonly PrecisionRecallCurve[]): number {
  return qualityLineStart(
    curves.flatMap(({ points, operating }) => [
      ...points.map(({ precision, low }) => Math.min(precision, low ?? 1)),
      operating?.precision ?? null,
    ]),
  );
}

function operatingOf(operating: OperatingPoint | null, threshold: number): PrecisionRecallCurve['operating'] {
  if (operating?.recall.state !== 'defined' || operating.precision.state !== 'defined') return null;
  return { recall: operating.recall.value, precision: operating.precision.value, threshold };
}
