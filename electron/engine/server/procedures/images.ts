import {
  imageDetail,
  imageDistributions,
  imageFacets,
  imageIds,
  imageLayout,
  imagePage,
  imagePlace,
  imageTable,
  listImages,
} from '../../images/index.ts';
import { api, unwrap } from '../context.ts';

export const imagesProcedures = {
  list: api.images.list.handler(({ context, input }) => listImages(context.workspace, input)),
  layout: api.images.layout.handler(({ context, input }) => imageLayout(context.workspace, input)),
  page: api.images.page.handler(({ context, input }) => imagePage(context.workspace, input)),
  ids: api.images.ids.handler(({ context, input }) => imageIds(context.workspace, input)),
  place: api.images.place.handler(({ context, input }) => imagePlace(context.workspace, input)),
  facets: api.images.facets.handler(({ context, input }) => imageFacets(context.workspace, input.filter)),
  distributions: api.images.distributions.handler(({ context, input }) =>
    imageDistributions(context.workspace, input.filter),
  ),
  get: api.images.get.handler(({ context, input }) => unwrap(imageDetail(context.workspace, input.imageId))),
  table: api.images.table.handler(({ context, input }) => imageTable(context.workspace, input)),
};
