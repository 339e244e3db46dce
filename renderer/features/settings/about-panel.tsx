import { useState } from 'react';
import { problemOf, useEngine } from '../../client/index.ts';
import { Button, Dialog, Panel, ProblemNotice } from '../../ui/index.ts';
import { useLicences } from './use-licences.ts';

export function AboutPanel() {
  const { data: about } = useEngine(['workspace.about'], (client) => client.workspace.about());
  const [isOpen, setOpen] = useState(false);
  return (
    <Panel title="About" meta={about ? `Plugsight ${about.version}` : ''}>
      {about ? (
        <dl className="kv">
          <dt>Licence</dt>
          <dd>{about.licence}</dd>
          <dt>Runs on</dt>
          <dd>
            Node {about.node}, {about.system}
          </dd>
        </dl>
      ) : null}
      <p className="help st-offline">Works offline: nothing is sent to another machine.</p>
      <div className="row st-acts">
        <Button onPress={() => setOpen(true)}>Licences of what is inside</Button>
      </div>
      <Dialog title="Licences of what is inside" isOpen={isOpen} onClose={() => setOpen(false)} isWide>
        {isOpen ? <Licences /> : null}
      </Dialog>
    </Panel>
  );
}

function Licences() {
  const { data, error } = useLicences();
  if (error) return <ProblemNotice problem={problemOf(error)} />;
  if (!data) return <p className="q">Reading the licences.</p>;
  return (
    <ul className="st-licences">
      {data.map(({ name, version, licence, text }) => (
        <li key={`${name} ${version}`}>
          <details>
            <summary>
              <b>{name}</b> <span className="q">{version}</span> <span className="right">{licence}</span>
            </summary>
            <pre className="mono">{text || 'The package brings no text of its own.'}</pre>
          </details>
        </li>
      ))}
    </ul>
  );
}
