import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type LogEntry, type LogLevel, logEntrySchema } from '../../../shared/contract/logs.ts';
import { layout } from '../store/index.ts';

export type LogOptions = {
  /** A file is closed when it has this many bytes, and the oldest is thrown away: the log never grows beyond files x bytes. */
  readonly bytesPerFile?: number;
  readonly files?: number;
  /** A problem that is to be said again within this time is counted instead. */
  readonly quietMs?: number;
  readonly now?: () => number;
};

type Spoken = { readonly at: number; suppressed: number };

/** So many different problems are remembered for counting. */
const rememberedProblems = 200;

/**
 * What happened in a workspace, as JSON lines under `<workspace>/logs`, rotated and bounded. A line is in the file when `write` returns;
 * one that cannot be written is counted and stops nothing.
 */
export class EngineLog {
  readonly #workspace: string;
  readonly #options: Required<LogOptions>;
  readonly #spoken = new Map<string, Spoken>();
  #isOpen = false;
  #lost = 0;

  constructor(workspace: string, options: LogOptions = {}) {
    this.#workspace = workspace;
    this.#options = { bytesPerFile: 512 * 1024, files: 5, quietMs: 60_000, now: Date.now, ...options };
  }

  get lost(): number {
    return this.#lost;
  }

  info(feature: string, sentence: string, details: LogEntry['details'] = {}): void {
    this.#write('info', feature, sentence, details, 0);
  }

  problem(feature: string, sentence: string, details: LogEntry['details'] = {}): void {
    this.#writeUnlessSaid('problem', feature, sentence, details);
  }

  /** `error`: its stack goes into the details. */
  fault(feature: string, sentence: string, error: unknown): void {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#writeUnlessSaid('fault', feature, sentence, { stack: stack.slice(0, 4000) });
  }

  /** What is kept, the oldest first: everything, or what the newest files hold. Lines that are cut off (a killed engine) are passed over. */
  entries(files = this.#options.files): LogEntry[] {
    return Array.from({ length: files }, (_, at) => this.#file(files - 1 - at))
      .filter((path) => existsSync(path))
      .flatMap((path) => readFileSync(path, 'utf8').split('\n'))
      .map(entryOf)
      .filter((entry) => entry !== null);
  }

  #writeUnlessSaid(level: LogLevel, feature: string, sentence: string, details: LogEntry['details']): void {
    const key = `${level}\n${feature}\n${sentence}`;
    const now = this.#options.now();
    const spoken = this.#spoken.get(key);
    if (spoken && now - spoken.at < this.#options.quietMs) {
      spoken.suppressed += 1;
      return;
    }
    this.#spoken.delete(key);
    this.#spoken.set(key, { at: now, suppressed: 0 });
    const [oldest] = this.#spoken.keys();
    if (this.#spoken.size > rememberedProblems && oldest !== undefined) this.#spoken.delete(oldest);
    this.#write(level, feature, sentence, details, spoken?.suppressed ?? 0);
  }

  #write(level: LogLevel, feature: string, sentence: string, details: LogEntry['details'], repeated: number): void {
    const at = new Date(this.#options.now()).toISOString();
    const line = `${JSON.stringify({ at, level, feature, sentence, repeated, details } satisfies LogEntry)}\n`;
    try {
      const path = this.#file(0);
      if (!this.#isOpen) this.#open(path);
      if (existsSync(path) && statSync(path).size + Buffer.byteLength(line) > this.#options.bytesPerFile)
        this.#rotate();
      appendFileSync(path, line);
    } catch {
      // Whoever speaks has its own way to say that the disk is full; the log must not be the reason why work stops.
      this.#lost += 1;
    }
  }

  /** A line that a killed engine left without its end gets one, so that the next is not lost with it. */
  #open(path: string): void {
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path)) {
      const bytes = readFileSync(path);
      if (bytes.length > 0 && bytes.at(-1) !== 10) appendFileSync(path, '\n');
    }
    this.#isOpen = true;
  }

  #rotate(): void {
    rmSync(this.#file(this.#options.files - 1), { force: true });
    for (let at = this.#options.files - 2; at >= 0; at--) {
      if (existsSync(this.#file(at))) renameSync(this.#file(at), this.#file(at + 1));
    }
  }

  #file(at: number): string {
    return layout.log(this.#workspace, at);
  }
}

function entryOf(line: string): LogEntry | null {
  if (line === '') return null;
  try {
    return logEntrySchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
