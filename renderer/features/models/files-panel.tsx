import type { ModelSummary } from '../../../shared/contract/models.ts';
import { shell, useAction } from '../../client/index.ts';
import { Button, Notice, Panel, ProblemNotice } from '../../ui/index.ts';
import { FolderButton } from '../runs/index.ts';
import { bytesWords, shortHash, versionId } from './words.ts';

/** The model's files, and the two forms in which it leaves this workspace. */
export function FilesPanel({ model }: { readonly model: ModelSummary }) {
  const exporting = useAction(async (client, { pytorch }: { readonly pytorch: boolean }) => {
    const fileName = `${model.name}-v${model.version}.${pytorch ? 'pt' : 'plugsight'}`;
    // Without a shell there is no dialog: the file goes into the workspace's exports.
    const path = shell ? await shell.chooseSavePath({ title: 'Export model', fileName }) : null;
    if (shell && path === null) return null;
    return client.models.export({ model: versionId(model), path, pytorch });
  });
  const report = exporting.data ?? null;
  return (
    <Panel title="Files">
      <ul className="mo-files s">
        {model.card.parts.map((part) => (
          <li key={part.path} title={`sha256 ${part.sha256}`}>
            <span className="mono">{part.path}</span>
            <span className="q">{bytesWords(part.sizeBytes)}</span>
          </li>
        ))}
      </ul>
      <div className="row wrap mo-act">
        <Button isDisabled={exporting.isPending} onPress={() => exporting.mutate({ pytorch: false })}>
          Export .plugsight
        </Button>
        <Button isDisabled={exporting.isPending} onPress={() => exporting.mutate({ pytorch: true })}>
          PyTorch weights
        </Button>
      </div>
      {exporting.problem ? <ProblemNotice problem={exporting.problem} /> : null}
      {report ? (
        <Notice
          title={`Exported, ${bytesWords(report.bytes)}`}
          text={
            <>
              <span className="mono mo-path">{report.path}</span>
              <span className="s q">sha256 {shortHash(report.sha256)}</span>
            </>
          }
        >
          <FolderButton path={report.path} />
        </Notice>
      ) : null}
    </Panel>
  );
}
