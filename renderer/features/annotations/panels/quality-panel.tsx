import type { LabelImage, QualityBands } from '../../../../shared/contract/labelling.ts';
import { useEngine } from '../../../client/index.ts';
import { BandLine, Panel } from '../../../ui/index.ts';
import { flagWords } from '../words.ts';

const measures = [
  { id: 'mean', name: 'Brightness' },
  { id: 'contrast', name: 'Contrast' },
  { id: 'sharpness', name: 'Sharpness' },
] as const;

/** Measures of the picture against the band in which nine tenths of the newest dataset lie. */
export function QualityPanel({ image }: { readonly image: LabelImage }) {
  const { data: bands } = useEngine(['annotations.qualityBands'], (client) => client.annotations.qualityBands());
  return (
    <Panel title="Quality" inside="flush" meta={bands ? `band: ${bands.dataset}` : 'no dataset to compare with'}>
      <table className="t low plain ql">
        <tbody>
          {measures.map(({ id, name }) => (
            <Measure key={id} name={name} value={image.measures[id]} band={bands?.[id] ?? null} />
          ))}
        </tbody>
      </table>
      {image.flags.length > 0 ? (
        <p className="ql-flags s caution">{image.flags.map((flag) => flagWords[flag]).join(', ')}</p>
      ) : null}
    </Panel>
  );
}

function Measure({
  name,
  value,
  band,
}: {
  readonly name: string;
  readonly value: number;
  readonly band: QualityBands['mean'] | null;
}) {
  const shown = value.toFixed(value < 10 ? 1 : 0);
  const side = band === null ? '' : value < band.low ? 'low' : value > band.high ? 'high' : '';
  return (
    <tr>
      <td>{name}</td>
      <td>
        {band ? (
          <BandLine
            value={value}
            {...band}
            label={`${name} ${shown}, usual ${Math.round(band.low)} to ${Math.round(band.high)}`}
          />
        ) : null}
      </td>
      <td className={`r${side ? ' caution' : ''}`}>{side ? <b>{`${shown}, ${side}`}</b> : shown}</td>
    </tr>
  );
}
