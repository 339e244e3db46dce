import { go } from '../../app/navigation.ts';
import { Button, IconButton } from '../../ui/index.ts';
import { select, useImages } from './state.ts';

/** What can be done with the images chosen. */
export function SelectionActions() {
  const selected = useImages((state) => state.selected);
  if (selected.size === 0) return <span className="q nw">Nothing selected</span>;
  const ids = [...selected];
  return (
    <span className="row nw">
      <b>{selected.size.toLocaleString('en-GB')} selected</b>
      <Button onPress={() => go('label', { image: ids[0] ?? '' })}>Open in Label</Button>
      <IconButton icon="i-cross" label="Clear the selection" onPress={() => select([], 'only')} />
    </span>
  );
}
