import { useId } from 'react';

export type Choice<T extends string> = { readonly id: T; readonly title: string; readonly detail: string };

/** Two answers side by side, each with what it means. */
export function ChoiceCards<T extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <fieldset className="rcs">
      <legend className="sr">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.id} className={`rc${choice.id === value ? ' on' : ''}`}>
          <span className="opt">
            <input type="radio" name={name} checked={choice.id === value} onChange={() => onChange(choice.id)} />
            <b>{choice.title}</b>
          </span>
          <span className="s q">{choice.detail}</span>
        </label>
      ))}
    </fieldset>
  );
}
