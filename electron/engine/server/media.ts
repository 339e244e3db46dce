import type { FastifyInstance } from 'fastify';
import type { Workspace } from '../workspace/index.ts';

/** Pictures over HTTP; what they are and how they are made belongs to the features. */
export function registerMedia(_server: FastifyInstance, _workspace: Workspace): void {}
