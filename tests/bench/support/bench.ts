/** What a benchmark is given: the command line after the bench's name, parsed once by the runner. */
export type BenchOptions = {
  /** A short sanity run; the figures line then carries `"quick": true`. */
  readonly quick: boolean;
  /** Folder with the labelled image sets (`neu-det/`, `kolektorsdd/`), or undefined when there is none on this machine. */
  readonly dataFolder: string | undefined;
  /** Every other `--key value` (or `--key`, then the value is `'true'`). */
  readonly settings: Readonly<Record<string, string>>;
};

export type Figure = number | string | boolean | null | readonly Figure[] | { readonly [key: string]: Figure };

/** The last line a bench prints: one JSON object with the keys its table in `docs/benchmarks.md` promises. */
export type Figures = Readonly<Record<string, Figure>>;

/**
 * One benchmark: a file `tests/bench/<name>.ts` exporting `bench`. `run` prints what a person wants to read while it goes and
 * returns the figures; the runner adds the bench's name, machine, versions and `quick`, and prints them as the last line.
 * A bench that cannot run at all (no data, say) throws `BenchUnavailable` with what it needs.
 */
export type Bench = {
  readonly name: string;
  readonly run: (options: BenchOptions) => Promise<Figures>;
};

/** The bench needs something that is not here; the sentence says what and how to give it. */
export class BenchUnavailable extends Error {
  override readonly name = 'BenchUnavailable';
}
