import './models.css';
import { go } from '../../app/navigation.ts';
import { Button, Empty, PageHead } from '../../ui/index.ts';

/** A screen that does nothing without a model, while there is none. */
export function ModelWanted({ screen, text }: { readonly screen: string; readonly text: string }) {
  return (
    <>
      <PageHead title={screen}>
        <Button kind="primary" onPress={() => go('train')}>
          Train a model
        </Button>
      </PageHead>
      <div className="body flows mo-wanted">
        <Empty title="No model yet" text={text}>
          <Button onPress={() => go('models')}>Import a model</Button>
        </Empty>
      </div>
    </>
  );
}
