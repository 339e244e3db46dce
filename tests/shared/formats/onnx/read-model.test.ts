import { describe, expect, it } from 'vitest';
import { encodeModel, type OnnxGraph, type OnnxModel, type OnnxNode } from '../../../../shared/formats/onnx/index.ts';
import { readModelInfo } from '../../../../shared/formats/onnx/read-model.ts';
import { channelsFirstTable, tableModel } from '../../../support/onnx-models.ts';

const plain = tableModel({ output: [1, 5, 21], table: channelsFirstTable(1, 21, []), metadata: { stride: '32' } });
const noAttribute = { floats: [], ints: [], strings: [], tensors: [], graphs: [] };

function withNode(node: Partial<OnnxNode>, changes: Partial<OnnxModel> = {}): OnnxModel {
  const added = { opType: 'Identity', input: ['images'], output: ['unused'], attribute: [], ...node };
  return { ...plain, ...changes, graph: { ...plain.graph, node: [added, ...plain.graph.node] } };
}

function refusal(model: OnnxModel): string {
  const result = readModelInfo(encodeModel(model));
  if (result.ok) throw new Error('accepted');
  return result.problem.sentence;
}

describe('what an ONNX file says of itself', () => {
  it('is read without the runtime', () => {
    const result = readModelInfo(encodeModel(plain));
    expect(result).toEqual({
      ok: true,
      value: {
        irVersion: 8,
        operatorSet: 13,
        producer: 'plugsight-tests',
        inputs: [{ name: 'images', elementType: 'float32', dimensions: [1, 1, 32, 32] }],
        outputs: [{ name: 'output0', elementType: 'float32', dimensions: [1, 5, 21] }],
        metadata: new Map([['stride', '32']]),
      },
    });
  });

  it('has null for an axis without a number: named, zero or negative', () => {
    const input = [{ dimParam: 'batch' }, { dimValue: -1 }, { dimValue: 0 }, {}];
    const [image] = plain.graph.input;
    const open: OnnxGraph = {
      ...plain.graph,
      input: [{ ...image, type: { tensorType: { elemType: 10, shape: { dim: input } } } }],
    };
    const result = readModelInfo(encodeModel({ ...plain, graph: open }));
    expect(result.ok && result.value.inputs).toEqual([
      { name: 'images', elementType: 'float16', dimensions: [null, null, null, null] },
    ]);
  });

  it('leaves out inputs that are stored weights', () => {
    const listed = { ...plain.graph, input: [...plain.graph.input, { name: 'table' }] };
    const result = readModelInfo(encodeModel({ ...plain, graph: listed }));
    expect(result.ok && result.value.inputs.map(({ name }) => name)).toEqual(['images']);
  });
});

describe('an ONNX file the runtime cannot run', () => {
  it.each([27, 99, 1_000_000])('is refused for operator set %i, with both numbers', (version) => {
    const sentence = refusal({ ...plain, opsetImport: [{ domain: '', version }] });
    expect(sentence).toContain(`operator set ${version}`);
    expect(sentence).toContain('operator set 26');
  });

  it('is accepted at the newest operator set', () => {
    expect(readModelInfo(encodeModel({ ...plain, opsetImport: [{ domain: 'ai.onnx', version: 26 }] })).ok).toBe(true);
  });

  it.each([
    [{ ...plain, opsetImport: [{ domain: '', version: 6 }] }, 'operator sets 7 to 26'],
    [{ ...plain, opsetImport: [] }, 'does not say which operator set'],
    [{ ...plain, irVersion: 14 }, 'version 14 of the ONNX format'],
    [withNode({ domain: 'acme.vision', opType: 'PlugFinder' }), 'acme.vision (PlugFinder)'],
    [
      withNode(
        { domain: 'com.microsoft' },
        { opsetImport: [...plain.opsetImport, { domain: 'com.microsoft', version: 2 }] },
      ),
      'com.microsoft (Identity)',
    ],
  ])('is refused with its reason (%#)', (model, mention) => {
    expect(refusal(model)).toContain(mention);
  });

  it('may name makers whose operators it does not use, and use functions it brings along', () => {
    const unused = { ...plain, opsetImport: [...plain.opsetImport, { domain: 'acme.vision', version: 1 }] };
    expect(readModelInfo(encodeModel(unused)).ok).toBe(true);
    const own = {
      name: 'PlugFinder',
      domain: 'acme.vision',
      input: ['x'],
      output: ['y'],
      attribute: [],
      node: [],
      opsetImport: [],
    };
    expect(
      readModelInfo(encodeModel(withNode({ domain: 'acme.vision', opType: 'PlugFinder' }, { functions: [own] }))).ok,
    ).toBe(true);
  });

  it('is refused when an inner graph hides a foreign operator', () => {
    const inner: OnnxGraph = {
      ...withNode({ domain: 'acme.vision', opType: 'Inner' }).graph,
      input: [],
      initializer: [],
    };
    const branch = { ...noAttribute, name: 'then_branch', type: 5, g: inner };
    expect(refusal(withNode({ opType: 'If', attribute: [branch] }))).toContain('acme.vision (Inner)');
  });

  it('is refused when its weights lie in another file, in the graph or in a node', () => {
    const [table, ...others] = plain.graph.initializer;
    const outside = {
      ...table,
      rawData: new Uint8Array(),
      dataLocation: 1,
      externalData: [{ key: 'location', value: '../../secret.bin' }],
    };
    expect(refusal({ ...plain, graph: { ...plain.graph, initializer: [outside, ...others] } })).toContain(
      '"../../secret.bin"',
    );
    const value = { ...noAttribute, name: 'value', type: 4, t: outside };
    expect(refusal(withNode({ opType: 'Constant', input: [], attribute: [value] }))).toContain('another file');
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13)],
    ['text', new TextEncoder().encode('names: [plug]\n')],
    ['zeros', new Uint8Array(1000)],
    ['a torn file', encodeModel(plain).subarray(0, 200)],
  ])('is refused when it is %s', (_, bytes) => {
    const result = readModelInfo(bytes);
    expect(result.ok ? null : result.problem.code).toBe('model-invalid');
  });
});
