import { useEffect, useState } from 'react';
import type { RunEstimate } from '../../../shared/contract/runs.ts';
import { problemOf, useEngine } from '../../client/index.ts';
import { Icon } from '../../ui/index.ts';
import { duration, endsAbout } from './words.ts';

/** Asked this long after the last change: a step may have to be measured. */
const askAfterMs = 700;

export type EstimateView = {
  readonly estimate: RunEstimate | null;
  readonly isAsking: boolean;
  readonly trouble: string | null;
};

/** How long the run would take and what it starts from, for a text that is valid; the answer before stays until the next is here. */
export function useEstimate(
  dataset: { readonly name: string; readonly version: number } | null,
  text: string | null,
): EstimateView {
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    if (text === asked) return;
    const timer = setTimeout(() => setAsked(text), asked === null ? 0 : askAfterMs);
    return () => clearTimeout(timer);
  }, [text, asked]);
  const { data, isFetching, error } = useEngine(
    ['runs.estimate', dataset?.name, dataset?.version, asked],
    (client) =>
      client.runs.estimate({
        dataset: dataset?.name ?? '',
        datasetVersion: dataset?.version ?? null,
        paramsText: asked ?? '',
      }),
    dataset !== null && asked !== null,
  );
  return {
    estimate: data ?? null,
    isAsking: isFetching || text !== asked,
    trouble: error ? problemOf(error).sentence : null,
  };
}

/** In a sentence: how long, until when, on what, from what. */
export function EstimateLine({ view }: { readonly view: EstimateView }) {
  const { estimate, isAsking, trouble } = view;
  if (trouble)
    return (
      <p className="help bad estimate">
        <Icon name="i-alert" />
        <span>{trouble}</span>
      </p>
    );
  if (!estimate)
    return (
      <p className="help estimate">
        {isAsking ? 'How long it takes is being measured: a step of this network, a few seconds.' : ''}
      </p>
    );
  const needsMore = estimate.memory && estimate.memory.neededMb > estimate.memory.freeMb;
  return (
    <div className="estimate">
      <p>
        <b>{timeWords(estimate)}</b>{' '}
        <span className="q">
          {`${estimate.trainImages.toLocaleString('en-GB')} train and ${estimate.valImages.toLocaleString('en-GB')} val images, network input ${estimate.networkInput.widthPx} x ${estimate.networkInput.heightPx} px. ${estimate.start}`}
          {estimate.goesOnWith ? ` This is ${estimate.goesOnWith}, which was cut off: it goes on.` : ''}
        </span>
      </p>
      {estimate.startProblem ? (
        <p className="help bad">
          <Icon name="i-alert" />
          <span>{estimate.startProblem.sentence}</span>
        </p>
      ) : null}
      {needsMore && estimate.memory ? (
        <p className="help bad">
          <Icon name="i-alert" />
          <span>
            {`Needs about ${gigabytes(estimate.memory.neededMb)} of memory, ${gigabytes(estimate.memory.freeMb)} is free. A smaller train.batch or train.imgsz needs less.`}
          </span>
        </p>
      ) : null}
    </div>
  );
}

function timeWords({ seconds, basis }: RunEstimate): string {
  return seconds === null ? basis : `About ${duration(seconds)}, done about ${endsAbout(seconds)} if started now.`;
}

function gigabytes(megabytes: number): string {
  return `${(megabytes / 1000).toFixed(1)} GB`;
}
