import { useEffect, useState } from 'react';
import type { AugmentationPreview } from '../../../shared/contract/datasets.ts';
import { problemOf, useKept } from '../../client/index.ts';
import { Button, Icon, Panel } from '../../ui/index.ts';
import { augmentRows, type DraftView, NumberRowField } from '../runs/params/index.ts';
import { PreviewTiles } from './preview-tiles.tsx';

/** A picture is drawn again this long after the last change of a slider. */
const drawAfterMs = 120;

/** What training sees of one picture: as it is, each augmentation alone, all together. The sliders are lines of `params.yaml`. */
export function AugmentationPanel({
  draft,
  dataset,
  isWanted,
}: {
  readonly draft: DraftView;
  readonly dataset: { readonly name: string; readonly version: number } | null;
  /** Somebody came here for it. */
  readonly isWanted: boolean;
}) {
  const [picture, setPicture] = useState(0);
  const [epoch, setEpoch] = useState(0);
  const text = useLater(draft.review.params ? draft.text : null);
  const { data, error } = useKept(
    ['datasets.previewAugmentation', dataset, picture, epoch, text],
    (client) => client.datasets.previewAugmentation({ dataset, picture, epoch, paramsText: text ?? '', together: 4 }),
    text !== null,
  );
  const shown = useLast(data);
  const problem = error ? problemOf(error) : null;
  const isOvertaken = problem?.code === 'cancelled';
  useEffect(() => {
    if (isWanted) document.getElementById('augmentation')?.focus();
  }, [isWanted]);
  return (
    <Panel title="Augmentation preview" meta={shown?.path} inside="scroll" className="augmentation">
      <div className="augin" id="augmentation" tabIndex={-1}>
        {shown ? <PreviewTiles preview={shown} /> : null}
        {problem && !isOvertaken ? (
          <p className="help bad">
            <Icon name="i-alert" />
            <span>{problem.sentence}</span>
          </p>
        ) : null}
        <p className="s q augn">
          What the network is given, {shown ? `${shown.widthPx} x ${shown.heightPx} px` : 'at its size'}. A turned box
          is the box around its turned corners; under 10 % of its area left, it is dropped.
        </p>
        <div className="augf">
          {augmentRows.map((row) => (
            <NumberRowField key={row.label} draft={draft} row={row} />
          ))}
        </div>
        <div className="row augb">
          <Button onPress={() => setPicture(picture + 1)}>Another picture</Button>
          <Button onPress={() => setEpoch(epoch + 1)}>Draw again</Button>
          <span className="s q right hide-narrow">
            {draft.saving === 'saved'
              ? 'saved in params.yaml'
              : draft.saving === 'wrong'
                ? 'not saved: the file has a line to put right'
                : 'saving'}
          </span>
        </div>
      </div>
    </Panel>
  );
}

/** A value a little later, so that a slider that is dragged asks for few pictures. */
function useLater<T>(value: T): T {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), drawAfterMs);
    return () => clearTimeout(timer);
  }, [value]);
  return later;
}

/** The last preview there was, while the next one is drawn. */
function useLast(preview: AugmentationPreview | undefined): AugmentationPreview | undefined {
  const [last, setLast] = useState(preview);
  useEffect(() => {
    if (preview) setLast(preview);
  }, [preview]);
  return preview ?? last;
}
