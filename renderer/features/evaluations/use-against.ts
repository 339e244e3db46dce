import { useMemo } from 'react';
import type { EvaluationSummary } from '../../../shared/contract/evaluations.ts';
import type { ModelSummary } from '../../../shared/contract/models.ts';
import type { Problem } from '../../../shared/domain/problem.ts';
import { type PairedTries, pairTries } from '../../../shared/evaluation/compare-models.ts';
import { problemOf } from '../../client/index.ts';
import { type OpenedEvaluation, useOpened } from './matches.ts';
import { type Rematched, rematch } from './rematched.ts';
import { evaluationOf, type Subject, type SubjectLists, versionId, versionName } from './subject.ts';
import { useView } from './view-state.ts';

/** The second model, at its own threshold and the same IoU as the first. */
export type OpenedOther = {
  readonly name: string;
  readonly opened: OpenedEvaluation;
  readonly rematched: Rematched;
};

export type Against = {
  /** Null: nothing is compared. */
  readonly model: ModelSummary | null;
  readonly subject: Subject | null;
  readonly evaluation: EvaluationSummary | null;
  readonly isLocked: boolean;
  readonly thisName: string;
  readonly otherName: string;
  readonly opened: OpenedOther | null;
  readonly pairs: PairedTries | null;
  readonly problem: Problem | null;
};

export function useAgainst({
  subject,
  lists,
  asked,
  curveClass,
  first,
}: {
  readonly subject: Subject;
  readonly lists: SubjectLists;
  readonly asked: string | undefined;
  readonly curveClass: string | undefined;
  readonly first: Rematched;
}): Against {
  const model = lists.models.find((one) => versionId(one) === asked) ?? null;
  const other = model === null || versionId(model) === versionId(subject.model) ? null : { ...subject, model };
  const otherName = other ? versionName(other.model) : '';
  const iou = first.matches.iouAtLeast;
  const evaluation = other && evaluationOf(other, lists.evaluations);
  const lookId = useView((state) => (evaluation ? (state.looks[evaluation.id] ?? null) : null));
  const isLocked = evaluation !== null && subject.role === 'test' && lookId === null;
  const { data, error } = useOpened(evaluation !== null && !isLocked ? evaluation.id : null, lookId);
  const opened = useMemo(
    () =>
      data && otherName !== ''
        ? {
            name: otherName,
            opened: data,
            rematched: rematch(data, data.summary.figures.threshold.tau, iou, curveClass),
          }
        : null,
    [data, otherName, iou, curveClass],
  );
  const pairs = useMemo(
    () => (opened ? pairTries(first.tries?.episodes ?? [], opened.rematched.tries?.episodes ?? []) : null),
    [first.tries, opened],
  );
  return {
    model: other?.model ?? null,
    subject: other,
    evaluation,
    isLocked,
    thisName: versionName(subject.model),
    otherName,
    opened,
    pairs,
    problem: error ? problemOf(error) : null,
  };
}
