import { memo, useId } from 'react';
import type { ThresholdChoice } from '../../../shared/domain/evaluation-figures.ts';
import { Button, useGeometry } from '../../ui/index.ts';
import { changePlace } from './place.ts';
import type { Rematched } from './rematched.ts';
import { counted } from './words.ts';

/**
 * Two sliders that match every image again while they move. They change this page and nothing else. Drawn only when something of theirs
 * changed: the screen around them is drawn again when the address follows.
 */
export const SlidersPanel = memo(function SlidersPanel({
  threshold,
  iou,
  chosen,
  rematched,
}: {
  readonly threshold: number;
  readonly iou: number;
  readonly chosen: ThresholdChoice;
  readonly rematched: Rematched;
}) {
  const isMoved = threshold !== chosen.tau || iou !== 0.5;
  const images = counted(rematched.findings.length, 'image');
  return (
    <section className="panel sld" aria-label="Confidence and IoU">
      <div className="in">
        <MarkedSlider
          label="Confidence"
          value={threshold}
          min={0}
          max={1}
          mark={chosen.tau}
          note={chosen.hasEvidence ? 'mark: threshold, from calibration' : 'mark: threshold, no evidence'}
          onChange={(value) => changePlace({ confidence: value.toFixed(2) })}
        />
        <MarkedSlider
          label="Matching IoU"
          value={iou}
          min={0.05}
          max={0.95}
          mark={0.5}
          note="mark: 0.50, as evaluated"
          onChange={(value) => changePlace({ iou: value.toFixed(2) })}
        />
        <div className="row va-note">
          <p className="s q rem">
            Matched again: {images} in {Math.max(1, Math.round(rematched.tookMs))} ms.{' '}
            <span className="hide-narrow">
              The sliders change this page only; the threshold is chosen on the calibration role.
            </span>
          </p>
          {isMoved ? (
            <Button kind="quiet" onPress={() => changePlace({ confidence: '', iou: '' })}>
              Back to the marks
            </Button>
          ) : null}
        </div>
      </div>
    </section>
  );
});

function MarkedSlider({
  label,
  value,
  min,
  max,
  mark,
  note,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly mark: number;
  readonly note: string;
  readonly onChange: (value: number) => void;
}) {
  const id = useId();
  // The thumb is 12 px wide and its middle stands on the value.
  const place = useGeometry<HTMLElement>({ left: `calc(6px + (100% - 12px) * ${(mark - min) / (max - min)})` });
  return (
    <div className="vs">
      <label htmlFor={id}>
        <b>{label}</b> <span className="xl">{value.toFixed(2)}</span>
      </label>
      <div className="vsl">
        <input
          id={id}
          type="range"
          min={min}
          max={max}
          step={0.01}
          value={value}
          aria-valuetext={value.toFixed(2)}
          aria-describedby={`${id}-note`}
          onChange={(event) => onChange(Number(event.target.value))}
        />
        <s ref={place} />
      </div>
      <span className="s q nw" id={`${id}-note`}>
        {note}
      </span>
    </div>
  );
}
