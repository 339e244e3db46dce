import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { integer, pickle, text, tuple } from '../../electron/trainer/checkpoint/pickle.ts';
import { encodePytorchStateDict } from '../../electron/trainer/checkpoint/pytorch.ts';
import { decodeSafetensors, encodeSafetensors } from '../../electron/trainer/checkpoint/safetensors.ts';
import { networkStateDict } from '../../electron/trainer/checkpoint/state-dict.ts';
import { startState, stateOfTensors, stateTensors } from '../../electron/trainer/checkpoint/weights.ts';
import { initialState, networkLayout } from '../../electron/trainer/network/index.ts';

const tensors = fc.uniqueArray(
  fc
    .tuple(fc.string({ minLength: 1 }), fc.array(fc.nat(4), { maxLength: 4 }), fc.array(fc.float(), { minLength: 1 }))
    .filter(([name]) => name !== '__metadata__' && name !== '__proto__')
    .map(([name, shape, values]) => {
      const length = shape.reduce((product, side) => product * side, 1);
      return { name, shape, data: Float32Array.from({ length }, (_, index) => values[index % values.length]!) };
    }),
  { selector: ({ name }) => name },
);

describe('weights files', () => {
  test('give back every tensor, whatever its name and shape, and the same bytes for the same tensors', () => {
    fc.assert(
      fc.property(tensors, fc.dictionary(fc.string(), fc.string()), (list, dictionary) => {
        const metadata = Object.fromEntries(Object.entries(dictionary).filter(([key]) => key !== '__proto__'));
        const bytes = encodeSafetensors({ tensors: list, metadata });
        expect(encodeSafetensors({ tensors: list, metadata })).toEqual(bytes);
        const read = decodeSafetensors(bytes, 'w.safetensors');
        if (!read.ok) throw new Error(read.problem.sentence);
        // Integer-like names come first in a JSON object.
        const byName = new Map(read.value.tensors.map((tensor) => [tensor.name, tensor]));
        expect(byName.size).toBe(list.length);
        for (const tensor of list) expect(byName.get(tensor.name)).toEqual(tensor);
        expect(read.value.metadata).toEqual(metadata);
      }),
    );
  });

  test('cut off anywhere are refused with a sentence, never read short', () => {
    const bytes = encodeSafetensors({
      tensors: [{ name: 'a', shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
      metadata: {},
    });
    for (let length = 0; length < bytes.length; length++) {
      const read = decodeSafetensors(bytes.subarray(0, length), 'w.safetensors');
      expect(read.ok).toBe(false);
      if (!read.ok) expect(read.problem).toMatchObject({ code: 'model-file-damaged', file: 'w.safetensors' });
    }
    expect(decodeSafetensors(bytes, 'w.safetensors').ok).toBe(true);
  });

  test('of half-precision numbers are refused by their type', () => {
    const bytes = encodeSafetensors({ tensors: [{ name: 'a', shape: [1], data: Float32Array.of(1) }], metadata: {} });
    const half = new TextEncoder().encode(new TextDecoder('latin1').decode(bytes).replace('"F32"', '"F16"'));
    const read = decodeSafetensors(half, 'w.safetensors');
    expect(read.ok ? '' : read.problem.sentence).toContain('F16');
  });
});

describe('a network state', () => {
  const config = { width: 0.0625, depth: 0.33, classCount: 2, inputChannels: 1 } as const;
  const layout = networkLayout(config);

  test('goes through its named tensors unchanged', () => {
    const state = initialState(config, 3);
    expect(stateOfTensors(layout, stateTensors(layout, state), 'w')).toEqual({ ok: true, value: state });
  });

  test('starts from a model of other classes: the class branch where it differs at random, all else taken over', () => {
    const many = { ...config, classCount: 40 };
    const trained = stateTensors(networkLayout(many), initialState(many, 99));
    const start = startState(config, 3, trained, 'w');
    if (!start.ok) throw new Error(start.problem.sentence);
    expect(start.value.restarted.length).toBeGreaterThan(0);
    expect(start.value.restarted.every((name) => name.startsWith('model.22.cv3.'))).toBe(true);
    const given = new Map(trained.map((tensor) => [tensor.name, tensor.data]));
    const fresh = new Map(stateTensors(layout, initialState(config, 3)).map((tensor) => [tensor.name, tensor.data]));
    for (const { name, data } of stateTensors(layout, start.value.state)) {
      expect(data).toEqual(start.value.restarted.includes(name) ? fresh.get(name) : given.get(name));
    }
  });

  test('of another width is refused, naming what to do', () => {
    const wide = { ...config, width: 0.125 };
    const start = startState(config, 3, stateTensors(networkLayout(wide), initialState(wide, 1)), 'w');
    expect(start.ok ? '' : start.problem.sentence).toContain('train.width');
  });

  test('as a PyTorch state dict has every weight, statistic, counter and the projection, as stored records', () => {
    const files = unzipSync(networkStateDict(config, initialState(config, 3), 17));
    expect(Object.keys(files)[0]).toBe('archive/data.pkl');
    const records = Object.keys(files).filter((name) => name.startsWith('archive/data/'));
    expect(records.length).toBe(
      layout.decayed.length + layout.undecayed.length + layout.statistics.length + layout.statistics.length / 2 + 1,
    );
    const pickled = new TextDecoder('latin1').decode(files['archive/data.pkl']);
    for (const name of ['model.0.conv.weight', 'model.22.dfl.conv.weight', 'model.0.bn.num_batches_tracked']) {
      expect(pickled).toContain(name);
    }
  });
});

describe('the pickle writer', () => {
  test('writes protocol 2 as Python does', () => {
    // python3 -c "import pickletools" reads: PROTO 2, MARK, BINUNICODE 'é', BININT 300, LONG1 2**33, TUPLE, STOP
    expect(Buffer.from(pickle(tuple(text('é'), integer(300), integer(2 ** 33)))).toString('hex')).toBe(
      '8002285802000000c3a94a2c0100008a080000000002000000742e',
    );
  });

  test('gives the same file for the same tensors, uncompressed', () => {
    const list = [{ name: 'w', shape: [2, 2], data: Float32Array.of(1.5, 2.5, 3.5, 4.5) }];
    const bytes = encodePytorchStateDict(list);
    expect(encodePytorchStateDict(list)).toEqual(bytes);
    expect(Buffer.from(bytes).includes(Buffer.from(list[0]!.data.buffer))).toBe(true);
  });
});
