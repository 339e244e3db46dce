import type { SourceBox } from '../box.ts';
import type { Role } from '../role.ts';

/** Raw image of the station's camera; every length of a scene is in pixels of it. */
export const demoImageSize = { widthPx: 2448, heightPx: 2050 } as const;

/**
 * What a plug-like absent scene shows instead of a plug. Each resembles it in outline, size, place or brightness and lacks something a
 * person sees at once: the nose (billet, bare spindle, roll neck), the edge (highlight), the metal (shadow), the light from above (recess).
 */
export const lookalikeKinds = ['bare-spindle', 'billet', 'roll-neck', 'highlight', 'shadow', 'recess'] as const;
export type LookalikeKind = (typeof lookalikeKinds)[number];

/** Where an object lies: the front end of its axis, the direction from front to back (0 = towards the right edge), its length. */
export type Pose = {
  readonly frontXPx: number;
  readonly frontYPx: number;
  readonly angleRad: number;
  readonly lengthPx: number;
};

/** Proportions of a piercing plug; radii are shares of the largest radius, positions shares of the length from the nose. */
export type PlugShape = {
  readonly id: number;
  /** Largest diameter by length. */
  readonly thickness: number;
  /** Radius of the rounded tip. */
  readonly tipRadius: number;
  /** Exponent of the nose: 1 a cone, below 1 an ogive. */
  readonly noseExponent: number;
  /** Where the nose ends and the smoothing part begins. */
  readonly shoulder: number;
  /** Radius at the back end. */
  readonly backRadius: number;
  /** A turned groove before the back end, or none. */
  readonly groove: { readonly position: number; readonly width: number } | null;
  /** Radius of the spindle behind. */
  readonly spindleRadius: number;
  /** Brightness of its steel, 1 = as the spindle. */
  readonly reflectance: number;
  /** Strength of scale spots on the surface, 0..1. */
  readonly scale: number;
};

export type RollTexture = {
  readonly id: number;
  readonly groovePeriodPx: number;
  readonly grooveDepth: number;
  /** Turns of the groove along the roll: 0 rings, else a helix. */
  readonly helix: number;
  readonly mottle: number;
  readonly scratches: number;
  readonly brightness: number;
};

export type Background = {
  readonly id: number;
  readonly brightness: number;
  readonly gradient: number;
  readonly mottle: number;
  readonly beams: readonly Beam[];
  readonly pipes: readonly Pipe[];
  readonly bolts: readonly { readonly xPx: number; readonly yPx: number; readonly radiusPx: number }[];
  readonly rolls: {
    readonly leftEdgePx: number;
    readonly rightEdgePx: number;
    readonly radiusPx: number;
    readonly tiltRad: number;
  };
  readonly troughYPx: number;
  /** Direction the light comes from, about the viewing axis; always from above, more from the left or from the right. */
  readonly lightRad: number;
};
export type Beam = {
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly brightness: number;
};
export type Pipe = { readonly pose: Pose; readonly radiusPx: number; readonly brightness: number };

/** The camera against its first position: it was knocked half-way through the set. */
export type CameraView = {
  readonly shiftXPx: number;
  readonly shiftYPx: number;
  readonly zoom: number;
  readonly rotationRad: number;
};

export type SceneObject =
  | { readonly kind: 'none' }
  | { readonly kind: 'retracted-spindle'; readonly pose: Pose; readonly radiusPx: number }
  | { readonly kind: 'plug'; readonly pose: Pose; readonly shape: PlugShape }
  | { readonly kind: LookalikeKind; readonly pose: Pose; readonly shape: PlugShape };

export type Corner = 'top-right' | 'bottom-left' | 'bottom-right';
export type DemoFormat = 'jpeg' | 'png' | 'bmp';

/** One picture of the set: what it shows, where it goes, and everything the renderer needs. */
export type DemoScene = {
  readonly index: number;
  /** Seeds the scene's own noise. */
  readonly noiseSeed: number;
  readonly shiftIndex: number;
  readonly episodeIndex: number;
  /** Local time of the plant, `YYYY-MM-DDTHH:MM:SS`. */
  readonly capturedAt: string;
  readonly role: Role;
  readonly format: DemoFormat;
  /** Name without folder and extension. */
  readonly stem: string;
  /** The plug's visible extent, clipped to the image; null when there is no plug. */
  readonly box: SourceBox | null;
  readonly object: SceneObject;
  readonly misplaced: boolean;
  readonly atEdge: boolean;
  /** Opacity of the densest smoke, 0..1. */
  readonly smoke: number;
  readonly coveredCorner: { readonly corner: Corner; readonly sizePx: number } | null;
  /** Radius of the box blur, applied twice; 0 = sharp. */
  readonly blurPx: number;
  readonly exposure: number;
  readonly view: CameraView;
  readonly cameraShifted: boolean;
  readonly background: Background;
  readonly rollTexture: RollTexture;
};
