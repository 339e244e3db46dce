import { useGeometry } from './progress.tsx';

/** Where a score in 0..1 stands against its threshold; above it (shaded) the verdict may be PRESENT. */
export function ScoreBand({ score, threshold }: { readonly score: number; readonly threshold: number }) {
  const band = useGeometry<HTMLElement>({ left: `${threshold * 100}%`, right: '0%' });
  const mark = useGeometry<HTMLElement>({ left: `${score * 100}%` });
  return (
    <div className="score">
      <div className="rng" role="img" aria-label={`score ${score.toFixed(3)}, threshold ${threshold.toFixed(3)}`}>
        <i ref={band} />
        <u ref={mark} />
      </div>
      <div className="spread s">
        <span>
          score <b>{score.toFixed(3)}</b>
        </span>
        <span className="q">threshold {threshold.toFixed(3)}, shaded: PRESENT</span>
      </div>
    </div>
  );
}
