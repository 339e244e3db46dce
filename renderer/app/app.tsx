import { Suspense, useEffect } from 'react';
import { askAgain, keepConnected, shell, useConnection } from '../client/index.ts';
import { useSaver } from '../features/annotations/index.ts';
import { useFirstRun } from '../features/first-run/index.ts';
import { Button, Notice } from '../ui/index.ts';
import { listenForKeys } from './commands/index.ts';
import { FrameCommands } from './frame/frame-commands.tsx';
import { Rail } from './frame/rail.tsx';
import { StatusLine } from './frame/status-line.tsx';
import { TopBar } from './frame/top-bar.tsx';
import { useRoute } from './navigation.ts';
import { RecentWorkspaces } from './recent-workspaces.tsx';
import { screens } from './screens.ts';
import { useAppliedLooks } from './theme.ts';

export function App() {
  useEffect(() => {
    const end = new AbortController();
    void keepConnected(askAgain, end.signal);
    return () => end.abort();
  }, []);
  useEffect(listenForKeys, []);
  const phase = useConnection((state) => state.phase);
  const trouble = useConnection((state) => state.trouble);
  if (phase === 'connecting') {
    return (
      <main className="boot">
        {trouble ? (
          <>
            <h1>Plugsight</h1>
            <NoEngine title="The workspace cannot be opened" text={trouble} />
            {shell ? <RecentWorkspaces openFolder={null} heading="h2" /> : null}
          </>
        ) : null}
      </main>
    );
  }
  return <Workstation isDown={phase === 'down'} trouble={trouble} />;
}

function Workstation({ isDown, trouble }: { readonly isDown: boolean; readonly trouble: string | null }) {
  useFirstRun();
  useSaver();
  useAppliedLooks();
  const route = useRoute();
  const screen = screens.find(({ id }) => id === route.screen) ?? screens[0];
  return (
    <div className="app">
      <button type="button" className="skip btn" onClick={() => document.getElementById('main')?.focus()}>
        To the page
      </button>
      <FrameCommands />
      <TopBar />
      <Rail current={screen?.id ?? ''} />
      <main className="main" id="main" tabIndex={-1}>
        {isDown ? <EngineDown trouble={trouble} /> : null}
        <Suspense>{screen ? <screen.view key={screen.id} /> : null}</Suspense>
      </main>
      <StatusLine />
    </div>
  );
}

function EngineDown({ trouble }: { readonly trouble: string | null }) {
  const text =
    'What you see is the last view. Everything that was shown as saved is kept. Nothing can be changed until it is back.';
  const title = 'The engine stopped and is being started again';
  // Only the program that starts it knows when it has given up, and in a browser it cannot say so.
  const inBrowser =
    ' If it is not back in a minute, what Plugsight says where it was started tells why; start it again there.';
  return (
    <div className="down">
      {trouble === null ? (
        <Notice kind="caution" title={title} text={shell ? text : `${text}${inBrowser}`} />
      ) : (
        <NoEngine title="The engine stopped" text={`${text} ${trouble}`} />
      )}
    </div>
  );
}

/** Why there is no engine. The shell, where there is one, can try again or open another workspace. */
function NoEngine({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <Notice kind="caution" title={title} text={text}>
      {shell ? (
        <>
          <Button onPress={() => void shell?.restartEngine()}>Try again</Button>
          <Button onPress={() => void shell?.openWorkspace()}>Open another workspace</Button>
        </>
      ) : null}
    </Notice>
  );
}
