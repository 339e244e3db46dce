import type { EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import type { BootstrapInterval, EpisodeRate, Measure } from '../../../shared/domain/evaluation-figures.ts';
import { gravestFirst } from '../../../shared/domain/gravest-error.ts';
import { capitalised, percent } from '../../../shared/evaluation/wording.ts';
import { useEngine, useGravestError } from '../../client/index.ts';
import { Empty, errorLineEnd, IntervalLine, Panel } from '../../ui/index.ts';

/** The model in production, else the newest, with its figures on the most telling role it was measured on. */
export function ModelPanel() {
  const { data: models } = useEngine(['models.list'], (client) => client.models.list());
  const { data: current } = useEngine(['models.current'], (client) => client.models.current());
  const { data: evaluations } = useEngine(['evaluations.list'], (client) => client.evaluations.list());
  if (!models || !evaluations) return null;
  const model = current ?? [...models].sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
  if (!model) {
    return (
      <Panel title="Model" className="ov-model">
        <Empty
          title="No model yet"
          text="Label pictures, freeze a dataset and train; the best checkpoint becomes a model."
        />
      </Panel>
    );
  }
  const name = `${model.name} v${model.version}`;
  const own = evaluations.filter((one) => one.model === model.name && one.modelVersion === model.version);
  const told = [...own].sort((a, b) => roleOrder.indexOf(a.role) - roleOrder.indexOf(b.role) || b.id - a.id)[0];
  return (
    <Panel
      title={current ? `In production: ${name}` : `Newest model: ${name}`}
      meta={told ? `${told.dataset} v${told.datasetVersion}, role ${told.role}` : 'not evaluated'}
      inside="flush-scroll"
      className="ov-model"
    >
      {told ? (
        <Figures evaluation={told} className={model.card.classes[0] ?? 'object'} />
      ) : (
        <p className="ov-none q">It was not evaluated: nothing is known of its errors yet.</p>
      )}
    </Panel>
  );
}

const roleOrder = ['test', 'calibration', 'val', 'train'];

function Figures({ evaluation, className }: { readonly evaluation: EvaluationSummary; readonly className: string }) {
  const gravest = useGravestError();
  const { imageLevel, averagePrecision, matchedIou } = evaluation.figures;
  const rates = imageLevel ? [imageLevel.falsePositives, imageLevel.misses] : [];
  const to = errorLineEnd(rates.map(({ wilson }) => wilson?.high ?? null));
  return (
    <>
      <table className="t">
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" className="r">
              measured
            </th>
            <th scope="col">95 % interval</th>
          </tr>
        </thead>
        <tbody>
          {imageLevel
            ? gravestFirst(gravest, {
                'false-positive': (
                  <RateRow
                    key="false-positive"
                    name={`${capitalised(className)} reported, none there`}
                    rate={imageLevel.falsePositives}
                    to={to}
                  />
                ),
                miss: <RateRow key="miss" name={`${capitalised(className)} missed`} rate={imageLevel.misses} to={to} />,
              })
            : null}
          <PrecisionRow
            name={`${capitalised(className)} found, mAP50`}
            measure={averagePrecision.map50}
            interval={averagePrecision.map50Interval}
          />
          {matchedIou.mean.state === 'defined' ? (
            <tr>
              <td>
                Box fits, mean IoU
                <span className="s q ov-second">over {matchedIou.pairs} boxes found above the threshold</span>
              </td>
              <td className="r">
                <b>{matchedIou.mean.value.toFixed(3)}</b>
              </td>
              <td />
            </tr>
          ) : null}
          <PrecisionRow
            name="Both, mAP50-95"
            measure={averagePrecision.map5095}
            interval={averagePrecision.map5095Interval}
          />
        </tbody>
      </table>
      <p className="ov-note s q">
        Bound: one-sided 95 % Clopper-Pearson over tries. Plot of rates: Wilson 95 %, from 0 to {percent(to)}.
        {evaluation.cautions.map((caution) => ` ${caution}`)}
      </p>
    </>
  );
}

function RateRow({ name, rate, to }: { readonly name: string; readonly rate: EpisodeRate; readonly to: number }) {
  const { errors, trials, atMostOneIn, wilson } = rate;
  const value = rate.rate.state === 'defined' ? rate.rate.value : null;
  const bound = atMostOneIn === null ? '' : `, at most 1 in ${atMostOneIn}`;
  return (
    <tr>
      <td>
        {name}
        <span className="s q ov-second">
          {errors} of {trials} tries{bound}
        </span>
      </td>
      <td className="r">
        <b>{value === null ? 'no try' : percent(value)}</b>
      </td>
      <td>
        {value === null || wilson === null ? null : (
          <IntervalLine
            value={value}
            low={wilson.low}
            high={wilson.high}
            from={0}
            to={to}
            label={`${name}: ${percent(value)}, 95 % interval ${percent(wilson.low)} to ${percent(wilson.high)}`}
          />
        )}
      </td>
    </tr>
  );
}

function PrecisionRow({
  name,
  measure,
  interval,
}: {
  readonly name: string;
  readonly measure: Measure;
  readonly interval: BootstrapInterval;
}) {
  const shown = interval.state === 'shown' ? interval : null;
  return (
    <tr>
      <td>
        {name}
        <span className="s q ov-second">
          {shown
            ? `95 % ${shown.low.toFixed(3)}–${shown.high.toFixed(3)}, by block bootstrap`
            : 'too few blocks hold an error for an interval'}
        </span>
      </td>
      <td className="r">
        <b>{measure.state === 'defined' ? measure.value.toFixed(3) : 'none'}</b>
      </td>
      <td>
        {shown && measure.state === 'defined' ? (
          <IntervalLine
            value={measure.value}
            low={shown.low}
            high={shown.high}
            from={0}
            to={1}
            label={`${name}: ${measure.value.toFixed(3)}`}
          />
        ) : null}
      </td>
    </tr>
  );
}
