import { useState } from 'react';
import type { DatasetBlock } from '../../../shared/contract/datasets.ts';
import { useEngine } from '../../client/index.ts';
import { Icon, Panel, useGeometry } from '../../ui/index.ts';
import { Facts } from './facts.tsx';
import { LooksDialog } from './looks-dialog.tsx';
import { cells, denseFrom, type RoleRow, roleRows } from './role-rows.ts';
import { type Subject, subjectName } from './subject.ts';
import { blockDay, count, roleDoes } from './words.ts';

/** Who learns, who chooses, who bounds: counted in tries, with the blocks in time order and what was left out. */
export function RolesPanel({ subject }: { readonly subject: Subject }) {
  const facts = subject.kind === 'frozen' ? subject.summary : subject.draft;
  const detail = subject.kind === 'frozen' ? subject.detail : subject.draft;
  const compared = subject.kind === 'draft' ? subject.newest : null;
  const rows = roleRows(facts.roles, detail?.tries ?? {}, compared);
  const [isLooking, setLooking] = useState(false);
  const frozen = subject.kind === 'frozen' ? subject.summary : null;
  const { data: looks = [] } = useEngine(
    ['evaluations.looks', frozen?.name, frozen?.version],
    (client) => client.evaluations.looks({ dataset: frozen?.name ?? '', datasetVersion: frozen?.version ?? 0 }),
    frozen !== null && frozen.roles.test !== undefined,
  );
  const className = frozen?.classes[0] ?? 'object';
  return (
    <Panel
      title={`Roles of ${subjectName(subject)}`}
      meta="tries are counted where a rate is bounded"
      inside="flush"
      className="roles-panel"
    >
      <table className="t roles">
        <thead>
          <tr>
            <th>Role</th>
            <th className="r">images</th>
            <th className="r">tries</th>
            <th className="r">{className}</th>
            <th className="r">none</th>
            <th className="balance">balance</th>
            <th className="r">blocks</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <RoleLine key={row.role} row={row} isLocked={row.role === 'test' && frozen !== null} />
          ))}
          <Together rows={rows} />
        </tbody>
      </table>
      <Ribbon blocks={detail?.blocks ?? []} />
      <Facts subject={subject} looks={looks.length} onLooks={() => setLooking(true)} />
      {isLooking && frozen ? (
        <LooksDialog name={subjectName(subject)} looks={looks} onClose={() => setLooking(false)} />
      ) : null}
    </Panel>
  );
}

function RoleLine({ row, isLocked }: { readonly row: RoleRow; readonly isLocked: boolean }) {
  const { role, images, more, present, absent, blocks } = row;
  const tries = present + absent;
  const bar = useGeometry<HTMLElement>({ width: `${tries === 0 ? 0 : (present / tries) * 100}%` });
  return (
    <tr>
      <td>
        <span className="row g6">
          <i className={`rk ${role}`} />
          <b>{role}</b>
          {isLocked ? <Icon name="i-lock" label="locked: every look is journalled" /> : null}
        </span>
        <span className="s q rsub">{roleDoes[role]}</span>
      </td>
      <td className="r">
        {count(images)}
        {more === null ? null : <span className="iv block">{more > 0 ? `+${count(more)}` : count(more)}</span>}
      </td>
      <td className="r">
        <b>{count(tries)}</b>
      </td>
      <td className="r">{count(present)}</td>
      <td className="r">{count(absent)}</td>
      <td>
        <div className="bal2" role="img" aria-label={`${count(present)} tries with, ${count(absent)} without`}>
          <i ref={bar} />
        </div>
        {tries === 0 ? null : (
          <span className="s q">
            {`${Math.round((absent / tries) * 100)} %`}
            <span className="hide-narrow"> without</span>
          </span>
        )}
      </td>
      <td className="r">{count(blocks)}</td>
    </tr>
  );
}

function Together({ rows }: { readonly rows: readonly RoleRow[] }) {
  const sum = (value: (row: RoleRow) => number) => count(rows.reduce((all, row) => all + value(row), 0));
  return (
    <tr className="tot">
      <td>
        <b>together</b>
      </td>
      <td className="r">{sum(({ images }) => images)}</td>
      <td className="r">
        <b>{sum(({ present, absent }) => present + absent)}</b>
      </td>
      <td className="r">{sum(({ present }) => present)}</td>
      <td className="r">{sum(({ absent }) => absent)}</td>
      <td />
      <td className="r">{sum(({ blocks }) => blocks)}</td>
    </tr>
  );
}

function Ribbon({ blocks }: { readonly blocks: readonly DatasetBlock[] }) {
  if (blocks.length === 0) return null;
  const isTimed = blocks.every(({ from }) => from !== null);
  const first = blocks[0];
  const last = blocks.at(-1);
  return (
    <div className="ribw">
      <div
        className={`ribbon${blocks.length > denseFrom ? ' dense' : ''}`}
        role="img"
        aria-label={`${blocks.length} blocks in ${isTimed ? 'time' : 'name'} order, by role`}
      >
        {cells(blocks).map((cell) => (
          <Cell key={cell.name} cell={cell} />
        ))}
      </div>
      <div className="spread s q ribx">
        <span>{first ? blockDay(first) : ''}</span>
        <span className="hide-narrow">a cell is a block (source, day, shift); it is never split</span>
        <span>{last ? blockDay(last) : ''}</span>
      </div>
    </div>
  );
}

function Cell({ cell }: { readonly cell: DatasetBlock }) {
  const ref = useGeometry<HTMLElement>({ 'flex-grow': String(Math.max(1, cell.images)) });
  return (
    <i
      ref={ref}
      className={`rk ${cell.role ?? 'out'}`}
      title={`${cell.name}: ${cell.role ?? 'left out'}, ${count(cell.images)} images`}
    />
  );
}
