import { useId } from 'react';
import type { ThresholdChoice } from '../../../shared/domain/evaluation-figures.ts';
import { adjustRoute } from '../../app/navigation.ts';
import { Button, useGeometry } from '../../ui/index.ts';
import type { Rematched } from './rematched.ts';
import { counted } from './words.ts';

/** Two sliders that match every image again while they move. They change this page and nothing else. */
export function SlidersPanel({
  place,
  chosen,
  rematched,
}: {
  readonly place: { readonly threshold: number; readonly iou: number };
  readonly chosen: ThresholdChoice;
  readonly rematched: Rematched;
}) {
  const isMoved = place.threshold !== chosen.tau || place.iou !== 0.5;
  const images = counted(rematched.findings.length, 'image');
  return (
    <section className="panel sld" aria-label="Confidence and IoU">
      <div className="in">
        <MarkedSlider
          label="Confidence"
          value={place.threshold}
          min={0}
          max={1}
          mark={chosen.tau}
          note={chosen.hasEvidence ? 'mark: threshold, from calibration' : 'mark: threshold, no evidence'}
          onChange={(value) => adjustRoute({ confidence: value.toFixed(2) })}
        />
        <MarkedSlider
          label="Matching IoU"
          value={place.iou}
          min={0.05}
          max={0.95}
          mark={0.5}
          note="mark: 0.50, as evaluated"
          onChange={(value) => adjustRoute({ iou: value.toFixed(2) })}
        />
        <div className="row va-note">
          <p className="s q rem">
            Matched again: {images} in {Math.max(1, Math.round(rematched.tookMs))} ms.{' '}
            <span className="hide-narrow">
              The sliders change this page only; the threshold is chosen on the calibration role.
            </span>
          </p>
          {isMoved ? (
            <Button kind="quiet" onPress={() => adjustRoute({ confidence: '', iou: '' })}>
              Back to the marks
            </Button>
          ) : null}
        </div>
      </div>
    </section>
  );
}

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
