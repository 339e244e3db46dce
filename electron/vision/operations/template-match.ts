import { failure, type Result, success } from '../../../shared/domain/problem.ts';
import { buildTemplateMatcher, templateFalsePositives } from '../../../shared/evaluation/template-matcher.ts';
import type { OperationInput, OperationOutput } from '../contract/operations.ts';
import { readGreyPng } from './read-grey-png.ts';

export async function templateMatch(
  input: OperationInput<'templateMatch'>,
): Promise<Result<OperationOutput<'templateMatch'>>> {
  const examples = await Promise.all(
    input.examples.map(async ({ path, box }) => ({ image: await readGreyPng(path), box })),
  );
  const isWhole = examples.some(
    ({ image, box }) => box.xMin > 0 && box.yMin > 0 && box.xMax < image.widthPx && box.yMax < image.heightPx,
  );
  if (!isWhole)
    return failure(
      'not-enough-data',
      'No training picture shows the whole object, so there is no template to compare with. The other figures stand.',
    );
  const matcher = buildTemplateMatcher(examples);
  const present = await Promise.all(input.present.map(readGreyPng));
  const lookAlikes = await Promise.all(input.lookAlikes.map(readGreyPng));
  return success(templateFalsePositives(matcher, present, lookAlikes));
}
