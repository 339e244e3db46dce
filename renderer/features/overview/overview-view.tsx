import './overview.css';
import { go } from '../../app/navigation.ts';
import { Button, PageHead } from '../../ui/index.ts';
import { AttentionPanel } from './attention-panel.tsx';
import { HappenedPanel } from './happened-panel.tsx';
import { ModelPanel } from './model-panel.tsx';
import { nextStep } from './next-step.ts';
import { PipelinePanel } from './pipeline-panel.tsx';
import { useFacts } from './use-facts.ts';
import { WorkPanel } from './work-panel.tsx';

/** The loop at a glance: where each step stands, what waits for somebody, the model against its figures, what is being worked on. */
export function OverviewView() {
  const facts = useFacts({ isShown: true });
  const step = facts ? nextStep(facts) : null;
  return (
    <>
      <PageHead
        title="Overview"
        {...(step ? { state: `Next useful step: ${step.words.charAt(0).toLowerCase()}${step.words.slice(1)}.` } : {})}
      >
        {step ? (
          <Button kind="primary" onPress={() => go(step.screen, step.parameters)}>
            {step.words}
          </Button>
        ) : null}
      </PageHead>
      <div className="body flows ov-grid">
        <PipelinePanel />
        {facts ? <AttentionPanel facts={facts} /> : null}
        <ModelPanel />
        <WorkPanel />
        <HappenedPanel />
      </div>
    </>
  );
}
