import type { ShownBox } from './shown-boxes.ts';

/** Every box of the picture in figures, source pixels. */
export function BoxTable({ rows }: { readonly rows: readonly (ShownBox & { readonly by: string })[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls is reached by the keyboard
    <section className="va-table" aria-label="Boxes in figures" tabIndex={0}>
      <table className="t low">
        <thead>
          <tr>
            <th scope="col">box</th>
            <th scope="col" className="r">
              centre
            </th>
            <th scope="col" className="r">
              size
            </th>
            <th scope="col" className="r">
              off by
            </th>
            <th scope="col" className="r">
              IoU
            </th>
            <th scope="col" className="hide-narrow">
              by
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 ? (
            <tr>
              <td colSpan={6} className="q">
                No box: none there, none predicted
              </td>
            </tr>
          ) : null}
          {rows.map((row) => (
            <tr key={`${row.id} ${row.by}`}>
              <td>
                <b>{row.kind === 'truth' ? 'GT' : 'P'}</b> {row.className}
                {row.confidence === null ? '' : ` ${row.confidence.toFixed(2)}`}
                {row.isWeak ? <span className="q">, too weak</span> : null}
              </td>
              <td className="r">
                {pixels((row.box.xMin + row.box.xMax) / 2)}, {pixels((row.box.yMin + row.box.yMax) / 2)} px
              </td>
              <td className="r">
                {pixels(row.box.xMax - row.box.xMin)} × {pixels(row.box.yMax - row.box.yMin)} px
              </td>
              <td className="r">{row.offBy ? `${pixels(row.offBy.xPx)}, ${pixels(row.offBy.yPx)} px` : ''}</td>
              <td className="r">
                {row.iou === null ? '' : row.isMatched ? row.iou.toFixed(2) : <b>{row.iou.toFixed(2)}</b>}
              </td>
              <td className="q hide-narrow">{row.by}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function pixels(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ',')
    .replace('-', '−');
}
