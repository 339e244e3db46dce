import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ResultsRow, readResults, writeResults } from '../../../shared/formats/results-csv.ts';

const padded = `                  epoch,      train/box_loss,       train/cls_loss,   metrics/mAP50(B),             lr/pg0,             lr/pg1
                      1,              2.5021,               3.1,              0.25,          0.0033,          0.0032
                      2,              2.1,                  nan,              ,               0.0066,          0.0065
`;

describe('results.csv', () => {
  it('has the columns of the family in its order', () => {
    expect(writeResults([]).split('\n')[0]).toBe(
      'epoch,time,train/box_loss,train/cls_loss,train/dfl_loss,metrics/precision(B),metrics/recall(B),metrics/mAP50(B),metrics/mAP50-95(B),val/box_loss,val/cls_loss,val/dfl_loss,lr/pg0',
    );
  });

  it('is read by trimmed column name, padded, without time, with empty and nan values', () => {
    const result = readResults(padded);
    expect(result.ok && result.value).toMatchObject([
      { epoch: 1, timeS: null, trainBoxLoss: 2.5021, map50: 0.25, valBoxLoss: null, learningRates: [0.0033, 0.0032] },
      { epoch: 2, trainClassLoss: null, map50: null, learningRates: [0.0066, 0.0065] },
    ]);
  });

  it('lacks only its last row when that was cut off while it was written', () => {
    const whole = readResults(padded);
    const cut = readResults(padded.slice(0, padded.lastIndexOf(',')));
    expect(cut.ok && cut.value).toEqual(whole.ok && whole.value.slice(0, 1));
  });

  it('is refused when it is another table, or damaged in the middle', () => {
    expect(readResults('a,b\n1,2\n')).toMatchObject({
      ok: false,
      problem: { sentence: expect.stringMatching(/no column "epoch"/) },
    });
    expect(readResults('epoch,time\n1\n2,3\n')).toMatchObject({ ok: false, problem: { line: 2 } });
    expect(readResults('epoch,time\nx,3\n')).toMatchObject({ ok: false, problem: { line: 2 } });
  });

  it('is read back as written, to six significant digits', () => {
    const value = fc.option(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((number) => Number(number.toPrecision(6)) + 0),
    );
    const row: fc.Arbitrary<ResultsRow> = fc.record({
      epoch: fc.nat(10_000),
      timeS: value,
      trainBoxLoss: value,
      trainClassLoss: value,
      trainDflLoss: value,
      precision: value,
      recall: value,
      map50: value,
      map50To95: value,
      valBoxLoss: value,
      valClassLoss: value,
      valDflLoss: value,
      learningRates: fc.constant([0.01, 0.02, 0.03]),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        expect(readResults(writeResults(rows))).toEqual({ ok: true, value: rows });
      }),
    );
  });
});
