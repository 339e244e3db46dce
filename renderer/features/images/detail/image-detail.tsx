import { type ReactNode, useState } from 'react';
import type { ImageDetail as Detail } from '../../../../shared/contract/images.ts';
import { go } from '../../../app/navigation.ts';
import { problemOf, shell, useEngine } from '../../../client/index.ts';
import { Button, Dialog, NodeMark, ProblemNotice, Segments } from '../../../ui/index.ts';
import { useImages } from '../state.ts';
import { blockTitle, cardState, counted, disagreementWords, flagWords } from '../words.ts';
import { DetailPicture, type PictureView } from './detail-picture.tsx';
import { LabelHistory } from './label-history.tsx';

/** One image, large, with everything that is known of it and where each piece comes from. */
export function ImageDetail({
  imageId,
  onClose,
  onOpen,
}: {
  readonly imageId: string;
  readonly onClose: () => void;
  readonly onOpen: (imageId: string) => void;
}) {
  const { filter, sort } = useImages();
  const [view, setView] = useState<PictureView>('source');
  const { data, error } = useEngine(['images.get', imageId], (client) => client.images.get({ imageId }));
  const { data: place } = useEngine(['images.place', filter, sort, imageId], (client) =>
    client.images.place({ filter, sort, imageId }),
  );
  const detail = data?.card.id === imageId ? data : undefined;
  return (
    <Dialog
      title={data?.card.path ?? 'Image'}
      isOpen
      onClose={onClose}
      isWide
      actions={
        <>
          <span className="row">
            <Button
              icon="i-back"
              isDisabled={!place?.previous}
              onPress={() => place?.previous && onOpen(place.previous)}
            >
              Previous
            </Button>
            <Button icon="i-arrow" isDisabled={!place?.next} onPress={() => place?.next && onOpen(place.next)}>
              Next
            </Button>
          </span>
          <span className="row right">
            <Segments
              label="What is shown"
              value={view}
              options={[
                { id: 'source', name: 'Camera' },
                { id: 'prepared', name: 'What the network sees' },
              ]}
              onChange={(next: PictureView) => setView(next)}
            />
            <Button onPress={onClose}>Close</Button>
            <Button kind="primary" onPress={() => go('label', { image: imageId })}>
              Open in Label
            </Button>
          </span>
        </>
      }
    >
      {error ? <ProblemNotice problem={problemOf(error)} /> : null}
      {detail ? (
        <div className="detail">
          <DetailPicture card={detail.card} view={view} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
          <section className="facts" aria-label="What is known of this image" tabIndex={0}>
            <Facts detail={detail} onOpen={onOpen} />
          </section>
        </div>
      ) : null}
    </Dialog>
  );
}

