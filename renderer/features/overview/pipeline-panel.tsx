import { hashOf } from '../../app/navigation.ts';
import type { Screen } from '../../app/screen.ts';
import { screens } from '../../app/screens.ts';
import { NodeMark, type NodeState, Panel } from '../../ui/index.ts';

const stateWords: Partial<Readonly<Record<NodeState, string>>> = {
  stale: 'stale',
  running: 'running',
  failed: 'failed',
  alarm2: 'alarm',
};

/** The steps as the rail has them, in the same words, with the one way back. */
export function PipelinePanel() {
  const steps = screens.filter(({ place }) => place === 'pipeline');
  return (
    <Panel title="Pipeline" className="ov-dag" meta="each step says why it is stale">
      <ol className="dag">
        {steps.map((screen) => (
          <Step key={screen.id} screen={screen} />
        ))}
      </ol>
      <p className="dag-back">
        <span>the only way back: what the model got wrong goes to the label queue</span>
      </p>
    </Panel>
  );
}

function Step({ screen }: { readonly screen: Screen }) {
  const rail = screen.useRail();
  const said = rail ? stateWords[rail.node] : undefined;
  return (
    <li>
      <a href={hashOf({ screen: screen.id, parameters: {} })}>
        <span className="row">
          {rail ? <NodeMark state={rail.node} /> : null}
          <span>{screen.name}</span>
          {said ? <span className="right s q">{said}</span> : null}
        </span>
        <span className="dag-words">{rail?.words ?? ''}</span>
      </a>
    </li>
  );
}
