import { useMemo } from 'react';
import type { QueueCounts } from '../../../shared/contract/labelling.ts';
import { mediaUrl } from '../../client/index.ts';
import { Button, Icon } from '../../ui/index.ts';
import { Viewport, type ViewportHandle } from '../../viewport/index.ts';
import { ConflictNotice } from './conflict-notice.tsx';
import { QueueThrough } from './queue-through.tsx';
import { change, create } from './session/boxes.ts';
import { saver } from './session/desk.ts';
import { keyOr } from './session/key-words.ts';
import { type Current, currentOf, select, useLabel } from './session/state.ts';
import { conflictBoxes, shownBoxes } from './shown-boxes.ts';
import { Strip } from './strip.tsx';
import { Toolbar } from './toolbar.tsx';
import { counted, fileName } from './words.ts';

/** Tools above, the picture as large as it goes, its neighbours in the queue below. */
export function Stage({
  handle,
  classes,
  counts,
}: {
  readonly handle: ViewportHandle;
  readonly classes: readonly string[];
  readonly counts: QueueCounts | undefined;
}) {
  const isThrough = useLabel((state) => state.isThrough);
  return (
    <section className="stage" aria-label="Picture">
      <Toolbar handle={handle} classCount={classes.length} />
      {isThrough ? <QueueThrough counts={counts} /> : <Picture handle={handle} classes={classes} />}
      <Strip />
    </section>
  );
}

function Picture({ handle, classes }: { readonly handle: ViewportHandle; readonly classes: readonly string[] }) {
  const items = useLabel((state) => state.items);
  const at = useLabel((state) => state.at);
  const images = useLabel((state) => state.images);
  const works = useLabel((state) => state.works);
  const selected = useLabel((state) => state.selected);
  const display = useLabel((state) => state.display);
  const hasLoupe = useLabel((state) => state.hasLoupe);
  const isModelView = useLabel((state) => state.isModelView);
  const areBoxesHidden = useLabel((state) => state.areBoxesHidden);
  // A conflict comes and goes with the state of saving.
  useLabel((state) => state.saveState);
  const item = items[at];
  const image = item ? images.get(item.imageId) : undefined;
  const work = item ? works.get(item.imageId) : undefined;
  const conflict = item ? saver().conflict(item.imageId) : null;
  const boxes = useMemo(() => {
    if (!image || !work) return [];
    return conflict ? conflictBoxes(conflict, classes) : shownBoxes(image, work, classes);
  }, [image, work, conflict, classes]);
  if (!item) return <div className="vp" />;
  const view = isModelView && image?.prepared ? 'prepared' : 'source';
  const preload = [items[at + 1], items[at + 2], items[at - 1]].flatMap((near) =>
    near ? (mediaUrl(`/media/images/${near.imageId}/${view}`) ?? []) : [],
  );
  return (
    <Viewport
      label={image && work ? spoken({ imageId: item.imageId, image, work }, at, items.length) : fileName(item.path)}
      url={image ? mediaUrl(`/media/images/${item.imageId}/${view}`) : null}
      size={image ?? { widthPx: 1, heightPx: 1 }}
      boxes={boxes}
      selectedId={selected}
      hasTools={conflict === null && image !== undefined}
      areBoxesHidden={areBoxesHidden}
      hasLoupe={hasLoupe}
      display={display}
      preload={preload}
      keepsLast={false}
      isWaiting={image === undefined}
      handle={handle}
      onShown={() => useLabel.setState({ seen: item.imageId })}
      onSelect={select}
      onCreate={create}
      onChange={change}
      onTool={(tool) => useLabel.setState({ tool })}
    >
      <Say />
      {conflict ? <ConflictNotice conflict={conflict} /> : null}
    </Viewport>
  );
}

function spoken({ image, work }: Current, at: number, of: number): string {
  const label =
    work.state === 'boxes'
      ? counted(work.boxes.length, 'box').replace('boxs', 'boxes')
      : work.state === 'no-object'
        ? 'no object'
        : 'not labelled';
  return `Image ${at + 1} of ${of}, ${fileName(image.path)}, ${label}`;
}

/** Why something was not done, or why a label is not stored: over the picture, until the next action. */
function Say() {
  const notice = useLabel((state) => state.notice);
  const saveState = useLabel((state) => state.saveState);
  const unsaved =
    saveState.kind === 'unsaved' && saveState.problem.code !== 'label-conflict' ? saveState.problem.sentence : null;
  const isHidden = useLabel((state) => state.areBoxesHidden && currentOf(state) !== null);
  return (
    <div className="lb-say" aria-live="polite">
      {unsaved ? (
        <div className="notice caution">
          <Icon name="i-alert" />
          <div>{unsaved}</div>
          <div className="acts">
            <Button onPress={() => saver().flush()}>Save again</Button>
          </div>
        </div>
      ) : null}
      {notice ? <p className="oncanvas">{notice}</p> : null}
      {isHidden ? (
        <p className="oncanvas">Boxes are hidden. {keyOr('label.hide', 'The command “Hide the boxes”')} shows them.</p>
      ) : null}
    </div>
  );
}
