import { KeyButton } from '../key-button.tsx';
import { review } from '../session/confirm.ts';
import { currentOf, useLabel } from '../session/state.ts';
import { stateWords } from '../words.ts';
import { BoxesPanel } from './boxes-panel.tsx';
import { ClassPanel } from './class-panel.tsx';
import { ModelViewPanel } from './model-view-panel.tsx';
import { QualityPanel } from './quality-panel.tsx';

/** Class, boxes, what the network gets, quality, and where the label is on its way. */
export function SidePanels({
  classes,
  onPreLabel,
  onReject,
  onAuthor,
  onExchange,
}: {
  readonly classes: readonly string[];
  readonly onPreLabel: () => void;
  readonly onReject: () => void;
  readonly onAuthor: () => void;
  readonly onExchange: () => void;
}) {
  const images = useLabel((state) => state.images);
  const works = useLabel((state) => state.works);
  const items = useLabel((state) => state.items);
  const at = useLabel((state) => state.at);
  const isThrough = useLabel((state) => state.isThrough);
  const now = isThrough ? null : currentOf({ ...useLabel.getState(), images, works, items, at });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls is reached by the keyboard
    <section className="side" aria-label="Label" tabIndex={0}>
      <ClassPanel classes={classes} />
      <BoxesPanel now={now} classes={classes} onPreLabel={onPreLabel} />
      {now ? <ModelViewPanel now={now} /> : null}
      {now ? <QualityPanel image={now.image} /> : null}
      <div className="prov s">
        {now ? <Provenance onReject={onReject} /> : null}
        <span className="row wrap">
          <Annotator onAuthor={onAuthor} />
          {now?.image.proposals ? (
            <KeyButton kind="link" onPress={onPreLabel}>
              Pre-label a batch
            </KeyButton>
          ) : null}
          <KeyButton kind="link" onPress={onExchange}>
            Labels of other tools
          </KeyButton>
        </span>
      </div>
    </section>
  );
}

function Annotator({ onAuthor }: { readonly onAuthor: () => void }) {
  const author = useLabel((state) => state.author);
  return (
    <KeyButton kind="link" onPress={onAuthor}>
      {author === '' ? 'Who labels?' : `Annotator ${author}`}
    </KeyButton>
  );
}

function Provenance({ onReject }: { readonly onReject: () => void }) {
  const now = useLabel((state) => currentOf(state)?.image);
  const state = useLabel(({ items, at }) => items[at]?.reviewState ?? 'new');
  if (!now) return null;
  const image = { ...now, reviewState: state };
  const isLabelled = state !== 'new';
  return (
    <>
      <span className="mono cut" title={image.path}>
        {image.path}
      </span>
      <span className="q">
        {image.widthPx} × {image.heightPx}, {image.source}, sha256 {image.imageId.slice(0, 8)}
      </span>
      <span>State: {stateWords(image)}</span>
      {isLabelled ? (
        <span className="row wrap">
          <KeyButton
            command="label.reviewed"
            onPress={() => void review(state === 'reviewed' ? 'labelled' : 'reviewed')}
          >
            {state === 'reviewed' ? 'Take review back' : 'Reviewed'}
          </KeyButton>
          <KeyButton command="label.rejected" onPress={onReject}>
            Rejected
          </KeyButton>
        </span>
      ) : null}
    </>
  );
}
