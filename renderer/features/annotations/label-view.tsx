import './label.css';
import { useEffect, useRef, useState } from 'react';
import type { QueueName } from '../../../shared/contract/labelling.ts';
import { queueNameSchema } from '../../../shared/contract/labelling.ts';
import { go, useRoute } from '../../app/navigation.ts';
import { useAuthor, useConnection, useEngine } from '../../client/index.ts';
import { Button, Empty, ProblemNotice } from '../../ui/index.ts';
import { useViewport, type ViewportHandle } from '../../viewport/index.ts';
import { AuthorDialog } from './dialogs/author-dialog.tsx';
import { PreLabelDialog } from './dialogs/pre-label-dialog.tsx';
import { RejectDialog } from './dialogs/reject-dialog.tsx';
import { ExchangeDialog } from './exchange/index.ts';
import { useLabelKeys } from './keys.ts';
import { LabelBar } from './label-bar.tsx';
import { SidePanels } from './panels/side-panels.tsx';
import { openImage, openQueue, show, take } from './session/open.ts';
import { currentOf, useLabel } from './session/state.ts';
import { Stage } from './stage.tsx';

/** The label editor: queue and saved state above, the picture as large as it goes, neighbours below, the label at the right. */
export function LabelView() {
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  if (!info) return null;
  if (info.counts.images === 0) return <NothingToLabel />;
  return <Editor classes={info.classes} />;
}

function NothingToLabel() {
  return (
    <div className="body">
      <div>
        <Empty title="No images yet" text="Choose a folder of frames or a YOLO dataset. Originals are never changed.">
          <Button kind="primary" onPress={() => go('images')}>
            Import images
          </Button>
        </Empty>
      </div>
    </div>
  );
}

/** Where to begin where the address does not say: what was sent here by hand, what a reviewer sent back, what nobody has looked at. */
const firstOf: readonly QueueName[] = [
  'chosen',
  'rejected',
  'unlabelled',
  'model-extra',
  'model-missed',
  'review',
  'audit',
];

function Editor({ classes }: { readonly classes: readonly string[] }) {
  const handle = useViewport();
  const isAskingAuthor = useLabel((state) => state.isAskingAuthor);
  const [dialog, setDialog] = useState<'pre-label' | 'reject' | 'exchange' | null>(null);
  const { author, remember } = useAuthor();
  const { data: settings } = useEngine(['workspace.settings'], (client) => client.workspace.settings());
  const isKnown = settings !== undefined;
  const phase = useConnection((state) => state.phase);
  const { data: counts } = useEngine(
    ['annotations.queues', author],
    (client) => client.annotations.queues({ author }),
    isKnown,
  );
  useEffect(() => {
    if (isKnown)
      useLabel.setState({ author, ...(author === '' ? { isAskingAuthor: true } : { isAskingAuthor: false }) });
  }, [author, isKnown]);
  useOpened(counts?.queues, isKnown && phase === 'ready');
  useFresh();
  const focusAfterSheet = useFocus(handle, isAskingAuthor || dialog !== null);
  useLabelKeys(handle, classes.length, () => setDialog('reject'));
  const problem = useLabel((state) => state.problem);
  return (
    <>
      <LabelBar counts={counts} onQueue={() => setTimeout(handle.focus, 100)} />
      {problem ? (
        <div className="lb-problem">
          <ProblemNotice problem={problem} />
        </div>
      ) : null}
      <div className="lb">
        <Stage handle={handle} classes={classes} counts={counts} />
        <SidePanels
          classes={classes}
          onPreLabel={() => setDialog('pre-label')}
          onReject={() => setDialog('reject')}
          onExchange={() => setDialog('exchange')}
          onAuthor={() => useLabel.setState({ isAskingAuthor: true })}
        />
      </div>
      <AuthorDialog
        isOpen={isAskingAuthor}
        author={author}
        onClose={() => useLabel.setState({ isAskingAuthor: false })}
        onChoose={(name) => {
          remember(name);
          useLabel.setState({ author: name, isAskingAuthor: false });
          // What waits for a review depends on who looks.
          if (useLabel.getState().queue === 'review') void openQueue('review');
        }}
      />
      <PreLabelDialog
        isOpen={dialog === 'pre-label'}
        onClose={() => setDialog(null)}
        onGoThrough={() => {
          focusAfterSheet();
          setDialog(null);
        }}
      />
      <ExchangeDialog isOpen={dialog === 'exchange'} onClose={() => setDialog(null)} />
      <RejectDialog isOpen={dialog === 'reject'} onClose={() => setDialog(null)} />
    </>
  );
}

/** Opens what the address names; the address follows the editor afterwards, and a link from another screen leads here again. */
function useOpened(counts: readonly { queue: QueueName; waiting: number }[] | undefined, isReady: boolean): void {
  const { parameters } = useRoute();
  const { queue: asked, image } = parameters;
  const hasCounts = counts !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: counts move with every label; they only decide where to begin
  useEffect(() => {
    if (!isReady) return;
    const state = useLabel.getState();
    const shown = state.items[state.at]?.imageId;
    const queue = queueNameSchema.safeParse(asked);
    const isThere =
      state.items.length > 0 &&
      (state.queue ?? '') === (asked ?? '') &&
      (image === undefined ? state.isThrough : shown === image);
    if (isThere) return;
    // Back from another screen: on where it was.
    const isBack = asked === undefined && image === undefined && state.items.length > 0 && state.queue !== null;
    if (isBack && !state.isThrough) {
      show(state.at);
      return;
    }
    if (queue.success) void openQueue(queue.data, { imageId: image });
    else if (image !== undefined) void openImage(image);
    else if (hasCounts) {
      const first = firstOf.find((name) => counts?.some((one) => one.queue === name && one.waiting > 0));
      void openQueue(first ?? 'unlabelled');
    }
  }, [asked, image, isReady, hasCounts]);
}

/**
 * Keys belong to the picture when the editor opens and when a sheet over it closes: on the link or button that led here, Enter would press that
 * again. A sheet gives the focus back to what opened it; what this returns is called as a sheet closes that leads on to the picture.
 */
function useFocus(handle: ViewportHandle, isSheetOpen: boolean): () => void {
  const hasImage = useLabel((state) => currentOf(state) !== null);
  const isPictureNext = useRef(false);
  useEffect(() => {
    if (!hasImage || isSheetOpen) return;
    let frame = 0;
    // A sheet gives the focus back in the frame after it is gone.
    const look = (framesGone: number) => {
      frame = requestAnimationFrame(() => {
        if (document.querySelector('.veil') !== null) look(0);
        else if (framesGone < 3) look(framesGone + 1);
        else {
          const { activeElement } = document;
          const isNowhere =
            activeElement === null || activeElement === document.body || activeElement.closest('nav') !== null;
          if (isNowhere || isPictureNext.current) handle.focus();
          isPictureNext.current = false;
        }
      });
    };
    look(0);
    return () => cancelAnimationFrame(frame);
  }, [handle, hasImage, isSheetOpen]);
  return () => {
    isPictureNext.current = true;
  };
}

/** The image in the editor, asked again whenever the workspace changed: somebody else may have labelled it, a model may have looked. */
function useFresh(): void {
  const imageId = useLabel((state) => currentOf(state)?.imageId ?? null);
  const { data } = useEngine(
    ['annotations.image', imageId],
    (client) => client.annotations.image({ imageId: imageId ?? '' }),
    imageId !== null,
  );
  useEffect(() => {
    if (data && data.imageId === imageId) take(data);
  }, [data, imageId]);
}
