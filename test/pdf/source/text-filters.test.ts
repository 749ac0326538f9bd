import { expect } from 'chai';
import fc from 'fast-check';
import { undoPredictor } from '../../../src/pdf/source/predictors.js';
import { undoAscii85, undoHex, undoLzw, undoRunLength } from '../../../src/pdf/source/text-filters.js';

class TooMuch extends Error {
  override name = 'TooMuch';
}

const limit = { most: 1_000_000, tooMuch: (): Error => new TooMuch() };
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const text = (data: Uint8Array): string => Buffer.from(data).toString('latin1');
const any = fc.uint8Array({ maxLength: 300 });

describe('filters of a PDF', () => {
  for (const [shows, undone, expected] of [
    ['hexadecimal digits', () => undoHex(bytes('48 65\n6C6c6f7>more'), limit), 'Hellop'],
    ['digits without an end', () => undoHex(bytes('4865'), limit), 'He'],
    ['letters of 85', () => undoAscii85(bytes('87cURD]i,"Ebo80~>more'), limit), 'Hello World!'],
    ['z for four zeros', () => undoAscii85(bytes('z~>'), limit), '\0\0\0\0'],
    ['runs', () => undoRunLength(bytes('\x02abc\xfed\x80more'), limit), 'abcddd'],
    ['runs that stop early', () => undoRunLength(bytes('\x05ab'), limit), 'ab'],
    ['a run without its byte', () => undoRunLength(bytes('\xfe'), limit), ''],
    [
      'LZW as in the standard',
      () => undoLzw(Buffer.from([0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01]), 1, limit),
      '-----A---B',
    ],
  ] as const)
    it(`undo ${shows}`, () => expect(text(undone())).to.equal(expected));

  it('undo what was done, whatever the bytes', () =>
    fc.assert(
      fc.property(any, (data) => {
        const hex = `${Buffer.from(data).toString('hex')}>`;
        expect(Buffer.from(undoHex(bytes(hex), limit))).to.deep.equal(Buffer.from(data));
        const runs: number[] = [];
        for (let at = 0; at < data.length; at += 128) {
          const part = data.subarray(at, at + 128);
          runs.push(part.length - 1, ...part);
        }
        expect(Buffer.from(undoRunLength(Uint8Array.from([...runs, 128]), limit))).to.deep.equal(
          Buffer.from(data),
        );
      }),
    ));

  for (const [name, undo] of [
    ['hexadecimal digits', (data: Uint8Array) => undoHex(data, limit)],
    ['letters of 85', (data: Uint8Array) => undoAscii85(data, limit)],
    ['runs', (data: Uint8Array) => undoRunLength(data, limit)],
    ['LZW', (data: Uint8Array) => undoLzw(data, 1, limit)],
  ] as const)
    it(`${name} of any bytes end without an error`, () =>
      fc.assert(fc.property(any, (data) => void undo(data))));

  for (const [name, undo] of [
    ['hexadecimal digits', () => undoHex(bytes('41'.repeat(20_000)), { ...limit, most: 10_000 })],
    ['letters of 85', () => undoAscii85(bytes('z'.repeat(5_000)), { ...limit, most: 10_000 })],
    ['runs', () => undoRunLength(bytes('\x81a'.repeat(100)), { ...limit, most: 10_000 })],
  ] as const)
    it(`${name} beyond the limit are refused`, () => expect(undo).to.throw(TooMuch));
});

describe('predictors', () => {
  const sampling = { colors: 1, bits: 8, columns: 4 };
  for (const [shows, rows, expected] of [
    ['none', [0, 1, 2, 3, 4], [1, 2, 3, 4]],
    ['the byte to the left', [1, 1, 1, 1, 1], [1, 2, 3, 4]],
    ['the byte above', [0, 1, 2, 3, 4, 2, 1, 1, 1, 1], [1, 2, 3, 4, 2, 3, 4, 5]],
    ['the mean of both', [0, 2, 4, 6, 8, 3, 1, 1, 1, 1], [2, 4, 6, 8, 2, 4, 6, 8]],
    ['Paeth', [0, 1, 2, 3, 4, 4, 1, 0, 0, 0], [1, 2, 3, 4, 2, 2, 3, 4]],
  ] as const)
    it(`PNG: ${shows}`, () =>
      expect([...undoPredictor(Uint8Array.from(rows), 15, sampling)]).to.deep.equal(expected));

  it('TIFF: the byte to the left', () =>
    expect([...undoPredictor(Uint8Array.from([1, 1, 1, 1, 5, 1, 1, 1]), 2, sampling)]).to.deep.equal([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]));

  it('of any bytes end without an error', () =>
    fc.assert(
      fc.property(
        any,
        fc.constantFrom(2, 10, 12, 15),
        fc.integer({ min: 1, max: 9 }),
        (data, predictor, columns) => {
          undoPredictor(data, predictor, { ...sampling, columns });
        },
      ),
    ));
});
