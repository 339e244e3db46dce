import { InferenceSession } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { encodeModel, type OnnxModel } from '../../../shared/formats/onnx/index.ts';
import { runtimeLimits } from '../../../shared/formats/onnx/runtime-limits.ts';
import { channelsFirstTable, tableModel } from '../../support/onnx-models.ts';

const plain = tableModel({ output: [1, 5, 21], table: channelsFirstTable(1, 21, []) });

async function loads(model: OnnxModel): Promise<boolean> {
  try {
    const session = await InferenceSession.create(encodeModel(model), { logSeverityLevel: 4 });
    await session.release();
    return true;
  } catch {
    return false;
  }
}

const withDomain = (domain: string, version: number): OnnxModel => ({
  ...plain,
  opsetImport: [...plain.opsetImport, { domain, version }],
});
const withOperatorSet = (version: number): OnnxModel => ({ ...plain, opsetImport: [{ domain: '', version }] });

describe('the limits the reader knows', () => {
  it('are those of the runtime in use, for operator sets', async () => {
    expect(await loads(withOperatorSet(runtimeLimits.newestOperatorSet))).toBe(true);
    expect(await loads(withOperatorSet(runtimeLimits.newestOperatorSet + 1))).toBe(false);
    expect(await loads(withOperatorSet(runtimeLimits.oldestOperatorSet))).toBe(true);
    expect(await loads(withOperatorSet(runtimeLimits.oldestOperatorSet - 1))).toBe(false);
  });

  it('are those of the runtime in use, for the format', async () => {
    expect(await loads({ ...plain, irVersion: runtimeLimits.irVersion })).toBe(true);
    expect(await loads({ ...plain, irVersion: runtimeLimits.irVersion + 1 })).toBe(false);
  });

  it.each([...runtimeLimits.otherDomains])(
    'are those of the runtime in use, for %s version %i',
    async (domain, version) => {
      expect(await loads(withDomain(domain, version))).toBe(true);
      expect(await loads(withDomain(domain, version + 1))).toBe(false);
    },
  );
});
