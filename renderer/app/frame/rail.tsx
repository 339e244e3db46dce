import { NodeMark } from '../../ui/index.ts';
import { hashOf } from '../navigation.ts';
import type { Screen } from '../screen.ts';
import { screens } from '../screens.ts';

/** The pipeline in order, each step with its state; above it a bench to try things, below logs and settings. */
export function Rail({ current }: { readonly current: string }) {
  const above = screens.filter((screen) => screen.place === 'above');
  const pipeline = screens.filter((screen) => screen.place === 'pipeline');
  const below = screens.filter((screen) => screen.place === 'below');
  return (
    <nav className="rail" aria-label="Pipeline">
      {above.map((screen, at) => (
        <RailLink
          key={screen.id}
          screen={screen}
          current={current}
          className={at === above.length - 1 ? 'lastfree' : ''}
        />
      ))}
      {pipeline.map((screen, at) => (
        <RailLink
          key={screen.id}
          screen={screen}
          current={current}
          className={`pipe${at === 0 ? ' first' : ''}${at === pipeline.length - 1 ? ' last' : ''}`}
        />
      ))}
      <div className="foot">
        {below.map((screen) => (
          <RailLink key={screen.id} screen={screen} current={current} className="" />
        ))}
      </div>
    </nav>
  );
}

function RailLink({
  screen,
  current,
  className,
}: {
  readonly screen: Screen;
  readonly current: string;
  readonly className: string;
}) {
  const state = screen.useRail();
  return (
    <a
      href={hashOf({ screen: screen.id, parameters: {} })}
      className={className}
      {...(screen.id === current ? { 'aria-current': 'page' as const } : {})}
    >
      {state ? <NodeMark state={state.node} /> : <span />}
      <span className="nm">{screen.name}</span>
      {state ? (
        <span className="st cut1">
          <span className="sr">{spoken(state.node)}</span>
          {state.words}
        </span>
      ) : null}
    </a>
  );
}

function spoken(node: string): string {
  const words: Readonly<Record<string, string>> = {
    fresh: 'fresh: ',
    stale: 'stale: ',
    empty: 'nothing yet: ',
    running: 'running: ',
    failed: 'failed: ',
    alarm2: 'alarm: ',
  };
  return words[node] ?? '';
}
