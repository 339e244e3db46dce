import type { ProcessAlarm } from '../../../shared/domain/process-alarm.ts';

/** Shape and number of a priority: square, triangle, circle. */
export function PriorityMark({ priority }: { readonly priority: ProcessAlarm['priority'] }) {
  const shapes = {
    1: <rect x="2" y="1" width="18" height="18" fill="none" stroke="currentColor" strokeWidth="2" />,
    2: <path d="M11 1.5 20.5 18.5h-19z" fill="none" stroke="currentColor" strokeWidth="1.75" />,
    3: <circle cx="11" cy="10" r="8.5" fill="none" stroke="currentColor" strokeWidth="1.75" />,
  } as const;
  const baseline = { 1: 14.5, 2: 16.4, 3: 14.3 } as const;
  return (
    <svg
      className={`prio${priority === 2 ? ' p-tri' : ''}`}
      viewBox="0 0 22 20"
      role="img"
      aria-label={`priority ${priority}`}
    >
      {shapes[priority]}
      <text x="11" y={baseline[priority]} fill="currentColor">
        {priority}
      </text>
    </svg>
  );
}
