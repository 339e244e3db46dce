import { create } from 'zustand';
import { type ImageFilter, type ImageSort, imageFilterSchema } from '../../../shared/contract/images.ts';

export type ThumbnailSize = 'S' | 'M' | 'L';

export const noFilter: ImageFilter = imageFilterSchema.parse({});

type ImagesState = {
  readonly filter: ImageFilter;
  readonly sort: ImageSort;
  readonly size: ThumbnailSize;
  readonly selected: ReadonlySet<string>;
  /** Cell the arrow keys move from, and where a range begins. */
  readonly active: number;
  readonly anchor: number;
};

/** How the images are looked at; what they are comes from the engine. */
export const useImages = create<ImagesState>(() => ({
  filter: noFilter,
  sort: 'newest',
  size: 'M',
  selected: new Set(),
  active: 0,
  anchor: 0,
}));

/** Another filter is another list: the place in it begins anew, the selection stays with its images. */
export function changeFilter(changes: Partial<ImageFilter>): void {
  useImages.setState(({ filter }) => ({ filter: { ...filter, ...changes }, active: 0, anchor: 0 }));
}

type ListKind = 'sources' | 'labels' | 'states' | 'disagreements' | 'flags' | 'roles';

/** Adds a value to one kind of the filter, or takes it away. */
export function toggleValue<K extends ListKind>(kind: K, value: ImageFilter[K][number], isWanted: boolean): void {
  const before: readonly string[] = useImages.getState().filter[kind];
  const without = before.filter((known) => known !== value);
  changeFilter({ [kind]: isWanted ? [...without, value] : without });
}

/** How many kinds of the filter ask for something. */
export function activeKinds(filter: ImageFilter): number {
  const { fromDay, toDay, ...rest } = filter;
  const isSet = (value: unknown) => (Array.isArray(value) ? value.length > 0 : value !== null && value !== '');
  return Object.values(rest).filter(isSet).length + (fromDay !== null || toDay !== null ? 1 : 0);
}

export function select(ids: Iterable<string>, how: 'only' | 'add' | 'remove'): void {
  useImages.setState(({ selected }) => {
    const next = new Set(how === 'only' ? [] : selected);
    for (const id of ids) {
      if (how === 'remove') next.delete(id);
      else next.add(id);
    }
    return { selected: next };
  });
}

/**
 * A filter from an address (`#/images?flags=dark,blurred&block=...`), so that other screens can lead here; null where the address
 * asks for none.
 */
export function filterOfRoute(parameters: Readonly<Record<string, string>>): ImageFilter | null {
  const list = (key: string) => (parameters[key] ? { [key]: parameters[key].split(',') } : {});
  const asked = {
    ...list('sources'),
    ...list('labels'),
    ...list('states'),
    ...list('disagreements'),
    ...list('flags'),
    ...list('roles'),
    ...(parameters.text ? { text: parameters.text } : {}),
    ...(parameters.block ? { block: parameters.block } : {}),
    ...(parameters.import ? { importId: Number(parameters.import) } : {}),
  };
  if (Object.keys(asked).length === 0) return null;
  const parsed = imageFilterSchema.safeParse(asked);
  return parsed.success ? parsed.data : null;
}
