import type { Condition } from '../../../shared/contract/datasets.ts';
import { type Role, roles } from '../../../shared/domain/role.ts';
import { Panel, useGeometry } from '../../ui/index.ts';
import type { Subject } from './subject.ts';
import { count } from './words.ts';

/** Tries under each condition by role, and how large a part of the role they are: a test that never saw smoke bounds nothing in smoke. */
export function ConditionsPanel({ subject }: { readonly subject: Subject }) {
  const detail = subject.kind === 'frozen' ? subject.detail : subject.draft;
  if (!detail) return null;
  const used = roles.filter((role) => detail.tries[role] !== undefined);
  const total = (role: Role) => (detail.tries[role]?.present ?? 0) + (detail.tries[role]?.absent ?? 0);
  return (
    <Panel
      title="Balance by condition"
      meta="tries, and their share of the role"
      inside="flush-scroll"
      className="grow"
    >
      {detail.conditions.length === 0 ? (
        <p className="q padded">
          No conditions are known. A table scenes.csv or attributes.csv beside the pictures, with a column file and one
          for each condition, is read when they are imported.
        </p>
      ) : (
        <table className="t low plain">
          <thead>
            <tr>
              <th>Condition</th>
              {used.map((role) => (
                <th key={role} colSpan={2}>
                  {role}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {detail.conditions.map((condition) => (
              <ConditionRow key={condition.name} condition={condition} roles={used} total={total} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function ConditionRow({
  condition,
  roles: used,
  total,
}: {
  readonly condition: Condition;
  readonly roles: readonly Role[];
  readonly total: (role: Role) => number;
}) {
  return (
    <tr>
      <td className="nw">{condition.name}</td>
      {used.map((role) => (
        <Share key={role} tries={condition.tries[role] ?? 0} of={total(role)} isOpen={role === 'test'} />
      ))}
    </tr>
  );
}

function Share({ tries, of, isOpen }: { readonly tries: number; readonly of: number; readonly isOpen: boolean }) {
  const share = of === 0 ? 0 : tries / of;
  const bar = useGeometry<HTMLElement>({ width: `${share * 100}%` });
  return (
    <>
      <td className={`r${tries === 0 ? ' caution' : ''}`}>{count(tries)}</td>
      <td className="share">
        <div className={`hb${isOpen ? ' o' : ''}`} role="img" aria-label={`${Math.round(share * 100)} %`}>
          <i ref={bar} />
        </div>
      </td>
    </>
  );
}
