import { useState } from 'react';
import type { LiveSource } from '../../../shared/contract/station.ts';
import { shell, useAction, useEngine } from '../../client/index.ts';
import { Button, NumberField, PageHead, Panel, ProblemNotice, Radios, Select, TextField } from '../../ui/index.ts';
import { chooseFolder, FolderChooser } from '../images/index.ts';
import { ModelWanted } from '../models/index.ts';
import { useStart } from './start-state.ts';

const kinds = [
  { id: 'workspace', name: 'The pictures of this workspace, round and round' },
  { id: 'folder', name: 'The pictures of a folder, round and round' },
  { id: 'watched', name: 'New pictures of a folder, as they are written' },
] as const;

/** What is to be shown to the station program. */
export function Start() {
  const { data: models } = useEngine(['models.list'], (client) => client.models.list());
  const { data: current } = useEngine(['models.current'], (client) => client.models.current());
  const asked = useStart();
  const [isChoosing, setChoosing] = useState(false);
  const start = useAction((client, input: { model: string; source: LiveSource; intervalMs: number }) =>
    client.station.start(input),
  );
  const names = [...(models ?? [])]
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    .map(({ name, version }) => `${name}@${version}`);
  const usual = current ? `${current.name}@${current.version}` : (names[0] ?? '');
  const model = names.includes(asked.model ?? '') ? (asked.model ?? '') : usual;
  const [isMissing, setMissing] = useState(false);
  if (!models || current === undefined) return null;
  if (names.length === 0)
    return (
      <ModelWanted
        screen="Live"
        text="The station runs on an exported model file: train a model first, or import one."
      />
    );
  const folder = asked.folder.trim();
  const begin = () => {
    if (asked.kind !== 'workspace' && folder === '') return setMissing(true);
    const source: LiveSource = asked.kind === 'workspace' ? { kind: 'workspace' } : { kind: asked.kind, folder };
    start.mutate({ model, source, intervalMs: Math.round(asked.seconds * 1000) });
  };
  const take = (chosen: string) => {
    useStart.setState({ folder: chosen });
    setMissing(false);
    setChoosing(false);
  };
  const choose = async () => {
    if (!shell) return setChoosing(true);
    const chosen = await chooseFolder('Folder of frames');
    if (chosen !== null) take(chosen);
  };
  return (
    <>
      <PageHead title="Live" state="Off. Frames go through the station program for the screen only: no PLC, no permit.">
        <Button kind="primary" onPress={begin}>
          {start.isPending ? 'Starting the station' : 'Start the station'}
        </Button>
      </PageHead>
      <div className="body flows lv-start">
        {start.problem ? <ProblemNotice problem={start.problem} /> : null}
        <Panel title="What the station looks at">
          <div className="stack">
            <Radios
              label="Frames"
              value={asked.kind}
              options={kinds}
              onChange={(kind) => useStart.setState({ kind })}
            />
            {asked.kind === 'workspace' ? null : (
              <div className="row lv-folder">
                <TextField
                  label="Folder of frames"
                  value={asked.folder}
                  onChange={take}
                  problem={isMissing ? 'Name the folder the frames lie in.' : null}
                  help={
                    asked.kind === 'watched'
                      ? 'Looked at twice a second; what lies there now is not judged.'
                      : 'With the folders in it, in the order of the names.'
                  }
                />
                <Button icon="i-folder" onPress={() => void choose()}>
                  Choose
                </Button>
              </div>
            )}
            {asked.kind === 'watched' ? null : (
              <NumberField
                label="Seconds between frames"
                value={asked.seconds}
                onChange={(seconds) => useStart.setState({ seconds })}
                min={0.1}
                max={60}
                step={0.1}
                help="Never faster than the verdicts: a frame is taken when the one before has its own."
              />
            )}
          </div>
        </Panel>
        <Panel title="With which model">
          <div className="stack">
            <Select
              label="Model"
              value={model}
              options={names.map((id) => ({ id, name: nameOf(id, usual, current !== null) }))}
              onChange={(chosen) => useStart.setState({ model: chosen })}
            />
            <p className="q">
              It is exported first; the station starts from that file and checks every part of it, as it would on the
              machine. What the pictures say here is no evidence: the model may have been trained on them.
            </p>
          </div>
        </Panel>
      </div>
      <FolderChooser title="Folder of frames" isOpen={isChoosing} onClose={() => setChoosing(false)} onChoose={take} />
    </>
  );
}

function nameOf(id: string, usual: string, isProduction: boolean): string {
  const name = id.replace('@', ' v');
  return id === usual && isProduction ? `${name}, in production` : name;
}
