import { Button as AriaButton } from 'react-aria-components';
import { Icon, useNow } from '../../ui/index.ts';
import { chooseLooks, otherTheme, useLooks } from '../theme.ts';
import { AlarmLine } from './alarm-line.tsx';
import { LiveVerdict } from './live-verdict.tsx';

/** Product, alarm line in its fixed place, live verdict, clock, theme. */
export function TopBar() {
  const { theme } = useLooks();
  return (
    <header className="top">
      <div className="brand">
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <use href="#mark" />
        </svg>
        <b>Plugsight</b>
      </div>
      <AlarmLine />
      <div className="top-right">
        <LiveVerdict />
        <Clock />
        <AriaButton
          className="btn quiet icon"
          aria-label={theme === 'dark' ? 'Light theme' : 'Dark theme'}
          onPress={() => chooseLooks({ theme: otherTheme(theme) })}
        >
          <Icon name="i-moon" />
        </AriaButton>
      </div>
    </header>
  );
}

function Clock() {
  const now = new Date(useNow());
  const day = now.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
  return (
    <span className="clock">
      {day} {now.toLocaleTimeString('en-GB')}
    </span>
  );
}
