import { useState } from 'react';
import { keyCap, pictureActions, useCommands, useKeyOf } from '../../app/commands/index.ts';
import { go } from '../../app/navigation.ts';
import { useAction, useAuthor } from '../../client/index.ts';
import { Button, Notice, PageHead, ProblemNotice } from '../../ui/index.ts';
import { AlarmsPanel } from './alarms-panel.tsx';
import { liveCommands } from './commands.ts';
import { CountsPanel } from './counts-panel.tsx';
import { FramePanel } from './frame-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { LatencyPanel } from './latency-panel.tsx';
import { useLive } from './use-live.ts';
import { VerdictPanel } from './verdict-panel.tsx';
import { sourceWords, timeWords } from './words.ts';

export function Running() {
  const live = useLive();
  const { author } = useAuthor();
  const [picked, setPicked] = useState<number | null>(null);
  const stop = useAction((client) => client.station.stop());
  const send = useAction((client, serials: readonly number[]) =>
    client.station.sendToQueue({ serials: [...serials], author: author || 'station' }),
  );
  const history = live?.history ?? [];
  const last = history.at(-1) ?? null;
  const past = history.find(({ serial }) => serial === picked) ?? null;
  const shown = past ?? last;
  const unknown = history.filter(({ verdict, isAnswered }) => verdict === 'UNKNOWN' && isAnswered);
  const step = (by: 1 | -1) => {
    const at = history.findIndex(({ serial }) => serial === shown?.serial);
    const next = history[at + by];
    setPicked(next === undefined || next === last ? null : next.serial);
  };
  const sendShown = () => shown && send.mutate([shown.serial]);
  useCommands(liveCommands, {
    earlier: () => step(-1),
    later: () => step(1),
    newest: () => setPicked(null),
    send: sendShown,
    ...pictureActions,
  });
  const sendKey = useKeyOf('live.send');
  if (!live) return null;
  const hasUnknownAlarm = live.alarms.some(({ id }) => id === 'unknown-share');
  return (
    <>
      <PageHead
        title="Live"
        state={`${live.frames === null ? 'Watches' : `Replays ${live.frames.toLocaleString('en-GB')} of`} ${sourceWords(live.source)}${live.startedAt ? ` since ${timeWords(live.startedAt)}` : ''}, with ${live.model?.replace('@', ' v')}. For the screen only.`}
      >
        <Button onPress={() => stop.mutate(undefined)}>Stop the station</Button>
        {hasUnknownAlarm ? (
          <Button kind="primary" onPress={() => send.mutate(unknown.map(({ serial }) => serial))}>
            Send {unknown.length} frames to the label queue
          </Button>
        ) : (
          <Button {...(sendKey ? { keys: keyCap(sendKey) } : {})} onPress={sendShown}>
            Send this frame to the label queue
          </Button>
        )}
      </PageHead>
      {live.trouble || send.problem || send.data ? (
        <div className="lv-said stack">
          {live.trouble ? <Notice kind="caution" title="The station is down" text={live.trouble} /> : null}
          {send.problem ? <ProblemNotice problem={send.problem} /> : null}
          {send.data ? (
            <Notice
              title="Sent to the label queue"
              text="The frames are being taken in as pictures; Overview says when they are."
            >
              <Button onPress={() => go('label', { queue: 'chosen' })}>Open the queue</Button>
              <Button kind="quiet" onPress={() => send.reset()}>
                Close
              </Button>
            </Notice>
          ) : null}
        </div>
      ) : null}
      <div className="body lv-grid">
        <FramePanel frame={shown} isPast={past !== null} source={live.source} onNow={() => setPicked(null)} />
        <div className="lv-side stack">
          <VerdictPanel past={past} />
          {shown ? <LatencyPanel frame={shown} history={history} /> : null}
          <AlarmsPanel live={live} />
          <CountsPanel live={live} />
        </div>
        <HistoryPanel history={history} selected={shown?.serial ?? null} onSelect={setPicked} />
      </div>
    </>
  );
}
