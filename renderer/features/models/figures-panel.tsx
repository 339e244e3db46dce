import { Fragment } from 'react';
import type { EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import type { ModelSummary } from '../../../shared/contract/models.ts';
import { gravestFirst } from '../../../shared/domain/gravest-error.ts';
import { go } from '../../app/navigation.ts';
import { useEngine, useGravestError } from '../../client/index.ts';
import { Button, Empty, Icon, IntervalLine, Panel } from '../../ui/index.ts';
import { againstWords, type Evidence, isSame, limitsOf } from './evidence.ts';
import { type Figure, type FigureRow, figureRows } from './figure-rows.ts';
import { versionId, versionName } from './words.ts';

/** What was measured, beside the present model on the same pictures; every figure with its n and interval. */
export function FiguresPanel({
  model,
  current,
  evidence: { own, current: other },
  isReady,
}: {
  readonly model: ModelSummary;
  readonly current: ModelSummary | null;
  readonly evidence: Evidence;
  readonly isReady: boolean;
}) {
  const gravest = useGravestError();
  const isAgainst = current !== null && !isSame(model, current);
  const title = isAgainst ? `New ${versionName(model)} against current ${versionName(current)}` : versionName(model);
  const validate = () => go('validate', { model: versionId(model) });
  if (own === null) {
    return (
      <Panel title={title} className="grow">
        {isReady ? (
          <Empty
            title="Not evaluated yet"
            text="Let it look at pictures whose truth is known. Then its errors stand here, each with its interval."
          >
            <Button onPress={validate}>Evaluate in Validate</Button>
          </Empty>
        ) : null}
      </Panel>
    );
  }
  const className = model.card.classes[model.card.decision.targetClassIndex] ?? 'object';
  const place = `${own.role} of ${own.dataset} v${own.datasetVersion}`;
  return (
    <Panel title={title} meta={`${place}, 95 % intervals`} inside="flush-scroll" className="grow mo-figures">
      <table className="t mo-crit">
        <thead>
          <tr>
            <th scope="col">Measured</th>
            {other ? (
              <th scope="col" className="r">
                current
              </th>
            ) : null}
            <th scope="col" className="r">
              {other ? 'new' : versionName(model)}
            </th>
            <th scope="col" className="mo-line">
              <span className="sr">95 % interval</span>
              <Key hasOther={other !== null} />
            </th>
          </tr>
        </thead>
        <tbody>
          {figureRows(own, other, className, gravest).map((row) => (
            <Row key={row.name} row={row} hasOther={other !== null} />
          ))}
        </tbody>
      </table>
      <div className="mo-below">
        {other ? <Compared own={own} other={other} /> : null}
        {isAgainst && other === null ? (
          <p className="row">
            <Icon name="i-info" />
            <span>
              {versionName(current)} was not evaluated on {place}, so nothing is compared.
            </span>
            <Button
              onPress={() =>
                go('validate', {
                  model: versionId(current),
                  dataset: `${own.dataset}@${own.datasetVersion}`,
                  role: own.role,
                })
              }
            >
              Evaluate {versionName(current)} there
            </Button>
          </p>
        ) : null}
        <Words summary={own} />
        {[...limitsOf(own)].map((limit) => (
          <p key={limit} className="row caution">
            <Icon name="i-alert" />
            {limit}
          </p>
        ))}
        <Button onPress={() => go('validate', { evaluation: String(own.id) })}>See these pictures</Button>
      </div>
    </Panel>
  );
}

function Key({ hasOther }: { readonly hasOther: boolean }) {
  if (!hasOther) return null;
  return (
    <span className="mo-key">
      <i className="b" /> current <i /> new
    </span>
  );
}

function Row({ row, hasOther }: { readonly row: FigureRow; readonly hasOther: boolean }) {
  const { own, current, from, to } = row;
  return (
    <tr>
      <td>
        {row.name}
        <span className="s q">{row.field}</span>
      </td>
      {hasOther ? <Cell figure={current} /> : null}
      <Cell figure={own} isStrong />
      <td>
        {current ? <Line figure={current} from={from} to={to} isOpen name={`${row.name}, current`} /> : null}
        <Line figure={own} from={from} to={to} name={row.name} />
        <span className="s q mo-ends">
          <span>{endWords(from, row.isError)}</span>
          <span>{endWords(to, row.isError)}</span>
        </span>
      </td>
    </tr>
  );
}

function Cell({ figure, isStrong = false }: { readonly figure: Figure | null; readonly isStrong?: boolean }) {
  return (
    <td className="r">
      {isStrong ? <b>{figure?.words ?? ''}</b> : (figure?.words ?? '')}
      <span className="iv">{figure?.detail ?? ''}</span>
    </td>
  );
}

function Line({
  figure: { value, low, high, words, detail },
  from,
  to,
  isOpen = false,
  name,
}: {
  readonly figure: Figure;
  readonly from: number;
  readonly to: number;
  readonly isOpen?: boolean;
  readonly name: string;
}) {
  if (value === null) return null;
  return (
    <IntervalLine
      value={value}
      low={low}
      high={high}
      from={from}
      to={to}
      isOpen={isOpen}
      label={`${name}: ${words}, ${detail}`}
    />
  );
}

function endWords(end: number, isShare: boolean): string {
  return isShare ? `${Number((100 * end).toPrecision(2))} %` : end.toFixed(1);
}

/** Difference and discordant tries, current model first. */
function Compared({ own, other }: { readonly own: EvaluationSummary; readonly other: EvaluationSummary }) {
  const { data } = useEngine(['evaluations.compare', other.id, own.id], (client) =>
    client.evaluations.compare({ first: other.id, second: own.id }),
  );
  const gravest = useGravestError();
  if (!data) return null;
  const { map50 } = data;
  return (
    <ul className="mo-said">
      {gravestFirst(gravest, {
        'false-positive': <li key="false-positive">None there: {againstWords(data.falsePositives, other, own)}</li>,
        miss: <li key="miss">There: {againstWords(data.misses, other, own)}</li>,
      })}
      {map50.value === null ? null : (
        <li>
          mAP50 new minus current: {map50.value >= 0 ? '+' : '−'}
          {Math.abs(map50.value).toFixed(3)}
          {map50.interval.state === 'shown'
            ? ` (${map50.interval.low.toFixed(3)} to ${map50.interval.high.toFixed(3)}, paired bootstrap over ${map50.interval.blocks} blocks)`
            : `; ${map50.interval.why}`}
          .
        </li>
      )}
    </ul>
  );
}

/** The outcomes once more as sentences of the plant, and the baseline that says how hard the pictures are. */
function Words({ summary: { figures } }: { readonly summary: EvaluationSummary }) {
  const level = figures.imageLevel;
  const gravest = useGravestError();
  const rates = level ? gravestFirst(gravest, { 'false-positive': level.falsePositives, miss: level.misses }) : [];
  return (
    <ul className="mo-said">
      {rates.map(({ sentence, detail }) => (
        <Fragment key={sentence}>
          <li>{sentence}</li>
          <li className="s q">{detail}</li>
        </Fragment>
      ))}
      {figures.baseline ? <li className="s q">{figures.baseline.sentence}</li> : null}
    </ul>
  );
}
