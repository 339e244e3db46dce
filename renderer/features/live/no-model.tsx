import { go } from '../../app/navigation.ts';
import { Button, Empty, PageHead } from '../../ui/index.ts';

export function NoModel() {
  return (
    <>
      <PageHead title="Live">
        <Button kind="primary" onPress={() => go('train')}>
          Train a model
        </Button>
      </PageHead>
      <div className="body flows lv-start">
        <Empty
          title="No model yet"
          text="The station runs on an exported model file: train a model first, or import one."
        >
          <Button onPress={() => go('models')}>Import a model</Button>
        </Empty>
      </div>
    </>
  );
}
