import { useState } from 'react';
import { type ModelDecision, productionDecision, rollBackTarget } from '../../../shared/domain/model-stage.ts';
import { useAction, useAuthor } from '../../client/index.ts';
import { Button, Panel, ProblemNotice } from '../../ui/index.ts';
import { PersonDialog } from './person-dialog.tsx';

/** One action back to the model that was in production before; absent where there was none. */
export function RollBackPanel({ decisions }: { readonly decisions: readonly ModelDecision[] }) {
  const { author, remember } = useAuthor();
  const [isAsking, setAsking] = useState(false);
  const rollBack = useAction((client, person: { readonly author: string; readonly comment: string }) =>
    client.models.rollBack(person),
  );
  const current = productionDecision(decisions);
  const before = rollBackTarget(decisions);
  if (current === null || before === null) return null;
  const name = `${before.model} v${before.modelVersion}`;
  return (
    <Panel title="Roll back">
      <p className="s q">
        {name} was in production before {current.model} v{current.modelVersion}. It takes over at once, and the journal
        says who rolled back.
      </p>
      {rollBack.problem ? <ProblemNotice problem={rollBack.problem} /> : null}
      <div className="mo-act">
        <Button
          isDisabled={rollBack.isPending}
          onPress={() => (author === '' ? setAsking(true) : rollBack.mutate({ author, comment: '' }))}
        >
          Roll back to {name}
        </Button>
      </div>
      {isAsking ? (
        <PersonDialog
          title={`Roll back to ${name}`}
          act={`Roll back to ${name}`}
          reason={null}
          problem={rollBack.problem}
          isPending={rollBack.isPending}
          onClose={() => setAsking(false)}
          onDone={(person) => {
            remember(person.author);
            rollBack.mutate(person, { onSuccess: () => setAsking(false) });
          }}
        />
      ) : null}
    </Panel>
  );
}
