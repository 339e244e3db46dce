import './validate.css';
import { adjustRoute, go } from '../../app/navigation.ts';
import { useEngine } from '../../client/index.ts';
import { Button, Empty, PageHead } from '../../ui/index.ts';
import { NotEvaluated } from './not-evaluated.tsx';
import { OpenedView } from './opened-view.tsx';
import { settlePlace, usePlaceParameters } from './place.ts';
import { evaluationOf, type Subject, subjectOf } from './subject.ts';
import { SubjectChoice } from './subject-choice.tsx';
import { TestLock } from './test-lock.tsx';
import { useOwnLooks } from './use-evaluate.ts';
import { useView } from './view-state.ts';

/** Looking at what a model says of pictures whose truth is known. */
export function ValidateView() {
  const parameters = usePlaceParameters();
  const { data: models } = useEngine(['models.list'], (client) => client.models.list());
  const { data: datasets } = useEngine(['datasets.list'], (client) => client.datasets.list());
  const { data: evaluations } = useEngine(['evaluations.list'], (client) => client.evaluations.list());
  const looks = useView((state) => state.looks);
  useOwnLooks();
  if (!models || !datasets || !evaluations) return <PageHead title="Validate" />;
  const lists = { models, datasets, evaluations };
  const subject = subjectOf(parameters, lists);
  if (subject === null) return <NothingToLookAt hasModel={models.length > 0} />;
  const evaluation = evaluationOf(subject, evaluations, parameters.evaluation);
  const choice = <SubjectChoice subject={subject} lists={lists} onChoose={choose} />;
  if (evaluation === null) return <NotEvaluated key={keyOf(subject)} subject={subject} choice={choice} />;
  const look = looks[evaluation.id] ?? null;
  if (subject.role === 'test' && look === null) {
    return <TestLock subject={subject} evaluation={evaluation} choice={choice} />;
  }
  return (
    <OpenedView
      key={evaluation.id}
      subject={subject}
      evaluation={evaluation}
      lookId={look}
      lists={lists}
      choice={choice}
      parameters={parameters}
    />
  );
}

/** Another subject is another gallery: the place in it, filter and sliders begin anew. */
function choose(changes: Readonly<Record<string, string>>): void {
  useView.setState({ scrollTop: 0 });
  settlePlace();
  adjustRoute({ evaluation: '', image: '', filter: '', confidence: '', iou: '', against: '', class: '', ...changes });
}

function keyOf({ model, dataset, role }: Subject): string {
  return `${model.name} ${model.version} ${dataset.id} ${role}`;
}

function NothingToLookAt({ hasModel }: { readonly hasModel: boolean }) {
  return (
    <>
      <PageHead title="Validate">
        <Button kind="primary" onPress={() => go(hasModel ? 'datasets' : 'train')}>
          {hasModel ? 'Go to Datasets' : 'Go to Train'}
        </Button>
      </PageHead>
      <div className="body">
        {hasModel ? (
          <Empty
            title="No dataset version yet"
            text="A model is validated on pictures whose truth is known and fixed. Label pictures and freeze them as a dataset version."
          />
        ) : (
          <Empty
            title="No model yet"
            text="Train one on a dataset version, or import one. Then every picture it gets wrong is shown here, the worst first."
          >
            <Button onPress={() => go('models')}>Import a model</Button>
          </Empty>
        )}
      </div>
    </>
  );
}
