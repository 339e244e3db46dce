import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { labelExportReportSchema, labelImportReportSchema } from '../../shared/contract/exchange.ts';
import type { Box } from '../../shared/domain/box.ts';
import type { ExchangeFormat } from '../../shared/formats/exchange/format.ts';
import { pictureNames } from '../../shared/formats/exchange/picture-names.ts';
import { vocCorners } from '../../shared/formats/pascal-voc/write-voc.ts';
import { writeYoloLabels } from '../../shared/formats/yolo-labels.ts';
import { peerPython } from '../bench/support/python.ts';
import { finished, imagesByPath, importFrom, startTestEngine, type TestEngine } from '../engine/support/engine.ts';
import { type Checks, runChecks } from './support/check.ts';
import { runPython } from './support/run-python.ts';

/**
 * `node tests/peers/exchange.ts`: our exports read by the tools' own readers (pycocotools for COCO, Datumaro, which is CVAT's own, for CVAT
 * XML, VOC and COCO, Label Studio's converter for its JSON), and what Datumaro and that converter write, read by us.
 */
const size = { widthPx: 244, heightPx: 205 };
const classes = ['plug', 'no_plug & co', 'Stößel'];
type LabelledBoxes = readonly { readonly className: string; readonly box: Box }[];

/** Pictures and what is on them; null: unlabelled. */
const truth: Readonly<Record<string, LabelledBoxes | null>> = {
  'day/0001.png': [boxOf(0, 0, 0, 244, 205), boxOf(1, 45.65, 24.98, 87.67, 55.01)],
  'night/0001.png': [boxOf(1, 37.25, 40, 62.6, 60.75), boxOf(2, 100, 100, 101.75, 101.25)],
  'empty #1 50%.png': [],
  'nobody.v2.png': null,
  'größe.png': [boxOf(2, 10.125, 20.25, 200.6, 150.75)],
};

await runChecks(async (checks, folder) => {
  const datumaro = await peerPython(['datumaro==1.13.12', 'pycocotools==2.0.11']);
  const labelStudio = await peerPython(['label-studio-sdk==2.1.2']);
  const pictures = await writePictures(join(folder, 'in'));
  const out = await exportAll(pictures, folder);
  for (const [format, tool, python, tolerance] of [
    ['coco', 'coco', datumaro, 1e-9],
    ['coco', 'coco_instances', datumaro, 0.006],
    ['cvat', 'cvat', datumaro, 0.006],
    ['pascal-voc', 'voc', datumaro, 0],
    ['label-studio', 'label-studio', labelStudio, 1e-9],
  ] as const) {
    const job = { do: 'read', format: tool, folder: out[format] };
    const { images } = await runPython<{ images: Record<string, BoxRow[]> }>(python, 'exchange.py', job, folder);
    compareTheirs(checks, `${format} read by ${tool}`, images, format, tolerance);
  }
  for (const [tool, from, python, tolerance, empties] of [
    ['datumaro coco_instances', 'coco', datumaro, 0.02, 'unlabelled'],
    ['datumaro cvat', 'coco', datumaro, 0.02, 'unlabelled'],
    ['datumaro voc', 'coco', datumaro, 0.02, 'unlabelled'],
    ['label-studio json-min', 'label-studio', labelStudio, 1e-3, 'no-object'],
    ['label-studio coco', 'label-studio', labelStudio, 1e-3, 'unlabelled'],
  ] as const) {
    const to = join(folder, tool.replaceAll(' ', '-'));
    await runPython(python, 'exchange.py', { do: 'write', tool, from: out[from], to }, folder);
    await compareOurs(checks, pictures, to, tool, tolerance, empties);
  }
});

type BoxRow = readonly [className: string, xMin: number, yMin: number, xMax: number, yMax: number];

function boxOf(classIndex: number, xMin: number, yMin: number, xMax: number, yMax: number) {
  return { className: classes[classIndex], box: { xMin, yMin, xMax, yMax } };
}

async function writePictures(folder: string): Promise<string> {
  for (const [at, [path, boxes]] of Object.entries(truth).entries()) {
    const pixels = Uint8Array.from({ length: size.widthPx * size.heightPx }, (_, pixel) => (pixel * 7 + at * 31) % 256);
    const raw = { width: size.widthPx, height: size.heightPx, channels: 1 } as const;
    await mkdir(join(folder, 'images', path, '..'), { recursive: true });
    await sharp(pixels, { raw })
      .png()
      .toFile(join(folder, 'images', path));
    const label = join(folder, 'labels', path.replace(/png$/, 'txt'));
    if (boxes === null) continue;
    const content =
      boxes.length === 0
        ? ({ state: 'no-object' } as const)
        : {
            state: 'boxes' as const,
            boxes: boxes.map(({ className, box }) => ({ classIndex: classes.indexOf(className), box })),
          };
    await mkdir(join(label, '..'), { recursive: true });
    await writeFile(label, writeYoloLabels(content, size) ?? '');
  }
  await writeFile(join(folder, 'classes.txt'), `${classes.join('\n')}\n`);
  return folder;
}

