/** What a chart shows, as a table for who reads instead of looks. */
export type ChartTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** Rows that are read out at most; more would hide what the chart says. */
export const rowsAtMost = 12;

/** The first, the last and evenly chosen ones between them, in order. */
export function sampled<T>(items: readonly T[], most = rowsAtMost): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, at) => items[Math.round((at * (items.length - 1)) / (most - 1))] as T);
}

export function TextAlternative({ caption, table }: { readonly caption: string; readonly table: ChartTable }) {
  return (
    // A table is never narrower than its words: alone it would widen what scrolls around it.
    <div className="sr">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.join('|')}>
              {row.map((cell, at) => (
                <td key={table.columns[at]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
