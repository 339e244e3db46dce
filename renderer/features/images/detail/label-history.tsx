import type { ImageDetail } from '../../../../shared/contract/images.ts';
import type { AnnotationContent } from '../../../../shared/domain/annotation.ts';
import { counted } from '../words.ts';

/** Every revision of the label and every review, the newest first: who, when, how. */
export function LabelHistory({ detail }: { readonly detail: ImageDetail }) {
  const entries = [
    ...detail.labels.map((entry) => ({
      at: entry.createdAt,
      who: entry.author,
      what: `${contentWords(entry.content)} (revision ${entry.revision})`,
      how: entry.origin,
    })),
    ...detail.reviews.map((entry) => ({
      at: entry.reviewedAt,
      who: entry.reviewer,
      what: `${entry.state}, revision ${entry.revision}`,
      how: entry.comment,
    })),
  ].sort((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <>
      <h3>Label history</h3>
      {entries.length === 0 ? <p className="q">Nobody has looked at this image yet.</p> : null}
      <ol className="history">
        {entries.map(({ at, who, what, how }) => (
          <li key={`${at} ${what}`}>
            <b>{what}</b>
            <span className="s q">
              {who}, {at.replace('T', ' ').slice(0, 16)}
              {how ? `, ${how}` : ''}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

function contentWords(content: AnnotationContent): string {
  if (content.state === 'boxes') return counted(content.boxes.length, 'box', 'boxes');
  return content.state === 'no-object' ? 'no object' : 'label taken away';
}
