import type { TestLook } from '../../../shared/contract/evaluations.ts';
import { Button, Dialog } from '../../ui/index.ts';

/** The journal of a version's test role, newest first. */
export function LooksDialog({
  name,
  looks,
  onClose,
}: {
  readonly name: string;
  readonly looks: readonly TestLook[];
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      title={`Looks at the test role of ${name}`}
      isOpen
      isWide
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={onClose}>
          Close
        </Button>
      }
    >
      <p className="q">
        A test role answers the release gate three times; then it is retired. Nothing can be taken out of this journal.
      </p>
      <table className="t">
        <thead>
          <tr>
            <th>When</th>
            <th>Who</th>
            <th>Model</th>
            <th>Why</th>
          </tr>
        </thead>
        <tbody>
          {looks.map((look) => (
            <tr key={look.id}>
              <td className="nw">{new Date(look.lookedAt).toLocaleString('en-GB')}</td>
              <td>{look.author}</td>
              <td className="nw">{`${look.model} v${look.modelVersion}`}</td>
              <td>{look.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
