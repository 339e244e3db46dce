import type { LogEntry } from '../../../shared/contract/logs.ts';
import { shell } from '../../client/index.ts';
import { Button, Panel } from '../../ui/index.ts';
import { levelWords, partName } from './words.ts';

/** One line with everything it says. */
export function EntryPanel({ entry, folder }: { readonly entry: LogEntry | null; readonly folder: string }) {
  return (
    <Panel title="Line" meta={entry ? partName(entry.feature) : ''} inside="scroll" className="lg-entry">
      {entry ? <Entry entry={entry} /> : <p className="q">Choose a line to see what else it says.</p>}
      <div className="lg-place">
        <p className="s q">The files lie in</p>
        <p className="mono lg-path">{folder}</p>
        {shell ? (
          <Button icon="i-folder" onPress={() => void shell?.showInFolder(folder)}>
            Show the folder
          </Button>
        ) : null}
      </div>
    </Panel>
  );
}

function Entry({ entry }: { readonly entry: LogEntry }) {
  const { stack, ...details } = entry.details;
  return (
    <>
      <p className="lg-sentence">{entry.sentence}</p>
      <dl className="kv">
        <dt>Time</dt>
        <dd>{new Date(entry.at).toLocaleString('en-GB')}</dd>
        <dt>Level</dt>
        <dd>{levelWords[entry.level]}</dd>
        {Object.entries(details).map(([name, value]) => (
          <Detail key={name} name={name} value={typeof value === 'string' ? value : JSON.stringify(value)} />
        ))}
      </dl>
      {typeof stack === 'string' ? <pre className="mono lg-stack">{stack}</pre> : null}
    </>
  );
}

function Detail({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd title={value}>{value}</dd>
    </>
  );
}
