import { type ReactNode, useEffect, useState } from 'react';
import type { ImageFacets, ImageFilter } from '../../../shared/contract/images.ts';
import { Button, Checkbox, Icon, Panel } from '../../ui/index.ts';
import { activeKinds, changeFilter, noFilter, toggleValue, useImages } from './state.ts';
import { blockTitle, disagreementWords, flagWords, labelWords, stateWords } from './words.ts';

const roleWords = { train: 'train', val: 'val', calibration: 'calibration', test: 'test', none: 'in none' } as const;

/** What is shown, by ticks with counts; a kind that tells no images apart is not shown. */
export function FilterPanel({ facets }: { readonly facets: ImageFacets | undefined }) {
  const filter = useImages((state) => state.filter);
  const active = activeKinds(filter);
  return (
    <Panel
      title="Filters"
      inside="scroll"
      className="filt"
      meta={
        active > 0 ? (
          <Button kind="quiet" onPress={() => changeFilter(noFilter)}>
            Clear {active}
          </Button>
        ) : undefined
      }
    >
      <SearchField />
      <GivenFilters filter={filter} />
      {facets ? <Facets facets={facets} filter={filter} /> : null}
    </Panel>
  );
}

function Facets({ facets, filter }: { readonly facets: ImageFacets; readonly filter: ImageFilter }) {
  return (
    <>
      <Facet kind="sources" title="Source" values={facets.sources} words={(value) => value} filter={filter} />
      <Facet kind="states" title="State" values={facets.states} words={(value) => stateWords[value]} filter={filter} />
      <Facet
        kind="disagreements"
        title={facets.model ? `Model ${facets.model} against label` : ''}
        values={facets.disagreements}
        words={(value) => disagreementWords[value]}
        filter={filter}
      />
      <Facet kind="flags" title="Quality" values={facets.flags} words={(value) => flagWords[value]} filter={filter} />
      <Facet kind="labels" title="Label" values={facets.labels} words={(value) => labelWords[value]} filter={filter} />
      <Facet
        kind="roles"
        title={facets.dataset ? `Role in ${facets.dataset}` : ''}
        values={facets.roles}
        words={(value) => roleWords[value]}
        filter={filter}
      />
      {facets.firstDay && facets.lastDay ? (
        <Days first={facets.firstDay} last={facets.lastDay} filter={filter} />
      ) : null}
    </>
  );
}

type FacetKind = 'sources' | 'labels' | 'states' | 'disagreements' | 'flags' | 'roles';

function Facet<K extends FacetKind>({
  kind,
  title,
  values,
  words,
  filter,
}: {
  readonly kind: K;
  readonly title: string;
  readonly values: readonly { readonly value: ImageFilter[K][number]; readonly count: number }[];
  readonly words: (value: ImageFilter[K][number]) => string;
  readonly filter: ImageFilter;
}) {
  const ticked: readonly string[] = filter[kind];
  // A value that is ticked stays to be unticked when other filters leave nothing of it.
  const gone = ticked.filter((value) => !values.some((entry) => entry.value === value));
  const shown = [...values, ...gone.map((value) => ({ value: value as ImageFilter[K][number], count: 0 }))];
  if (shown.length === 0) return null;
  return (
    <fieldset className="fac">
      <legend>{title}</legend>
      {shown.map(({ value, count }) => (
        <Checkbox
          key={value}
          label={words(value)}
          isSelected={ticked.includes(value)}
          onChange={(isWanted) => toggleValue(kind, value, isWanted)}
          count={count.toLocaleString('en-GB')}
        />
      ))}
    </fieldset>
  );
}

/** Part of a name, or the beginning of a hash; asked once the typing rests. */
function SearchField() {
  const text = useImages((state) => state.filter.text);
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => changeFilter({ text: typed }), 250);
    return () => clearTimeout(timer);
  }, [typed, text]);
  return (
    <div className="srch">
      <Icon name="i-search" />
      <input
        className="input"
        type="search"
        aria-label="Name or hash"
        placeholder="name, hash"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  );
}

/** Filters that come from elsewhere (a block, an import, a bar of a histogram): shown so that they can be taken away. */
function GivenFilters({ filter }: { readonly filter: ImageFilter }) {
  const given: { readonly words: string; readonly clear: () => void }[] = [];
  if (filter.block !== null)
    given.push({ words: blockTitle(filter.block), clear: () => changeFilter({ block: null }) });
  if (filter.importId !== null)
    given.push({ words: `import ${filter.importId}`, clear: () => changeFilter({ importId: null }) });
  if (filter.span !== null) {
    const names = { mean: 'brightness', contrast: 'contrast', sharpness: 'sharpness' } as const;
    const { measure, from, to } = filter.span;
    given.push({
      words: `${names[measure]} ${from.toFixed(0)} to ${to.toFixed(0)}`,
      clear: () => changeFilter({ span: null }),
    });
  }
  if (given.length === 0) return null;
  return (
    <div className="row wrap given">
      {given.map(({ words, clear }) => (
        <Chip key={words} label={`Remove the filter ${words}`} onPress={clear}>
          {words}
        </Chip>
      ))}
    </div>
  );
}

function Chip({
  children,
  label,
  onPress,
}: {
  readonly children: ReactNode;
  readonly label: string;
  readonly onPress: () => void;
}) {
  return (
    <button type="button" className="chip filter" aria-label={label} onClick={onPress}>
      <span className="cut">{children}</span>
      <Icon name="i-cross" />
    </button>
  );
}

function Days({
  first,
  last,
  filter,
}: {
  readonly first: string;
  readonly last: string;
  readonly filter: ImageFilter;
}) {
  const isDay = (value: string) => (/^\d{4}-\d\d-\d\d$/.test(value) ? value : null);
  return (
    <fieldset className="fac days">
      <legend>Time</legend>
      <label>
        <span>from</span>
        <input
          className="input"
          type="date"
          min={first}
          max={last}
          value={filter.fromDay ?? ''}
          onChange={(event) => changeFilter({ fromDay: isDay(event.target.value) })}
        />
      </label>
      <label>
        <span>to</span>
        <input
          className="input"
          type="date"
          min={first}
          max={last}
          value={filter.toDay ?? ''}
          onChange={(event) => changeFilter({ toDay: isDay(event.target.value) })}
        />
      </label>
    </fieldset>
  );
}
