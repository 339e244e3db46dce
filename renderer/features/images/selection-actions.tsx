import { useState } from 'react';
import { go } from '../../app/navigation.ts';
import { useAction } from '../../client/index.ts';
import { Button, IconButton } from '../../ui/index.ts';
import { select, useImages } from './state.ts';
import { counted } from './words.ts';

/** What can be done with the images chosen, and what became of it. */
export function SelectionActions() {
  const selected = useImages((state) => state.selected);
  const [sent, setSent] = useState<{ readonly of: ReadonlySet<string>; readonly words: string } | null>(null);
  const send = useAction(async (client, ids: ReadonlySet<string>) => {
    const { added } = await client.annotations.enqueue({ imageIds: [...ids] });
    const there = ids.size - added;
    setSent({
      of: ids,
      words: `${counted(added, 'image')} sent${there > 0 ? `, ${there.toLocaleString('en-GB')} were there` : ''}`,
    });
  });
  if (selected.size === 0) return <span className="q nw">Nothing selected</span>;
  const isSent = sent?.of === selected;
  const first = [...selected][0] ?? '';
  return (
    <span className="row nw">
      <b>{selected.size.toLocaleString('en-GB')} selected</b>
      {isSent ? (
        <>
          <span className="q" role="status">
            {sent.words}
          </span>
          <Button onPress={() => go('label', { queue: 'chosen' })}>Open the queue</Button>
        </>
      ) : (
        <>
          <Button onPress={() => send.mutate(selected)}>Send to label queue</Button>
          {selected.size === 1 ? <Button onPress={() => go('label', { image: first })}>Open in Label</Button> : null}
        </>
      )}
      {send.problem ? <span className="caution cut">{send.problem.sentence}</span> : null}
      <IconButton icon="i-cross" label="Clear the selection" onPress={() => select([], 'only')} />
    </span>
  );
}
