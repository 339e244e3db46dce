import { textSizes } from '../../../shared/contract/shell.ts';
import { textSizeOf } from '../../app/text-size.ts';
import { chooseLooks, type Palette, type Theme, useLooks } from '../../app/theme.ts';
import { shell } from '../../client/index.ts';
import { Panel, Segments } from '../../ui/index.ts';

const themes: readonly { readonly id: Theme; readonly name: string }[] = [
  { id: 'light', name: 'Light' },
  { id: 'dark', name: 'Dark' },
];
const palettes: readonly { readonly id: Palette; readonly name: string }[] = [
  { id: 'red-green', name: 'Red and green' },
  { id: 'orange-blue', name: 'Orange and blue' },
];

export function LooksPanel() {
  const { theme, palette, textSize } = useLooks();
  return (
    <Panel title="Looks">
      <div className="st-row">
        <span>Theme</span>
        <Segments label="Theme" value={theme} options={themes} onChange={(chosen) => chooseLooks({ theme: chosen })} />
      </div>
      <div className="st-row">
        <span>Boxes in pictures</span>
        <Segments
          label="Colours of boxes"
          value={palette}
          options={palettes}
          onChange={(chosen) => chooseLooks({ palette: chosen })}
        />
      </div>
      <div className="st-row">
        <span>Text size</span>
        {shell === null ? (
          <span>
            <kbd>Ctrl +</kbd> and <kbd>Ctrl -</kbd>, the browser's own
          </span>
        ) : (
          <Segments
            label="Text size"
            value={String(textSize)}
            options={textSizes.map((percent) => ({ id: String(percent), name: `${percent} %` }))}
            onChange={(chosen) => chooseLooks({ textSize: textSizeOf(Number(chosen)) })}
          />
        )}
      </div>
      <p className="help">
        Predicted boxes are solid, labelled ones dashed, in either pair of colours. Everything fits up to twice the text
        size: panels then stand below each other.
      </p>
    </Panel>
  );
}
