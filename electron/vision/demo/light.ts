/** Unit vector towards the lamp: x right, y down, z towards the camera. The lamp hangs above. */
export type Light = { readonly x: number; readonly y: number; readonly z: number };

export function lampAbove(lightRad: number): Light {
  const slant = 0.82;
  return { x: Math.sin(lightRad) * slant, y: -Math.cos(lightRad) * slant, z: Math.sqrt(1 - slant * slant) };
}

const toneSteps = 512;

/** Brightness of steel by the cosine between its normal and the lamp: ambient, diffuse and a broad highlight. Indexed by `toneIndex`. */
export function steelTones(gloss: number): Float32Array {
  return Float32Array.from({ length: toneSteps + 1 }, (_, step) => {
    const cosine = Math.max(0, (step / toneSteps) * 2 - 1);
    return 0.16 + 0.72 * cosine + gloss * cosine ** 10;
  });
}

export function toneIndex(cosine: number): number {
  return ((cosine + 1) * 0.5 * toneSteps) | 0;
}
