import type { JobSnapshot } from '../../../shared/contract/jobs.ts';

const barWidth = 24;

/** Shows a job to a person on stderr: one line redrawn in a terminal, a line every ten seconds elsewhere (a CI log). */
export function progressView(stream: NodeJS.WriteStream = process.stderr): {
  show(snapshot: JobSnapshot): void;
  end(): void;
} {
  const redraws = stream.isTTY === true;
  let lastLineAt = 0;
  let lastActivity = '';
  return {
    show(snapshot) {
      const line = progressLine(snapshot);
      if (redraws) {
        stream.write(`\r\u001b[2K${line.slice(0, (stream.columns ?? 120) - 1)}`);
        return;
      }
      const now = Date.now();
      if (snapshot.activity === lastActivity && now - lastLineAt < 10_000) return;
      lastLineAt = now;
      lastActivity = snapshot.activity;
      stream.write(`${line}\n`);
    },
    end() {
      if (redraws) stream.write('\r\u001b[2K');
    },
  };
}

export function progressLine(snapshot: JobSnapshot): string {
  const { activity, done, total, unit, remainingSeconds, figures } = snapshot;
  const share = total ? Math.min(1, done / total) : null;
  const filled = share === null ? 0 : Math.round(share * barWidth);
  const bar =
    share === null ? '' : `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${Math.floor(share * 100)} % `;
  const shownDone = Math.floor(done * 10) / 10;
  const count = total ? `${shownDone}/${total} ${unit}` : done > 0 ? `${shownDone} ${unit}` : '';
  const left = remainingSeconds === null ? '' : `, about ${duration(remainingSeconds)} left`;
  const shown = Object.entries(figures)
    .map(([name, value]) => `${name} ${formatFigure(value)}`)
    .join(', ');
  return `${bar}${activity}${count ? `: ${count}` : ''}${left}${shown ? ` (${shown})` : ''}`.trimEnd();
}

function formatFigure(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(3);
}

/** `95` becomes `1 min 35 s`; whole minutes from ten minutes on. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return minutes >= 10 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
}