async function exportAll(pictures: string, folder: string): Promise<Record<ExchangeFormat, string>> {
  const engine = await startTestEngine();
  const out: Partial<Record<ExchangeFormat, string>> = {};
  try {
    await importFrom(engine, pictures);
    for (const format of ['coco', 'cvat', 'pascal-voc', 'label-studio', 'yolo'] as const) {
      out[format] = join(folder, 'out', format);
      const started = await engine.client.annotations.exportLabels({ folder: out[format], format });
      await finished(engine.client, started, labelExportReportSchema);
    }
  } finally {
    await engine.end();
  }
  return out as Record<ExchangeFormat, string>;
}

/** Every labelled picture under its name, with its classes, each corner within `tolerance` px of ours as the format holds it. */
function compareTheirs(
  checks: Checks,
  title: string,
  images: Readonly<Record<string, readonly BoxRow[]>>,
  format: ExchangeFormat,
  tolerance: number,
): void {
  const theirs = new Map(
    Object.entries(images).map(([name, boxes]) => {
      const path = pictureNames(name).names[0] ?? name;
      return [format === 'label-studio' ? path.replace(/^images\//, '') : path, boxes] as const;
    }),
  );
  const labelled = Object.entries(truth).filter(([, boxes]) => boxes !== null);
  checks.equal(`${title}: labelled pictures`, theirs.size, labelled.length);
  let worst = 0;
  for (const [path, boxes] of labelled) {
    const expected = (boxes ?? []).map(({ className, box }): BoxRow => {
      if (format === 'pascal-voc') return [className, ...vocCorners(box, size)];
      return [className, box.xMin, box.yMin, box.xMax, box.yMax];
    });
    worst = Math.max(worst, difference(expected, theirs.get(path)));
  }
  checks.atMost(`${title}: largest difference, px`, worst, tolerance);
}

async function compareOurs(
  checks: Checks,
  pictures: string,
  folder: string,
  tool: string,
  tolerance: number,
  empties: 'no-object' | 'unlabelled',
): Promise<void> {
  const engine = await startTestEngine();
  try {
    await importFrom(engine, await withoutLabels(pictures, engine));
    const started = await engine.client.annotations.importLabels({ folder, author: 'peer' });
    const report = await finished(engine.client, started, labelImportReportSchema);
    checks.equal(`${tool} read by us: refused`, report.refused.length, 0);
    const names = (await engine.client.workspace.info()).classes;
    let worst = 0;
    let wrongStates = 0;
    for (const [path, { annotation }] of await imagesByPath(engine)) {
      const expected = truth[path.replace(/^images\//, '')];
      const state = expected == null ? 'unlabelled' : expected.length === 0 ? empties : 'boxes';
      if (annotation.state !== state) wrongStates += 1;
      if (annotation.state !== 'boxes') continue;
      const found = annotation.boxes.map(
        ({ classIndex, box }): BoxRow => [names[classIndex], box.xMin, box.yMin, box.xMax, box.yMax],
      );
      worst = Math.max(
        worst,
        difference(
          (expected ?? []).map(({ className, box }): BoxRow => [className, box.xMin, box.yMin, box.xMax, box.yMax]),
          found,
        ),
      );
    }
    checks.equal(`${tool} read by us: pictures in a wrong state`, wrongStates, 0);
    checks.atMost(`${tool} read by us: largest difference, px`, worst, tolerance);
  } finally {
    await engine.end();
  }
}

/** The pictures alone, in a folder of the engine's. */
async function withoutLabels(pictures: string, engine: TestEngine): Promise<string> {
  const files = await Promise.all(
    Object.keys(truth).map(async (path) => [`images/${path}`, await readFile(join(pictures, 'images', path))] as const),
  );
  return engine.write('bare', Object.fromEntries(files));
}

/** Largest difference of a corner between equally many boxes of the same classes, in any order; infinite where they do not pair. */
function difference(expected: readonly BoxRow[], found: readonly BoxRow[] | undefined): number {
  if (found === undefined || found.length !== expected.length) return Number.POSITIVE_INFINITY;
  const distances = expected.map(([className, ...corners]) => {
    const same = found.filter(([name]) => name === className);
    return Math.min(
      Number.POSITIVE_INFINITY,
      ...same.map(([, ...others]) => Math.max(...corners.map((corner, at) => Math.abs(corner - others[at]!)))),
    );
  });
  return Math.max(0, ...distances);
}
