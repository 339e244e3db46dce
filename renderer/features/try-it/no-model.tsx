import { go } from '../../app/navigation.ts';
import { Button, Empty, PageHead } from '../../ui/index.ts';

export function NoModel() {
  return (
    <>
      <PageHead title="Try it">
        <Button kind="primary" onPress={() => go('train')}>
          Train a model
        </Button>
      </PageHead>
      <div className="body ty-none">
        <Empty
          title="No model yet"
          text="Train one, or import the plant's present model, and try pictures with it here."
        >
          <Button onPress={() => go('models')}>Import a model</Button>
        </Empty>
      </div>
    </>
  );
}
