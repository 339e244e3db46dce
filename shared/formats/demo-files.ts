import type { AnnotationContent } from '../domain/annotation.ts';
import { type DemoScene, demoImageSize, lookalikeKinds } from '../domain/demo/scene.ts';
import { roles } from '../domain/role.ts';
import { writeDatasetYaml } from './dataset-yaml.ts';
import { writeYoloLabels } from './yolo-labels.ts';

const extensions = { jpeg: 'jpg', png: 'png', bmp: 'bmp' } as const;
/** Raised when the same plan is drawn differently, so that an old folder is not completed with new pictures. */
const drawing = 1;
export const demoClasses = ['plug'] as const;

/** Path of the scene's image below the set's folder, with `/`. */
export function demoImagePath(scene: DemoScene): string {
  return `${scene.role}/images/${scene.stem}.${extensions[scene.format]}`;
}

export function demoLabelPath(scene: DemoScene): string {
  return `${scene.role}/labels/${scene.stem}.txt`;
}

/** The label file: one row, or empty, which states that a person looked and there is no plug. */
export function demoLabelText(scene: DemoScene): string {
  const content: AnnotationContent =
    scene.box === null ? { state: 'no-object' } : { state: 'boxes', boxes: [{ classIndex: 0, box: scene.box }] };
  return writeYoloLabels(content, demoImageSize) ?? '';
}

export function isPlugLike(scene: DemoScene): boolean {
  return lookalikeKinds.some((kind) => kind === scene.object.kind);
}

/** The set's texts by path: what it is, its classes, its roles, and a line about each scene. */
export function demoTexts(scenes: readonly DemoScene[], seed: number): Readonly<Record<string, string>> {
  return {
    'README.txt': readme(scenes, seed),
    'classes.txt': demoClasses.map((name) => `${name}\n`).join(''),
    'dataset.yaml': writeDatasetYaml({
      classes: demoClasses,
      roles: Object.fromEntries(roles.map((role) => [role, `${role}/images`])),
    }),
    'scenes.csv': scenesCsv(scenes),
  };
}

const columns: Readonly<Record<string, (scene: DemoScene) => string | number>> = {
  image: demoImagePath,
  role: (scene) => scene.role,
  shift: (scene) => scene.shiftIndex,
  episode: (scene) => scene.episodeIndex,
  captured_at: (scene) => scene.capturedAt,
  plug: (scene) => (scene.box === null ? 0 : 1),
  plug_like: (scene) => (isPlugLike(scene) ? 1 : 0),
  subject: (scene) => scene.object.kind,
  misplaced: (scene) => (scene.misplaced ? 1 : 0),
  at_edge: (scene) => (scene.atEdge ? 1 : 0),
  smoke: (scene) => scene.smoke.toFixed(2),
  covered_corner: (scene) => scene.coveredCorner?.corner ?? '',
  blur_px: (scene) => scene.blurPx,
  exposure: (scene) => scene.exposure.toFixed(3),
  camera_shifted: (scene) => (scene.cameraShifted ? 1 : 0),
  plug_shape: (scene) => ('shape' in scene.object ? scene.object.shape.id : ''),
  background: (scene) => scene.background.id,
  roll_texture: (scene) => scene.rollTexture.id,
};

/** One line a scene, comma separated; no value holds a comma. */
function scenesCsv(scenes: readonly DemoScene[]): string {
  const rows = scenes.map((scene) => Object.values(columns).map((value) => String(value(scene))));
  return `${[Object.keys(columns), ...rows].map((row) => row.join(',')).join('\n')}\n`;
}

function readme(scenes: readonly DemoScene[], seed: number): string {
  const present = scenes.filter((scene) => scene.box !== null).length;
  const plugLike = scenes.filter(isPlugLike).length;
  const shifts = new Set(scenes.map((scene) => scene.shiftIndex)).size;
  return `SYNTHETIC IMAGES. Drawn by Plugsight from seed ${seed} (drawing ${drawing}); no camera took them and no plant is shown.
They are for trying the program. A model trained on them says nothing about a real station.

${scenes.length} scenes of a piercing stand, ${demoImageSize.widthPx}x${demoImageSize.heightPx}, 8-bit grey: ${shifts} shifts of 4 episodes, one frame each.
${present} show a plug, ${scenes.length - present} do not; ${plugLike} of those show something that resembles one.
Capture times are local and lie in the file names. Shapes, backgrounds and roll textures of the test role are used nowhere else.

dataset.yaml        classes and roles (train, val, calibration, test), by whole shifts
<role>/images       the images
<role>/labels       YOLO text, "class x_center y_center width height"; an empty file says: no plug
scenes.csv          what each scene shows
`;
}
