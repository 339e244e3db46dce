import { RecentWorkspaces } from '../../app/recent-workspaces.tsx';
import { shell, useEngine } from '../../client/index.ts';
import { Button, Panel } from '../../ui/index.ts';
import { gigabytes } from '../images/index.ts';

export function WorkspacePanel() {
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  if (!info) return null;
  const { counts, disk } = info;
  return (
    <Panel title="This workspace" meta={`schema ${info.schemaVersion}`}>
      <dl className="kv">
        <dt>Name</dt>
        <dd>{info.name}</dd>
        <dt>Folder</dt>
        <dd className="mono st-path" title={info.folder}>
          {info.folder}
        </dd>
        <dt>Free on its disk</dt>
        <dd>{disk ? `${gigabytes(disk.freeBytes)} of ${gigabytes(disk.totalBytes)}` : 'not known'}</dd>
        <dt>Images</dt>
        <dd>
          {counts.images.toLocaleString('en-GB')}, {counts.unlabelled.toLocaleString('en-GB')} of them not labelled
        </dd>
        <dt>Datasets, runs, models</dt>
        <dd>
          {counts.datasets}, {counts.runs}, {counts.models}
        </dd>
      </dl>
      {shell ? (
        <div className="row st-acts">
          <Button icon="i-folder" onPress={() => void shell?.showInFolder(info.folder)}>
            Show the folder
          </Button>
          <Button onPress={() => void shell?.openWorkspace()}>Open another workspace</Button>
        </div>
      ) : null}
      {shell ? <RecentWorkspaces openFolder={info.folder} heading="h3" /> : null}
    </Panel>
  );
}
