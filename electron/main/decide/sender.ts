import { isOwnPage } from './addresses.ts';

/** Who asks over IPC: the address of the frame, and whether it is its window's own top frame; null: the frame is gone already. */
export type Sender = { readonly url: string; readonly isTopFrame: boolean } | null;

/** Only our page's own top frame is answered: not a frame in it, not a page that came in its place. */
export function mayAsk(sender: Sender): boolean {
  return sender?.isTopFrame === true && isOwnPage(sender.url);
}
