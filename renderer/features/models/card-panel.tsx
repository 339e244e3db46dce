import type { ModelSummary } from '../../../shared/contract/models.ts';
import { Panel } from '../../ui/index.ts';
import { preparationWords } from './words.ts';

/** What the model eats, how its answer is read and decided on. */
export function CardPanel({ model: { card } }: { readonly model: ModelSummary }) {
  const { network, decision, preparation } = card;
  const { widthPx, heightPx } = network.inputSize;
  const region = decision.regionOfInterest;
  return (
    <Panel title="Card" className="grow">
      <dl className="kv mo-kv">
        <dt>Finds</dt>
        <dd>{card.classes.join(', ')}</dd>
        <dt>Input</dt>
        <dd>
          {widthPx} × {heightPx} px, {network.inputChannels === 1 ? 'grey' : 'grey three times'}
        </dd>
        <dt>Pictures</dt>
        <dd>{preparationWords(preparation)}</dd>
        <dt>Threshold</dt>
        <dd>{decision.threshold.toFixed(3)}</dd>
        <dt>Region</dt>
        <dd>
          {region === null
            ? 'whole picture'
            : `${Math.round(region.xMax - region.xMin)} × ${Math.round(region.yMax - region.yMin)} px`}
        </dd>
        <dt>Place</dt>
        <dd>{decision.tolerance === null ? 'not taught' : `centre ± ${decision.tolerance.centreXPx} px`}</dd>
        <dt>Licence</dt>
        <dd>{card.licence ?? 'not stated'}</dd>
        <dt>Runtime</dt>
        <dd>onnxruntime {card.runtimeVersion}</dd>
      </dl>
      <p className="s q mo-evidence">{decision.evidence}</p>
    </Panel>
  );
}
