import { NumberField, Slider } from '../../../ui/index.ts';
import { type NumberRow, type PairRow, sliderEnds, sliderPlace, sliderValue } from './fields.ts';
import { fieldValue, readField } from './read-field.ts';
import { findingAt } from './review-text.ts';
import { Row } from './row.tsx';
import type { DraftView } from './use-draft.ts';

/** A number of the file: slider for the usual range, the number itself beside it. */
export function NumberRowField({ draft, row }: { readonly draft: DraftView; readonly row: NumberRow | PairRow }) {
  const { value, remark } = readField(draft.text, draft.review.params, row);
  const write = (next: number) => draft.set(row.path, fieldValue(draft.text, draft.review.params, row, next));
  const shown = `${value}${row.unit ? ` ${row.unit}` : ''}`;
  return (
    <Row draft={draft} label={row.label} path={row.path} remark={remark} isPartOfPair={row.kind === 'pair'}>
      <Slider
        label={row.label}
        isLabelHidden
        {...sliderEnds}
        value={sliderPlace(row.slider, value)}
        onChange={(place) => write(sliderValue(row, place))}
        valueText={shown}
      />
      <NumberField
        label={`${row.label}, ${row.path.join('.')}${row.unit ? `, ${row.unit}` : ''}`}
        isLabelHidden
        value={value}
        onChange={write}
        isWrong={findingAt(draft.review, row.path.join('.')) !== null}
        {...(row.slider.isLogarithmic && row.step < 1 ? {} : { step: row.step })}
      />
    </Row>
  );
}
