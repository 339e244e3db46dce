import { type ReactNode, useId } from 'react';
import {
  Button as AriaButton,
  NumberField as AriaNumberField,
  Select as AriaSelect,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components';
import { Icon } from './icon.tsx';

type Common = {
  readonly label: string;
  readonly help?: ReactNode;
  readonly problem?: string | null;
  readonly isLabelHidden?: boolean;
};

function Below({
  id,
  help,
  problem,
}: {
  readonly id: string;
  readonly help: ReactNode;
  readonly problem: string | null | undefined;
}) {
  if (problem) {
    return (
      <p className="help bad" id={id}>
        <Icon name="i-alert" />
        {problem}
      </p>
    );
  }
  return help ? (
    <p className="help" id={id}>
      {help}
    </p>
  ) : null;
}

/** One line of text. */
export function TextField({
  label,
  value,
  onChange,
  help,
  problem,
  isLabelHidden,
  placeholder,
  autoFocus,
}: Common & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
}) {
  const id = useId();
  return (
    <div className="fld">
      <label htmlFor={id} className={isLabelHidden ? 'sr' : undefined}>
        {label}
      </label>
      <input
        id={id}
        className={`input${problem ? ' bad' : ''}`}
        value={value}
        placeholder={placeholder}
        // biome-ignore lint/a11y/noAutofocus: only the first question of a sheet asks for it
        autoFocus={autoFocus}
        aria-invalid={problem ? true : undefined}
        aria-describedby={`${id}-below`}
        onChange={(event) => onChange(event.target.value)}
      />
      <Below id={`${id}-below`} help={help} problem={problem} />
    </div>
  );
}

/** A number with its range; empty text leaves the value as it was. */
export function NumberField({
  label,
  value,
  onChange,
  help,
  problem,
  isLabelHidden,
  isWrong,
  min,
  max,
  step,
}: Common & {
  /** The words for it stand elsewhere. */
  readonly isWrong?: boolean;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
}) {
  const id = useId();
  return (
    <div className="fld">
      <AriaNumberField
        className="fld"
        aria-label={label}
        aria-describedby={`${id}-below`}
        value={value}
        onChange={(next) => {
          if (Number.isFinite(next)) onChange(next);
        }}
        formatOptions={{ maximumFractionDigits: 6, useGrouping: false }}
        {...(min === undefined ? {} : { minValue: min })}
        {...(max === undefined ? {} : { maxValue: max })}
        {...(step === undefined ? {} : { step })}
      >
        {isLabelHidden ? null : <span>{label}</span>}
        <Input
          className={`input num${problem || isWrong ? ' bad' : ''}`}
          aria-invalid={problem || isWrong ? true : undefined}
        />
      </AriaNumberField>
      <Below id={`${id}-below`} help={help} problem={problem} />
    </div>
  );
}

export type Option<T extends string> = { readonly id: T; readonly name: string; readonly detail?: string };

/** One of a list that opens. */
export function Select<T extends string>({
  label,
  value,
  options,
  onChange,
  isLabelHidden,
  help,
  problem,
}: Common & { readonly value: T; readonly options: readonly Option<T>[]; readonly onChange: (value: T) => void }) {
  const id = useId();
  return (
    <div className="fld">
      <AriaSelect className="fld" aria-label={label} value={value} onChange={(key) => onChange(key as T)}>
        {isLabelHidden ? null : <span>{label}</span>}
        <AriaButton className="select">
          <SelectValue />
        </AriaButton>
        <Popover className="float menu" offset={2}>
          <ListBox items={options}>
            {(option) => (
              <ListBoxItem id={option.id} className="menu-item" textValue={option.name}>
                <span>{option.name}</span>
                {option.detail ? <span className="s q">{option.detail}</span> : null}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </AriaSelect>
      <Below id={`${id}-below`} help={help} problem={problem} />
    </div>
  );
}

/** A tick box with its words, and a count at the right where it filters. */
export function Checkbox({
  label,
  isSelected,
  onChange,
  count,
}: {
  readonly label: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly count?: ReactNode;
}) {
  return (
    <label className="opt">
      <input type="checkbox" checked={isSelected} onChange={(event) => onChange(event.target.checked)} />
      <span className="cut">{label}</span>
      {count === undefined ? null : <span className="n">{count}</span>}
    </label>
  );
}

/** One of a few, all seen at once. */
export function Radios<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: T | null;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <fieldset className="radios">
      <legend className="sr">{label}</legend>
      {options.map((option) => (
        <label key={option.id} className="opt">
          <input type="radio" name={name} checked={option.id === value} onChange={() => onChange(option.id)} />
          <span>{option.name}</span>
          {option.detail ? <span className="n">{option.detail}</span> : null}
        </label>
      ))}
    </fieldset>
  );
}

/** A slider; `shown` is the value in words beside it, `valueText` those words where they stand in a field of their own. */
export function Slider({
  label,
  value,
  min,
  max,
  step,
  onChange,
  shown,
  valueText,
  isLabelHidden,
}: {
  readonly label: string;
  readonly valueText?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
  readonly shown?: string;
  readonly isLabelHidden?: boolean;
}) {
  const id = useId();
  return (
    <div className="row slider">
      <label htmlFor={id} className={isLabelHidden ? 'sr' : 'nw q'}>
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={shown ?? valueText}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      {shown === undefined ? null : <output htmlFor={id}>{shown}</output>}
    </div>
  );
}

/** Two to four choices side by side, one pressed. */
export function Segments<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons, no fieldset of a form
    <div className="group" role="group" aria-label={label}>
      {options.map((option) => (
        <AriaButton
          key={option.id}
          className="btn"
          aria-pressed={option.id === value}
          onPress={() => onChange(option.id)}
        >
          {option.name}
        </AriaButton>
      ))}
    </div>
  );
}
