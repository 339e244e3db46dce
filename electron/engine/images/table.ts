import type { ImageFilter, ImageSort } from '../../../shared/contract/images.ts';
import type { Workspace } from '../workspace/index.ts';
import { cardsAt } from './cards.ts';
import { imageView } from './lookup/view.ts';

const header = 'image,path,captured_at,width_px,height_px,label,boxes,state,flags,model_score,model_against_label';
const chunk = 5000;

/** The images of a view as CSV (RFC 4180, lines end in CR LF). */
export function imageTable(
  workspace: Pick<Workspace, 'store'>,
  { filter, sort }: { readonly filter: ImageFilter; readonly sort: ImageSort },
): { csv: string; images: number } {
  const { lookup, positions } = imageView(workspace, filter, sort);
  const lines = [header];
  for (let from = 0; from < positions.length; from += chunk) {
    for (const card of cardsAt(workspace, lookup, [...positions.subarray(from, from + chunk)])) {
      const values = [
        card.id,
        card.path,
        card.capturedAt ?? '',
        card.widthPx,
        card.heightPx,
        card.labelState,
        card.boxes.length,
        card.reviewState,
        card.flags.join(' '),
        card.prediction === null ? '' : card.prediction.score.toFixed(4),
        card.disagreement ?? '',
      ];
      lines.push(values.map(quoted).join(','));
    }
  }
  return { csv: `${lines.join('\r\n')}\r\n`, images: positions.length };
}

function quoted(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
