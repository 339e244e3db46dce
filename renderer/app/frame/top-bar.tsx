import { useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Icon } from '../../ui/index.ts';
import { chooseLooks, useLooks } from '../theme.ts';

/** Product, alarm line in its fixed place, clock, theme. */
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
      <div className="alarm" role="status">
        <span className="say cut">No active alarm</span>
      </div>
      <div className="top-right">
        <Clock />
        <AriaButton
          className="btn quiet icon"
          aria-label={theme === 'dark' ? 'Light theme' : 'Dark theme'}
          onPress={() => chooseLooks({ theme: theme === 'dark' ? 'light' : 'dark' })}
        >
          <Icon name="i-moon" />
        </AriaButton>
      </div>
    </header>
  );
}

function Clock() {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000);
    return () => clearInterval(timer);
  }, []);
  const day = now.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
  return (
    <span className="clock">
      {day} {now.toLocaleTimeString('en-GB')}
    </span>
  );
}
