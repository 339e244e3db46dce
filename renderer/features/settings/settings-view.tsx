import './settings.css';
import { useEffect, useState } from 'react';
import { useAuthor } from '../../client/index.ts';
import { Button, PageHead, Panel, TextField } from '../../ui/index.ts';
import { AboutPanel } from './about-panel.tsx';
import { CasePanel } from './case-panel.tsx';
import { FileNamesPanel } from './file-names-panel.tsx';
import { KeysPanel } from './keys-panel.tsx';
import { LooksPanel } from './looks-panel.tsx';
import { WorkspacePanel } from './workspace-panel.tsx';

/** What is chosen once: looks, who labels, keys; and what this workspace and this program are. */
export function SettingsView() {
  return (
    <>
      <PageHead title="Settings" state="Kept with the workspace, for the window and the browser alike." />
      <div className="body flows st-grid">
        <div className="stack">
          <LooksPanel />
          <Panel title="Who works here">
            <Author />
          </Panel>
          <CasePanel />
          <FileNamesPanel />
          <WorkspacePanel />
          <AboutPanel />
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
