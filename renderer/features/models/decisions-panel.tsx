import type { ModelDecision } from '../../../shared/domain/model-stage.ts';
import { Panel } from '../../ui/index.ts';
import { decisionWords, momentWords } from './words.ts';

/** The journal: who decided what, when and why. Nothing is taken out of it. */
export function DecisionsPanel({ decisions }: { readonly decisions: readonly ModelDecision[] }) {
  return (
    <Panel title="Decisions" meta="journal" inside="scroll" className="grow mo-decisions">
      {decisions.length === 0 ? (
        <p className="s q">None yet. Promotions, roll backs and archivings stand here with name and reason.</p>
      ) : (
        <ul className="mo-decs s">
          {decisions.toReversed().map((decision) => (
            <li key={decision.id}>
              <b>{momentWords(decision.decidedAt)}</b> {decisionWords(decision)}
              {decision.comment ? `: ${decision.comment}` : '.'} <span className="q">{decision.author}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
