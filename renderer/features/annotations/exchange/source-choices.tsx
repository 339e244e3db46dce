import type { ExchangeSource, LabelImportReport } from '../../../../shared/contract/exchange.ts';
import { type ExchangeFormat, exchangeFormats, formatTitle } from '../../../../shared/formats/exchange/format.ts';
import { Radios, Select } from '../../../ui/index.ts';

export type Choices = Omit<ExchangeSource, 'folder'>;

export const firstChoices: Choices = {
  format: null,
  withoutBoxes: 'as-the-format-says',
  severalAnnotators: 'refuse',
  vocCounting: null,
};

/** The format, and the questions that it leaves open: only those that this file raises. */
export function SourceChoices({
  choices,
  onChange,
  report,
}: {
  readonly choices: Choices;
  readonly onChange: (choices: Choices) => void;
  /** What the inspection found; null before there is one. */
  readonly report: LabelImportReport | null;
}) {
  const format = choices.format ?? report?.format ?? null;
  const hasEmpty = report !== null && (report.says.open > 0 || report.says.noObject > 0);
  return (
    <>
      <Select<ExchangeFormat | 'told'>
        label="Format"
        value={choices.format ?? 'told'}
        onChange={(chosen) => onChange({ ...choices, format: chosen === 'told' ? null : chosen })}
        options={[
          { id: 'told', name: report ? `Told from the files: ${formatTitle[report.format]}` : 'Told from the files' },
          ...exchangeFormats.map((id) => ({ id, name: formatTitle[id] })),
        ]}
      />
      {format !== null && format !== 'yolo' && (hasEmpty || choices.withoutBoxes !== 'as-the-format-says') ? (
        <Question title="Listed pictures without a box">
          <Radios
            label="Listed pictures without a box"
            value={choices.withoutBoxes}
            onChange={(withoutBoxes) => onChange({ ...choices, withoutBoxes })}
            options={[
              { id: 'as-the-format-says', name: 'As the format says', detail: formatSays[format] },
              { id: 'no-object', name: 'Somebody looked, nothing is there', detail: 'confirmed empty' },
              { id: 'unlabelled', name: 'Nobody looked', detail: 'stay as they are' },
            ]}
          />
        </Question>
      ) : null}
      {format === 'label-studio' ? (
        <Question title="Several annotations of one picture that differ">
          <Radios
            label="Several annotations of one picture that differ"
            value={choices.severalAnnotators}
            onChange={(severalAnnotators) => onChange({ ...choices, severalAnnotators })}
            options={[
              { id: 'refuse', name: 'Leave the picture as it is', detail: 'a ground truth is taken' },
              { id: 'newest', name: 'Take the newest' },
            ]}
          />
        </Question>
      ) : null}
      {format === 'pascal-voc' ? (
        <Question title="Corners count from">
          <Radios
            label="Corners count from"
            value={choices.vocCounting ?? 'told'}
            onChange={(from) => onChange({ ...choices, vocCounting: from === 'told' ? null : from })}
            options={[
              { id: 'told', name: 'Told from the files', detail: '1, unless a corner below 1 or fractions say 0' },
              { id: 'from-1', name: '1, the last pixel included', detail: 'as the format has it' },
              { id: 'from-0', name: '0, edges of pixels', detail: 'as some programs write it' },
            ]}
          />
        </Question>
      ) : null}
    </>
  );
}

/** What a listed picture without a box means in each format. */
const formatSays: Readonly<Record<ExchangeFormat, string>> = {
  yolo: 'an empty file: confirmed empty',
  cvat: 'cannot say: stay as they are',
  coco: 'cannot say: stay as they are',
  'pascal-voc': 'a file without an object: confirmed empty',
  'label-studio': 'submitted without a region: confirmed empty',
};

function Question({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <div className="fld exch-question">
      <span aria-hidden="true">{title}</span>
      {children}
    </div>
  );
}
