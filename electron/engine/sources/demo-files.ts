import { demoDrawing } from '../../../shared/domain/demo/plan.ts';
import { type DemoScene, demoImageSize, lookalikeKinds } from '../../../shared/domain/demo/scene.ts';
import { roles } from '../../../shared/domain/role.ts';
import { writeClasses } from '../../../shared/formats/classes.ts';
import { writeDatasetYaml } from '../../../shared/formats/dataset-yaml.ts';
import { writeYoloLabels } from '../../../shared/formats/yolo-labels.ts';

const extensions = { jpeg: 'jpg', png: 'png', bmp: 'bmp' } as const;
const classes = ['plug'];

/** Where a scene's picture goes: the split is declared by folders, as YOLO tools have it. */
export function sceneImagePath(scene: DemoScene): string {
  return `${scene.role}/images/${scene.stem}.${extensions[scene.format]}`;
}

export function isPlugLike({ object }: DemoScene): boolean {
  return lookalikeKinds.some((kind) => kind === object.kind);
}

/** Every text of the set by its path: what it is, labels, classes, split, and a table of what each scene shows. */
export function demoTexts(scenes: readonly DemoScene[], seed: number): ReadonlyMap<string, string> {
  const used = roles.filter((role) => scenes.some((scene) => scene.role === role));
  const labels = scenes.map((scene): readonly [string, string] => [
    `${scene.role}/labels/${scene.stem}.txt`,
    writeYoloLabels(
      scene.box === null ? { state: 'no-object' } : { state: 'boxes', boxes: [{ classIndex: 0, box: scene.box }] },
      demoImageSize,
    ) ?? '',
  ]);
  return new Map([
    [
      'README.txt',
      `SYNTHETIC pictures, drawn by Plugsight's demo (seed ${seed}, ${scenes.length} scenes, drawing ${demoDrawing}). No camera took them; they show no real plant.\nFigures measured on them say that the program works, not that a model is fit for a station.\n`,
    ],
    ['classes.txt', writeClasses(classes)],
    [
      'dataset.yaml',
      writeDatasetYaml({ classes, roles: Object.fromEntries(used.map((role) => [role, `${role}/images`])) }),
    ],
    ['scenes.csv', scenesTable(scenes)],
    ...labels,
  ]);
}

function scenesTable(scenes: readonly DemoScene[]): string {
  const header =
    'file,shift,captured_at,role,shows,plug_like,misplaced,edge,smoke,corner,blur_px,exposure,camera_shifted';
  const yesNo = (value: boolean) => (value ? 'yes' : 'no');
  const lines = scenes.map((scene) =>
    [
      sceneImagePath(scene),
      scene.shiftIndex,
      scene.capturedAt,
      scene.role,
      scene.object.kind,
      yesNo(isPlugLike(scene)),
      yesNo(scene.misplaced),
      yesNo(scene.atEdge),
      scene.smoke.toFixed(2),
      scene.coveredCorner?.corner ?? 'none',
      scene.blurPx,
      scene.exposure.toFixed(3),
      yesNo(scene.cameraShifted),
    ].join(','),
  );
  return `${[header, ...lines].join('\n')}\n`;
}
