import './logs.css';
import { useState } from 'react';
import type { LogPage } from '../../../shared/contract/logs.ts';
import { saveText, useAction } from '../../client/index.ts';
import { Button, PageHead, ProblemNotice } from '../../ui/index.ts';
import { EntryPanel } from './entry-panel.tsx';
import { FilterBar } from './filter-bar.tsx';
import { LinesPanel } from './lines-panel.tsx';
import { filterOf, useLogs } from './state.ts';
import { useLog } from './use-log.ts';
import { entryKey } from './words.ts';

/** What the engine did, what it refused and why: found by level, part, words and time, and taken along as a file. */
export function LogsView() {
  const { data: page } = useLog();
  const [selected, setSelected] = useState<string | null>(null);
  const take = useAction(async (client) => {
    const { text } = await client.logs.export(filterOf(useLogs.getState(), Date.now()));
    saveText(`plugsight-log-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, '-')}.jsonl`, text, 'text/plain');
  });
  const entry = page?.entries.find((one) => entryKey(one) === selected) ?? null;
  return (
    <>
      <PageHead title="Logs" {...(page ? { state: stateOf(page) } : {})}>
        <Button icon="i-file" onPress={() => take.mutate(undefined)}>
          Export {page ? lines(page.matched) : 'the lines'}
        </Button>
      </PageHead>
      {take.problem ? (
        <div className="lg-said">
          <ProblemNotice problem={take.problem} />
        </div>
      ) : null}
      <div className="body flows lg-grid">
        <FilterBar features={page?.features ?? []} />
        {page ? <LinesPanel page={page} selected={selected} onSelect={setSelected} /> : null}
        <EntryPanel entry={entry} folder={page?.folder ?? ''} />
      </div>
    </>
  );
}

function stateOf({ kept, oldest, lost }: LogPage): string {
  const since =
    oldest === null
      ? ''
      : ` since ${new Date(oldest).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })}`;
  const gone = lost === 0 ? '' : ` ${lines(lost)} could not be written: the disk may be full.`;
  return `${lines(kept)} kept${since}; the oldest go when 2.5 MB are full.${gone}`;
}

function lines(count: number): string {
  return count === 1 ? '1 line' : `${count.toLocaleString('en-GB')} lines`;
}
