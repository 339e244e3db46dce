import { useEngine } from '../../client/index.ts';
import { Icon, Panel, TextField } from '../../ui/index.ts';
import { type Subject, versionName } from './subject.ts';
import { counted, lookWords } from './words.ts';

/** The test role bounds the error of the model that is released, and only as long as nobody chooses by it: who looks says why. */
export function LookForm({
  subject,
  author,
  reason,
  isAsked,
  onChange,
  text,
}: {
  readonly subject: Subject;
  readonly author: string;
  readonly reason: string;
  /** The look was asked for: what is missing is said. */
  readonly isAsked: boolean;
  readonly onChange: (changes: { readonly author?: string; readonly reason?: string }) => void;
  readonly text: string;
}) {
  const { name, version, roles } = subject.dataset;
  const input = { dataset: name, datasetVersion: version };
  const { data: looks } = useEngine(['evaluations.looks', input], (client) => client.evaluations.looks(input));
  const { images = 0, episodes = 0 } = roles.test ?? {};
  return (
    <Panel
      title={`The test role of ${versionName(subject.dataset)} is locked`}
      meta={`${counted(images, 'image')}, ${counted(episodes, 'try', 'tries')}`}
    >
      <div className="va-lock">
        <div className="row va-lockhead">
          <Icon name="i-lock" />
          <p>
            These pictures bound the error of a model that is released. Whoever chooses or tunes by them spends that
            evidence. {text}
          </p>
        </div>
        <TextField
          label="Your name"
          value={author}
          onChange={(value) => onChange({ author: value })}
          problem={isAsked && author.trim() === '' ? 'A look is journalled under a name.' : null}
        />
        <TextField
          label="Why the test role is looked at"
          value={reason}
          onChange={(value) => onChange({ reason: value })}
          help="In a few words; whoever reads the journal should understand it in a year."
          problem={isAsked && reason.trim() === '' ? 'A look is journalled with its reason.' : null}
        />
        <div className="va-looks">
          <b>{looks && looks.length > 0 ? `Looked at ${counted(looks.length, 'time')}` : 'Not looked at yet'}</b>
          <ul className="s q">
            {(looks ?? []).map((look) => (
              <li key={look.id}>{lookWords(look)}</li>
            ))}
          </ul>
        </div>
      </div>
    </Panel>
  );
}
