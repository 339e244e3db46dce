import { first } from './0001-first.ts';
import { workstation } from './0002-workstation.ts';

/** In order; a workspace's `user_version` is the number of migrations it has seen. Never edit one that was released: add the next. */
export const migrations: readonly string[] = [first, workstation];
