import { Button, Panel } from '../../../ui/index.ts';

/** The way in for somebody without pictures. */
export function DemoPanel({ onDemo }: { readonly onDemo: () => void }) {
  return (
    <Panel title="No pictures at hand?" className="grow">
      <p className="s q">
        Drawn mill scenes with known answers, named synthetic everywhere. One click to a trained model; it takes some
        minutes on two cores.
      </p>
      <div className="row mt8">
        <Button onPress={onDemo}>Try with demo scenes</Button>
        <span className="s q">about 0.5 GB</span>
      </div>
    </Panel>
  );
}
