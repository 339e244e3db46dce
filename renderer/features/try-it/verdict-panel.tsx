import { go } from '../../app/navigation.ts';
import { Button, Icon, Panel, ProblemNotice, ScoreBand, VerdictMark } from '../../ui/index.ts';
import { type Condition, conditionsOf } from './conditions.ts';
import type { Tried } from './state.ts';

/** The verdict, and each condition PRESENT needs. */
export function VerdictPanel({ tried }: { readonly tried: Tried }) {
  const { answer, model, isSent, problem } = tried;
  if (!answer) return null;
  return (
    <Panel
      title="Verdict"
      meta={`${model.replace('@', ' v')}; PRESENT needs all`}
      className="ty-verdict"
      inside="scroll"
    >
      <div className={`verdict${answer.verdict === 'UNKNOWN' ? ' unknown' : ''}`} role="status">
        <VerdictMark verdict={answer.verdict} />
        <b>{answer.verdict}</b>
      </div>
      {answer.reason ? <p className="ty-reason">{answer.reason}</p> : null}
      <ScoreBand score={answer.score} threshold={answer.threshold} />
      <p className="s q tall-only">{answer.rule.evidence}</p>
      <ul className="conds">
        {conditionsOf(answer).map((condition) => (
          <ConditionRow key={condition.words} condition={condition} />
        ))}
      </ul>
      {isSent ? (
        <div className="row ty-acts">
          <span>It is in the label queue.</span>
          <Button onPress={() => go('label', { image: tried.sha256 })}>Open in Label</Button>
        </div>
      ) : null}
      {problem ? <ProblemNotice problem={problem} /> : null}
    </Panel>
  );
}

function ConditionRow({ condition: { words, holds, value } }: { readonly condition: Condition }) {
  return (
    <li className={holds === false ? 'no' : ''}>
      {holds === null ? (
        <span className="ic" />
      ) : (
        <Icon name={holds ? 'i-check' : 'i-alert'} label={holds ? 'holds' : 'does not hold'} />
      )}
      <span>{words}</span>
      <b className="right">{value}</b>
    </li>
  );
}
