import { type Random, seededRandom } from '../random.ts';
import type { Background, PlugShape, RollTexture } from './scene.ts';

/** Draws between two limits. */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

/** A generator of its own for each (seed, purpose, number): what one part draws never moves another. */
export function derivedRandom(seed: number, purpose: string, number: number): Random {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35);
  for (let at = 0; at < purpose.length; at++) mixed = Math.imul(mixed ^ purpose.charCodeAt(at), 0x01000193);
  const random = seededRandom(mixed ^ (mixed >>> 15));
  random();
  return random;
}

export function plugShape(seed: number, id: number): PlugShape {
  const random = derivedRandom(seed, 'plug-shape', id);
  return {
    id,
    thickness: between(random, 0.44, 0.64),
    tipRadius: between(random, 0.12, 0.23),
    noseExponent: between(random, 0.68, 0.95),
    shoulder: between(random, 0.52, 0.76),
    backRadius: between(random, 0.86, 0.97),
    groove: random() < 0.4 ? { position: between(random, 0.86, 0.92), width: between(random, 0.02, 0.05) } : null,
    spindleRadius: between(random, 0.45, 0.7),
    reflectance: between(random, 1, 1.6),
    scale: between(random, 0.1, 0.6),
  };
}

export function rollTexture(seed: number, id: number): RollTexture {
  const random = derivedRandom(seed, 'roll-texture', id);
  return {
    id,
    groovePeriodPx: between(random, 28, 110),
    grooveDepth: between(random, 0.03, 0.3),
    helix: random() < 0.4 ? between(random, 0.5, 3) : 0,
    mottle: between(random, 0.1, 0.45),
    scratches: between(random, 0, 0.35),
    brightness: between(random, 40, 95),
  };
}

export function background(seed: number, id: number): Background {
  const random = derivedRandom(seed, 'background', id);
  const brightness = between(random, 12, 36);
  return {
    id,
    brightness,
    gradient: between(random, -0.5, 0.7),
    mottle: between(random, 0.1, 0.32),
    beams: Array.from({ length: 2 + Math.floor(random() * 4) }, () => ({
      xPx: between(random, -100, 2300),
      yPx: between(random, -100, 1900),
      widthPx: between(random, 120, 900),
      heightPx: between(random, 60, 500),
      brightness: brightness * between(random, 0.45, 1.35),
    })),
    pipes: Array.from({ length: Math.floor(random() * 4) }, () => {
      const upright = random() < 0.5;
      return {
        pose: {
          frontXPx: upright ? between(random, 500, 2000) : -60,
          frontYPx: upright ? -60 : between(random, 60, 800),
          angleRad: (upright ? Math.PI / 2 : 0) + between(random, -0.08, 0.08),
          lengthPx: upright ? between(random, 500, 2300) : between(random, 700, 2700),
        },
        radiusPx: between(random, 18, 60),
        brightness: between(random, 20, 70),
      };
    }),
    bolts: Array.from({ length: Math.floor(random() * 9) }, () => ({
      xPx: between(random, 400, 2100),
      yPx: between(random, 60, 1900),
      radiusPx: between(random, 16, 38),
    })),
    rolls: {
      leftEdgePx: between(random, 260, 620),
      rightEdgePx: between(random, 1820, 2250),
      radiusPx: between(random, 620, 900),
      tiltRad: between(random, 0.03, 0.17),
    },
    troughYPx: between(random, 1480, 1800),
    lightRad: between(random, -0.5, 0.5),
  };
}
