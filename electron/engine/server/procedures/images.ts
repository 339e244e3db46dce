import { listImages } from '../../images/index.ts';
import { api } from '../context.ts';

export const imagesProcedures = {
  list: api.images.list.handler(({ context, input }) => listImages(context.workspace, input)),
};
