import { type ReactNode, useDeferredValue, useMemo } from 'react';
import type { EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import { imagesOfCell } from '../../../shared/evaluation/confusion-matrix.ts';
import { pictureActions, useCommands, useKeyOf } from '../../app/commands/index.ts';
import { go } from '../../app/navigation.ts';
import { problemOf, useEngine, useGravestError } from '../../client/index.ts';
import { Button, PageHead, ProblemNotice } from '../../ui/index.ts';
import { AgainstChoice } from './against-choice.tsx';
import { validateCommands } from './commands.ts';
import { ComparePanel } from './compare-panel.tsx';
import { ConfusionPanel } from './confusion-panel.tsx';
import { CurvePanel } from './curve-panel.tsx';
import { Gallery } from './gallery.tsx';
import { filterFindings, galleryFilterOf } from './gallery-filter.ts';
import type { OpenedEvaluation } from './matches.ts';
import { useOpened } from './matches.ts';
import { PicturePanel } from './picture-panel.tsx';
import { changePlace, type Parameters, settlePlace } from './place.ts';
import { exactIou, rematch } from './rematched.ts';
import { SlidersPanel } from './sliders-panel.tsx';
import type { Subject, SubjectLists } from './subject.ts';
import { TriesPanel } from './tries-panel.tsx';
import { useAgainst } from './use-against.ts';
import { toggleBoxes } from './view-state.ts';
import { counted } from './words.ts';

type OpenedViewProps = {
  readonly subject: Subject;
  readonly evaluation: EvaluationSummary;
  readonly lookId: number | null;
  readonly lists: SubjectLists;
  readonly choice: ReactNode;
  /** As the address says, and what is pending. */
  readonly parameters: Parameters;
};

/** An evaluation that may be looked at. */
export function OpenedView(props: OpenedViewProps) {
  const { evaluation, lookId, choice } = props;
  const { data: opened, error } = useOpened(evaluation.id, lookId);
  if (opened) return <Rematching {...props} opened={opened} />;
  return (
    <>
      <PageHead title="Validate" state={error ? undefined : `Reading ${counted(evaluation.figures.images, 'image')}`}>
        {choice}
      </PageHead>
      <div className="body va-one">{error ? <ProblemNotice problem={problemOf(error)} /> : null}</div>
    </>
  );
}

/** What the address says of the place: a reload, the back key and the way back from Label find it again. */
function placeOf(evaluation: EvaluationSummary, parameters: Parameters, classCount: number) {
  const { tau } = evaluation.figures.threshold;
  return {
    threshold: numberOf(parameters.confidence) ?? tau,
    iou: exactIou(numberOf(parameters.iou) ?? 0.5),
    filter: galleryFilterOf(parameters.filter, classCount),
    imageId: parameters.image,
    against: parameters.against,
    curveClass: parameters.class,
    shows: parameters.show === 'prepared' ? ('prepared' as const) : ('source' as const),
  };
}

function numberOf(text: string | undefined): number | null {
  const value = Number(text);
  return text && value >= 0 && value <= 1 ? value : null;
}

function Rematching({
  subject,
  evaluation,
  lists,
  choice,
  parameters,
  opened,
}: OpenedViewProps & { readonly opened: OpenedEvaluation }) {
  const place = placeOf(evaluation, parameters, opened.classes.length);
  // The slider's thumb follows the hand at once; what depends on it may come a frame later.
  const threshold = useDeferredValue(place.threshold);
  const iou = useDeferredValue(place.iou);
  const { curveClass } = place;
  const gravest = useGravestError();
  const rematched = useMemo(
    () => rematch(opened, threshold, iou, curveClass, gravest),
    [opened, threshold, iou, curveClass, gravest],
  );
  const against = useAgainst({ subject, lists, asked: place.against, curveClass, first: rematched });
  const { data: changes } = useEngine(['evaluations.labelChanges', evaluation.id], (client) =>
    client.evaluations.labelChanges({ evaluationId: evaluation.id }),
  );
  const changed = useMemo(() => new Map((changes ?? []).map((change) => [change.imageId, change])), [changes]);
  const imageIds = useMemo(() => opened.images.map((image) => image.imageId), [opened]);
  const shown = useMemo(
    () =>
      filterFindings(rematched.worstFirst, place.filter, {
        imageIds,
        episodes: rematched.tries?.episodes ?? [],
        changed: new Set(changed.keys()),
        pairs: against.pairs,
        imagesOfCell: (cell) =>
          rematched.confusion ? imagesOfCell(opened.table, rematched.confusion, cell) : new Set(),
      }),
    [rematched, opened, place.filter, imageIds, changed, against.pairs],
  );
  const at = shown.findIndex(({ image }) => imageIds[image] === place.imageId);
  // A picture that the filter or a slider took out of the gallery stays in view until another is chosen.
  const selected =
    rematched.findings.find(({ image }) => imageIds[image] === place.imageId) ?? shown[0] ?? rematched.worstFirst[0];
  const choose = (imageId: string | undefined) => changePlace({ image: imageId ?? '' });
  const step = (by: number) => {
    const next = shown[Math.max(0, Math.min(shown.length - 1, (at === -1 ? 0 : at) + by))];
    if (next) choose(imageIds[next.image]);
  };
  const selectedId = selected ? imageIds[selected.image] : undefined;
  const fix = () => {
    if (!selectedId) return;
    // The entry in the history that Label comes back to names this picture.
    choose(selectedId);
    settlePlace();
    go('label', { image: selectedId });
  };
  const className = opened.classes[opened.table.target.targetClassIndex ?? 0] ?? 'object';
  useCommands(validateCommands, {
    next: () => step(1),
    previous: () => step(-1),
    fix,
    prepared: () => changePlace({ show: place.shows === 'source' ? 'prepared' : '' }),
    boxes: toggleBoxes,
    ...pictureActions,
  });
  const keys = { next: useKeyOf('validate.next'), fix: useKeyOf('validate.fix') };
  return (
    <>
      <PageHead title="Validate" state={`${sizeWords(opened)}${useLooksWords(subject)}`}>
        {choice}
        <AgainstChoice subject={subject} lists={lists} value={place.against ?? ''} />
        <Button onPress={() => step(1)} {...(keys.next ? { keys: keys.next } : {})}>
          Next worst
        </Button>
        <Button kind="primary" onPress={fix} {...(keys.fix ? { keys: keys.fix } : {})}>
          Fix this label
        </Button>
      </PageHead>
      <div className="body va-grid">
        <SlidersPanel
          threshold={place.threshold}
          iou={place.iou}
          chosen={evaluation.figures.threshold}
          rematched={rematched}
        />
        <Gallery
          opened={opened}
          rematched={rematched}
          shown={shown}
          filter={place.filter}
          className={className}
          selected={selected?.image ?? null}
          changed={changed}
          thisName={against.thisName}
          otherName={against.pairs === null ? '' : against.otherName}
        />
        {selected ? (
          <PicturePanel
            opened={opened}
            rematched={rematched}
            finding={selected}
            className={className}
            subject={subject}
            shows={place.shows}
            change={changed.get(selectedId ?? '') ?? null}
            other={against.opened}
            nextImageIds={shown.slice(at + 1, at + 3).flatMap(({ image }) => imageIds[image] ?? [])}
          />
        ) : null}
        <div className="stack rgt">
          <ComparePanel against={against} filter={place.filter} className={className} />
          <TriesPanel evaluation={evaluation} rematched={rematched} filter={place.filter} className={className} />
          {rematched.confusion ? (
            <ConfusionPanel
              confusion={rematched.confusion}
              classes={opened.classes}
              filter={place.filter}
              evaluation={evaluation}
            />
          ) : null}
          <CurvePanel opened={opened} rematched={rematched} other={against.opened} name={against.thisName} />
        </div>
      </div>
    </>
  );
}

/** How often a test role was looked at, behind its size. */
function useLooksWords({ dataset, role }: Subject): string {
  const input = { dataset: dataset.name, datasetVersion: dataset.version };
  const { data } = useEngine(
    ['evaluations.looks', input],
    (client) => client.evaluations.looks(input),
    role === 'test',
  );
  return role === 'test' && data ? `; looked at ${counted(data.length, 'time')}` : '';
}

function sizeWords({ images, table }: OpenedEvaluation): string {
  const episodes = new Set(images.map(({ blockKey, episodeKey }) => `${blockKey} ${episodeKey}`)).size;
  const blocks = counted(table.blockKeys.length, 'block');
  return `${counted(episodes, 'try', 'tries')}, ${counted(images.length, 'image')}, ${blocks}`;
}
