import { readFileSync } from 'node:fs';
import type { PipelineInput } from '../../../shared/contract/pipeline.ts';
import { type Result, success } from '../../../shared/domain/problem.ts';
import { type Params, parseParams } from '../../../shared/formats/params.ts';

const demoParams = new URL('../../../resources/demo/params.yaml', import.meta.url);
const rehearsalParams = new URL('../../../resources/demo/rehearsal.yaml', import.meta.url);

/** The parameters of a pipeline's training: those given, a rehearsal's, the demo's own, or every default. */
export function pipelineParams(
  input: PipelineInput,
): Result<{ readonly text: string; readonly file: string; readonly params: Params }> {
  const given = input.paramsText !== null ? { text: input.paramsText, file: input.paramsFile } : null;
  const own = input.isRehearsal
    ? { text: readFileSync(rehearsalParams, 'utf8'), file: 'resources/demo/rehearsal.yaml' }
    : input.demo
      ? { text: readFileSync(demoParams, 'utf8'), file: 'resources/demo/params.yaml' }
      : { text: '', file: 'params.yaml' };
  const { text, file } = given ?? own;
  const params = parseParams(text, file);
  return params.ok ? success({ text, file, params: params.value }) : params;
}
