import { useMemo } from 'react';
import type { LiveFrame, LiveSource } from '../../../shared/contract/station.ts';
import { keyCap, useKeyOf } from '../../app/commands/index.ts';
import { mediaUrl } from '../../client/index.ts';
import { Button, Panel, useNow } from '../../ui/index.ts';
import { type OverlayBox, Viewport } from '../../viewport/index.ts';
import { usePaced } from './use-paced.ts';
import { ageWords, timeWords } from './words.ts';

/** A frame with the boxes of the station; its age is that of its file where frames come as they are written. */
export function FramePanel({
  frame: wanted,
  isPast,
  source,
  onNow,
}: {
  readonly frame: LiveFrame | null;
  readonly isPast: boolean;
  readonly source: LiveSource | null;
  readonly onNow: () => void;
}) {
  const { drawn: frame, seen, onDrawn } = usePaced(wanted);
  const boxes = useMemo(
    () =>
      (frame?.boxes ?? []).map(
        ({ className, confidence, box }, at): OverlayBox => ({
          id: `p${at}`,
          kind: 'predicted',
          box,
          tag: `P ${className} ${confidence.toFixed(2)}`,
        }),
      ),
    [frame],
  );
  const newestKey = useKeyOf('live.newest');
  return (
    <Panel
      title={seen ? `Frame ${seen.serial}: ${seen.verdict}` : 'Frame'}
      meta={seen ? <Facts frame={seen} source={source} /> : ''}
      className="lv-frame"
      inside="flush"
    >
      {isPast ? (
        <div className="lv-past">
          <span>An earlier frame; the station goes on.</span>
          <Button {...(newestKey ? { keys: keyCap(newestKey) } : {})} onPress={onNow}>
            Back to the newest
          </Button>
        </div>
      ) : null}
      <div className="lv-stage">
        {frame ? (
          <Viewport
            label={`${frame.name} with the boxes of the station`}
            url={mediaUrl(`/media/files/source?path=${encodeURIComponent(frame.path)}&v=${frame.serial}`)}
            size={frame.size ?? { widthPx: 2448, heightPx: 2050 }}
            boxes={boxes}
            onShown={onDrawn}
            onProblem={(sentence) => sentence !== null && onDrawn()}
          />
        ) : null}
      </div>
    </Panel>
  );
}

function Facts({ frame, source }: { readonly frame: LiveFrame; readonly source: LiveSource | null }) {
  const now = useNow(500);
  const size = frame.size ? `${frame.size.widthPx} × ${frame.size.heightPx} px, ` : '';
  const age =
    source?.kind === 'watched' && frame.fileAt
      ? `${ageWords(now - Date.parse(frame.fileAt))} old`
      : `replayed ${ageWords(now - Date.parse(frame.at))} ago`;
  return (
    <>
      {size}
      <span title={frame.fileAt ? `written ${timeWords(frame.fileAt)}` : ''}>{age}</span>, {frame.name}
    </>
  );
}
