import { useMemo } from 'react';
import type { LabelChange } from '../../../shared/contract/evaluations.ts';
import type { ImageFinding } from '../../../shared/evaluation/image-findings.ts';
import { go } from '../../app/navigation.ts';
import { useKept } from '../../client/index.ts';
import { Button, Segments } from '../../ui/index.ts';
import { useSharedView } from '../../viewport/index.ts';
import { BoxTable } from './box-table.tsx';
import type { OpenedEvaluation } from './matches.ts';
import { changePlace } from './place.ts';
import type { Rematched } from './rematched.ts';
import { type ShownBox, shownBoxes } from './shown-boxes.ts';
import { Stage } from './stage.tsx';
import { type Subject, versionName } from './subject.ts';
import type { OpenedOther } from './use-against.ts';
import { toggleLayer, useView } from './view-state.ts';
import { chipWords, fileName, momentWords } from './words.ts';

/** The chosen picture with what the model says over what is true, and each box in figures below. */
export function PicturePanel({
  opened,
  rematched,
  finding,
  className,
  subject,
  change,
  shows,
  other,
  nextImageIds,
}: {
  readonly opened: OpenedEvaluation;
  readonly rematched: Rematched;
  readonly finding: ImageFinding;
  readonly className: string;
  readonly subject: Subject;
  readonly change: LabelChange | null;
  readonly shows: 'source' | 'prepared';
  readonly other: OpenedOther | null;
  /** Those J goes to, decoded beforehand. */
  readonly nextImageIds: readonly string[];
}) {
  const layers = useView((state) => state.layers);
  const sharedView = useSharedView();
  const lookId = useView((state) => state.looks[opened.summary.id] ?? null);
  const image = opened.images[finding.image];
  const imageId = image?.imageId ?? '';
  const { data: picture } = useKept(
    ['evaluations.picture', opened.summary.id, imageId, lookId],
    (client) => client.evaluations.picture({ evaluationId: opened.summary.id, imageId, lookId }),
    imageId !== '',
  );
  const boxes = useMemo(() => shownBoxes(opened, rematched, finding.image), [opened, rematched, finding.image]);
  const otherBoxes = useMemo(() => boxesOfOther(other, imageId), [other, imageId]);
  const visible = useMemo(() => boxes.filter(isVisible(layers)), [boxes, layers]);
  const otherVisible = useMemo(() => otherBoxes.filter(isVisible(layers)), [otherBoxes, layers]);
  if (!image) return null;
  const stage = {
    label: `${fileName(image.path)} with its boxes; the table below says the same`,
    address: `/media/images/${imageId}/${shows}`,
    widthPx: image.widthPx,
    heightPx: image.heightPx,
    sharedView,
    preload: nextImageIds.map((next) => `/media/images/${next}/${shows}`),
  };
  const name = versionName(subject.model);
  return (
    <section className="panel ctr" aria-labelledby="va-picture">
      <header>
        <h2 className="mono cut va-name" id="va-picture" title={image.path}>
          <bdi>{fileName(image.path)}</bdi>
        </h2>
        <div className="va-chips">
          <span className="chip">{chipWords(finding.kind, className, rematched.matches.iouAtLeast)}</span>
          {chipsOf(picture?.attributes ?? {}).map((words) => (
            <span key={words} className="chip hide-narrow">
              {words}
            </span>
          ))}
        </div>
        <div className="va-shows">
          <Segments
            label="What the model sees"
            value={shows}
            options={[
              { id: 'source', name: 'Source' },
              { id: 'prepared', name: 'Prepared' },
            ]}
            onChange={(next) => changePlace({ show: next === 'source' ? '' : next })}
          />
          {/* biome-ignore lint/a11y/useSemanticElements: a group of buttons, no fieldset of a form */}
          <div className="group" role="group" aria-label="Boxes">
            <Button isPressed={layers.predicted} onPress={() => toggleLayer('predicted')}>
              P<span className="sr">, predicted boxes</span>
            </Button>
            <Button isPressed={layers.truth} onPress={() => toggleLayer('truth')}>
              GT<span className="sr">, ground truth boxes</span>
            </Button>
          </div>
        </div>
      </header>
      {change ? (
        <div className="va-changed">
          <p>
            <span>
              <b>The label was changed since</b> by {change.author}, {momentWords(change.changedAt)}. These figures
              stand on the label of {versionName(subject.dataset)}; freeze a new version to count the change.
            </span>
            <Button kind="quiet" onPress={() => go('datasets')}>
              Datasets
            </Button>
          </p>
        </div>
      ) : null}
      <div className={`va-stages${other ? ' two' : ''}`}>
        <div className="va-stage">
          {other ? <span className="oncanvas va-who">{name}</span> : null}
          <Stage {...stage} boxes={visible} />
        </div>
        {other ? (
          <div className="va-stage">
            <span className="oncanvas va-who">{other.name}</span>
            <Stage {...stage} boxes={otherVisible} />
          </div>
        ) : null}
      </div>
      <BoxTable
        rows={[
          ...boxes.map((box) => ({ ...box, by: box.kind === 'truth' ? labelledBy(picture?.label) : name })),
          ...otherBoxes.filter(({ kind }) => kind === 'predicted').map((box) => ({ ...box, by: other?.name ?? '' })),
        ]}
      />
    </section>
  );
}

function isVisible(layers: { readonly predicted: boolean; readonly truth: boolean }) {
  return ({ kind }: ShownBox) => (kind === 'truth' ? layers.truth : layers.predicted);
}

function boxesOfOther(other: OpenedOther | null, imageId: string): readonly ShownBox[] {
  const image = other?.opened.images.findIndex((one) => one.imageId === imageId) ?? -1;
  return other && image !== -1 ? shownBoxes(other.opened, other.rematched, image) : [];
}

function labelledBy(label: { readonly author: string; readonly reviewedBy: string | null } | undefined): string {
  if (!label) return '';
  return label.reviewedBy === null ? label.author : `${label.author}, reviewed by ${label.reviewedBy}`;
}

/** Columns beside the picture that say yes, by their name: `smoke`, `edge`. */
function chipsOf(attributes: Readonly<Record<string, string>>): string[] {
  return Object.entries(attributes)
    .filter(([, value]) => value.toLowerCase() === 'yes')
    .map(([name]) => name.replaceAll('_', ' '));
}
