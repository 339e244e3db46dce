import { Button, Empty, Panel } from '../../ui/index.ts';

/** What may be dropped, where nothing lies on the bench yet. */
export function DropPanel({ onChoose }: { readonly onChoose: () => void }) {
  return (
    <Panel title="Picture" className="ty-pic">
      <Empty
        title="Drop a picture here, or paste one"
        text="PNG, JPEG, BMP, TIFF or PGM, 8-bit grey, up to 12 megapixels and 32 MB. The model says whether the object is there, and where; several at once are looked at one after the other."
      >
        <Button icon="i-folder" onPress={onChoose}>
          Choose
        </Button>
      </Empty>
    </Panel>
  );
}
