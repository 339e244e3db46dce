import './settings.css';
import { useEffect, useState } from 'react';
import { chooseLooks, type Palette, type Theme, useLooks } from '../../app/theme.ts';
import { shell, useAuthor, useEngine } from '../../client/index.ts';
import { Button, PageHead, Panel, Segments, TextField } from '../../ui/index.ts';
import { KeysPanel } from './keys-panel.tsx';

const themes: readonly { readonly id: Theme; readonly name: string }[] = [
  { id: 'light', name: 'Light' },
  { id: 'dark', name: 'Dark' },
];
const palettes: readonly { readonly id: Palette; readonly name: string }[] = [
  { id: 'red-green', name: 'Red and green' },
  { id: 'orange-blue', name: 'Orange and blue' },
];

/** What is chosen once: looks, who labels, keys; and what this workspace is. */
export function SettingsView() {
  const { theme, palette } = useLooks();
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  return (
    <>
      <PageHead title="Settings" state="Kept with the workspace, for the window and the browser alike." />
      <div className="body st-grid">
        <div className="stack">
          <Panel title="Looks">
            <div className="st-row">
              <span>Theme</span>
              <Segments
                label="Theme"
                value={theme}
                options={themes}
                onChange={(chosen) => chooseLooks({ theme: chosen })}
              />
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
            <p className="help">Predicted boxes are solid, labelled ones dashed, in either pair of colours.</p>
          </Panel>
          <Panel title="Who works here">
            <Author />
          </Panel>
          <Panel title="This workspace" meta={info ? `schema ${info.schemaVersion}` : ''}>
            {info ? (
              <>
                <dl className="kv">
                  <dt>Name</dt>
                  <dd>{info.name}</dd>
                  <dt>Folder</dt>
                  <dd className="mono" title={info.folder}>
                    {info.folder}
                  </dd>
                  <dt>Classes</dt>
                  <dd>{info.classes.join(', ') || 'none yet'}</dd>
                  <dt>Images</dt>
                  <dd>{info.counts.images.toLocaleString('en-GB')}</dd>
                  <dt>Datasets, runs, models</dt>
                  <dd>
                    {info.counts.datasets}, {info.counts.runs}, {info.counts.models}
                  </dd>
                </dl>
                {shell ? (
                  <div className="row st-acts">
                    <Button icon="i-folder" onPress={() => void shell?.showInFolder(info.folder)}>
                      Show the folder
                    </Button>
                  </div>
                ) : null}
              </>
            ) : null}
          </Panel>
        </div>
        <KeysPanel />
      </div>
    </>
  );
}

function Author() {
  const { author, remember } = useAuthor();
  const [name, setName] = useState(author);
  useEffect(() => setName(author), [author]);
  const isChanged = name.trim() !== '' && name.trim() !== author;
  return (
    <div className="row st-author">
      <TextField
        label="Name of the annotator"
        value={name}
        onChange={setName}
        help="Stands beside every label, look at the test role and decision."
      />
      {isChanged ? <Button onPress={() => remember(name)}>Keep this name</Button> : null}
    </div>
  );
}
