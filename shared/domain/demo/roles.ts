import { shuffled } from '../random.ts';
import type { Role } from '../role.ts';
import { derivedRandom } from './catalogue.ts';

/**
 * Role of each shift. Whole shifts, as every split of the product; the default shares from 50 blocks on (train 0.40, val 0.10,
 * calibration 0.15, test 0.35). The set declares them in its folders, because the test role's shapes and textures must be nobody else's.
 */
export function demoRoles(seed: number, shiftCount: number): readonly Role[] {
  const test = Math.round(shiftCount * 0.35);
  const calibration = Math.round(shiftCount * 0.15);
  const val = Math.round(shiftCount * 0.1);
  const roles: Role[] = Array.from({ length: shiftCount }, (_, shift) => {
    if (shift < test) return 'test';
    if (shift < test + calibration) return 'calibration';
    return shift < test + calibration + val ? 'val' : 'train';
  });
  return shuffled(roles, derivedRandom(seed, 'roles', 0));
}
