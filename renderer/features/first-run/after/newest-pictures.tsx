import { go } from '../../../app/navigation.ts';
import { useEngine } from '../../../client/index.ts';
import { Button, Panel } from '../../../ui/index.ts';
import { cardState, Thumbnail } from '../../images/index.ts';

/** The pictures that came in last, with their labels. */
export function NewestPictures() {
  const { data: cards } = useEngine(['images.page', 'newest'], (client) =>
    client.images.page({ offset: 0, limit: 18 }),
  );
  const { data: info } = useEngine(['workspace.info'], (client) => client.workspace.info());
  const labelled = info ? info.counts.noObject + info.counts.withBoxes : 0;
  if (!cards || cards.length === 0) return null;
  return (
    <Panel
      title="Newest pictures"
      className="grow nwp"
      inside="flush"
      meta={
        <>
          {labelled.toLocaleString('en-GB')} labelled, {(info?.counts.unlabelled ?? 0).toLocaleString('en-GB')} open{' '}
          <Button kind="quiet" onPress={() => go('images')}>
            All images
          </Button>
        </>
      }
    >
      <ul className="fstrip">
        {cards.map((card) => (
          <li key={card.id}>
            <Thumbnail
              address={`/media/images/${card.id}/thumbnail`}
              widthPx={card.widthPx}
              heightPx={card.heightPx}
              boxes={card.boxes.map(({ box }) => ({ kind: 'truth' as const, box }))}
            />
            <span className="s q">{cardState(card).words}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