function Facts({ detail, onOpen }: { readonly detail: Detail; readonly onOpen: (imageId: string) => void }) {
  const { card, measures } = detail;
  const { prediction } = card;
  const state = cardState(card);
  return (
    <>
      <p className="row on-surface">
        <NodeMark state={state.node} />
        <b>{state.words}</b>
        <span className="q">
          {card.labelState === 'boxes' ? counted(card.boxes.length, 'box', 'boxes') : null}
          {card.disagreement ? `, model and label: ${disagreementWords[card.disagreement]}` : ''}
        </span>
      </p>
      {card.flags.length > 0 ? (
        <p className="row wrap">
          {card.flags.map((flag) => (
            <span key={flag} className="chip caution">
              {flagWords[flag]}
            </span>
          ))}
        </p>
      ) : null}
      <Section title="Picture">
        <Fact name="Taken" value={card.capturedAt?.replace('T', ' ').slice(0, 19) ?? 'not known'} />
        {detail.capturedFrom ? <Fact name="Time from" value={detail.capturedFrom.replace('-', ' ')} /> : null}
        <Fact name="Source" value={detail.source} />
        <Fact name="Block" value={blockTitle(detail.block)} />
        <Fact
          name="Size"
          value={`${card.widthPx} × ${card.heightPx} px, ${detail.format.toUpperCase()}, ${(detail.bytes / 1e6).toFixed(2)} MB`}
        />
        <Fact name="Brightness" value={`${measures.mean.toFixed(1)} of 255`} />
        <Fact name="Contrast" value={`${measures.contrast.toFixed(1)} std. dev.`} />
        <Fact name="Sharpness" value={`${measures.sharpness.toFixed(0)} Laplacian`} />
        <Fact name="Clipped" value={`${(measures.clippedShare * 100).toFixed(2)} % of pixels`} />
        {prediction ? <Fact name="Model's score" value={prediction.score.toFixed(3)} /> : null}
      </Section>
      <Section title="Where it comes from">
        <Fact
          name="Imported"
          value={`${detail.importedAt.replace('T', ' ').slice(0, 16)}, import ${detail.import.id}`}
        />
        <Fact name="From" value={detail.import.folder} isPath />
        <Fact name={detail.storage === 'copy' ? 'Copied to' : 'Left at'} value={detail.filePath} isPath />
        {detail.isFileThere ? null : <Fact name="File" value="not there" isCaution />}
        <Fact name="SHA-256" value={card.id} isPath />
        <Fact name="Pixels" value={detail.pixelSha256} isPath />
        {detail.preparations.map(({ hash, sentence, widthPx, heightPx }) => (
          <Fact key={hash} name="Prepared" value={`${sentence}; ${widthPx} × ${heightPx} px`} />
        ))}
        {shell && detail.isFileThere ? <ShowFile path={detail.filePath} /> : null}
      </Section>
      {detail.locations.length > 1 ? (
        <Section title="Also came from">
          {detail.locations.map(({ folder, path }) => (
            <Fact key={`${folder} ${path}`} name={path} value={folder} isPath />
          ))}
        </Section>
      ) : null}
      {detail.duplicates.length > 0 ? (
        <>
          <h3>Same pixels</h3>
          <ul className="s">
            {detail.duplicates.map(({ id, path }) => (
              <li key={id}>
                <button type="button" className="link" onClick={() => onOpen(id)}>
                  {path}
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <LabelHistory detail={detail} />
      {detail.datasets.length > 0 ? (
        <Section title="Datasets">
          {detail.datasets.map(({ name, version, role, revision }) => (
            <Fact
              key={`${name} ${version}`}
              name={`${name} v${version}`}
              value={`${role}, label revision ${revision}`}
            />
          ))}
        </Section>
      ) : null}
      {detail.evaluations.length > 0 ? (
        <Section title="Evaluations">
          {detail.evaluations.map((one) => (
            <Fact
              key={one.id}
              name={`${one.model}@${one.modelVersion}, ${one.role}`}
              value={
                one.score === null
                  ? `looked at, ${one.dataset} v${one.datasetVersion}`
                  : `${one.verdict ?? ''} score ${one.score.toFixed(3)}, threshold ${one.threshold.toFixed(3)}`
              }
            />
          ))}
        </Section>
      ) : null}
      {Object.keys(detail.attributes).length > 0 ? (
        <Section title="From the table beside it">
          {Object.entries(detail.attributes).map(([name, value]) => (
            <Fact key={name} name={name.replaceAll('_', ' ')} value={value} />
          ))}
        </Section>
      ) : null}
    </>
  );
}

function ShowFile({ path }: { readonly path: string }) {
  return (
    <>
      <dt />
      <dd>
        <button type="button" className="link" onClick={() => void shell?.showInFolder(path)}>
          Show in folder
        </button>
      </dd>
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <h3>{title}</h3>
      <dl className="kv">{children}</dl>
    </>
  );
}

function Fact({
  name,
  value,
  isPath = false,
  isCaution = false,
}: {
  readonly name: string;
  readonly value: string;
  readonly isPath?: boolean;
  readonly isCaution?: boolean;
}) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={`${isPath ? 'mono' : ''}${isCaution ? ' caution' : ''}`} title={value}>
        {value}
      </dd>
    </>
  );
}
