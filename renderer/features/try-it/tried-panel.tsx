import { mediaUrl } from '../../client/index.ts';
import { Button, Icon, Panel, VerdictMark } from '../../ui/index.ts';
import { type Tried, useBench } from './state.ts';

/** Pictures of this visit, the newest first. */
export function TriedPanel({ onChoose }: { readonly onChoose: () => void }) {
  const pictures = useBench((state) => state.pictures);
  const selected = useBench((state) => state.selected);
  return (
    <Panel title="Tried" meta="kept until the window closes" className="ty-list" inside="flush">
      <div className="ty-row">
        <div className="ty-drop">
          <b>Drop pictures here</b>
          <span className="s q">or paste, or</span>
          <Button icon="i-folder" onPress={onChoose}>
            Choose
          </Button>
        </div>
        <ul className="tried">
          {pictures.map((tried) => (
            <li key={tried.id}>
              <TriedButton tried={tried} isSelected={tried.id === selected} />
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}

function TriedButton({ tried, isSelected }: { readonly tried: Tried; readonly isSelected: boolean }) {
  const { id, name, path, answer, problem } = tried;
  const url = answer ? mediaUrl(`/media/files/thumbnail?path=${encodeURIComponent(path)}`) : null;
  const verdict = answer?.verdict ?? (problem ? 'refused' : 'waits');
  return (
    <button
      type="button"
      className="ty-one"
      aria-pressed={isSelected}
      aria-label={`${name}: ${verdict}${answer ? `, score ${answer.score.toFixed(2)}` : ''}`}
      onClick={() => useBench.setState({ selected: id })}
    >
      {url ? <img src={url} alt="" /> : <span className="ty-blank" />}
      <span className={`ty-vd${answer && answer.verdict !== 'UNKNOWN' ? '' : ' caution'}`}>
        {answer ? <VerdictMark verdict={answer.verdict} /> : <Icon name="i-alert" />}
        <b>{verdict}</b>
        <span className="right">{answer ? answer.score.toFixed(2) : ''}</span>
      </span>
      <span className="s q cut">{name}</span>
    </button>
  );
}
