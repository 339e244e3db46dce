import { Button, Icon } from '../../ui/index.ts';
import type { Conflict } from './saving/saver.ts';
import { saver } from './session/desk.ts';
import { take } from './session/open.ts';
import { timeWords } from './words.ts';

/** Two people changed one label: both versions over the picture, and the choice. Neither is lost: the history keeps the stored one. */
export function ConflictNotice({ conflict: { mine, stored } }: { readonly conflict: Conflict }) {
  const settle = (choice: 'mine' | 'stored') => {
    saver().settle(mine.imageId, choice);
    if (choice === 'stored') take(stored);
  };
  return (
    <div className="notice caution lb-conflict" role="alert">
      <Icon name="i-alert" />
      <div>
        <p className="ttl">{stored.author ?? 'Somebody'} changed this label meanwhile</p>
        <p>
          Stored{stored.savedAt ? ` at ${timeWords(stored.savedAt)}` : ''}: {said(stored.content)}. Yours, not stored:{' '}
          {mine.content ? said(mine.content) : 'the same'}. Both are drawn.
        </p>
      </div>
      <div className="acts">
        <Button onPress={() => settle('stored')}>Keep the stored one</Button>
        <Button onPress={() => settle('mine')}>Store mine over it</Button>
      </div>
    </div>
  );
}

function said(content: Conflict['stored']['content']): string {
  if (content.state !== 'boxes') return content.state === 'no-object' ? 'no object' : 'nothing said';
  return content.boxes.length === 1 ? '1 box' : `${content.boxes.length} boxes`;
}
