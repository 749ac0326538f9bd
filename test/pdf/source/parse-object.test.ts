import { expect } from 'chai';
import fc from 'fast-check';
import {
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFRef,
  PDFStream,
  PDFString,
} from '../../../src/pdf/source/objects.js';
import type { PDFObject } from '../../../src/pdf/source/objects.js';
import { readObject } from '../../../src/pdf/source/parse-object.js';
import {
  BadObject,
  objectReader,
  OutOfBytes,
  peekWord,
  readWhole,
} from '../../../src/pdf/source/read-tokens.js';

interface How {
  readonly isEnd?: boolean;
  readonly isTolerant?: boolean;
}

function readerOf(text: string, { isEnd = true, isTolerant = false }: How = {}) {
  const refOf = (number: number, generation: number): PDFRef => new PDFRef(number, generation);
  return objectReader(Buffer.from(text, 'latin1'), { isEnd, isTolerant, refOf, decrypt: null });
}

function read(text: string, how: How = {}): unknown {
  return plain(readObject(readerOf(text, how)));
}

function plain(object: PDFObject): unknown {
  if (object instanceof PDFNumber) return object.asNumber();
  if (object instanceof PDFName) return `/${object.raw()}`;
  if (object instanceof PDFString) return Buffer.from(object.asBytes()).toString('latin1');
  if (object instanceof PDFArray) return object.asArray().map(plain);
  if (object instanceof PDFRef) return `${object.objectNumber} ${object.generationNumber} R`;
  if (object instanceof PDFDict)
    return Object.fromEntries(object.entries().map(([key, value]) => [key.raw(), plain(value)]));
  return object instanceof PDFStream ? 'a stream' : object.toString();
}

describe('objects of a PDF', () => {
  for (const [text, expected] of [
    ['12', 12],
    ['-.5', -0.5],
    ['+7', 7],
    ['4.', 4],
    ['--3', -3],
    ['1-2', 1],
    ['1 0 R', '1 0 R'],
    ['[1 0 R 2 3 4 0 R]', ['1 0 R', 2, 3, '4 0 R']],
    ['[1 0 Rx]', null],
    ['/A#20B', '/A B'],
    ['/', '/'],
    ['/A/B', '/A'],
    ['(a(b)c)', 'a(b)c'],
    ['(a\\)b)', 'a)b'],
    ['(\\101\\7x\\0531)', 'A\x07x+1'],
    ['(a\\\r\nb)', 'ab'],
    ['(\\n\\r\\t\\q)', '\n\r\tq'],
    ['<48 65 6C6c6F>', 'Hello'],
    ['<4>', '@'],
    ['<zz41>', 'A'],
    ['true', 'true'],
    ['null', 'null'],
    ['% a comment\n 5', 5],
    ['<</A 1/B[2(3)]/C<</D/E>>>>', { A: 1, B: [2, '3'], C: { D: '/E' } }],
    ['<</A 1/A 2>>', { A: 2 }],
    ['<</A>>', { A: 'null' }],
    ['<</A 1 0 R/B 2>>', { A: '1 0 R', B: 2 }],
  ] as const)
    it(`${JSON.stringify(text)} ${expected === null ? 'is none' : `is ${JSON.stringify(expected)}`}`, () => {
      if (expected === null) expect(() => read(text)).to.throw(BadObject);
      else expect(read(text)).to.deep.equal(expected);
    });

  for (const [text, strict, tolerant] of [
    ['[1 2', 'stops in the middle', [1, 2]],
    ['<</A 1', 'stops in the middle', { A: 1 }],
    ['[1 2 endobj', 'stops in the middle', [1, 2]],
    ['<</A 1 junk/B 2>>', 'is damaged', { A: 1, B: 2 }],
    ['(never ended', 'stops in the middle', 'never ended'],
    ['junk', 'is damaged', 'null'],
  ] as const)
    it(`${JSON.stringify(text)} ${strict}; a tolerant reader takes what there is`, () => {
      expect(() => read(text)).to.throw(BadObject, strict);
      expect(read(text, { isTolerant: true })).to.deep.equal(tolerant);
    });

  for (const text of ['12', '/Name', '(words', '[1 2', '<</A', '<41', '1 0', 'tru'])
    it(`${JSON.stringify(text)} may go on: more bytes are asked for`, () =>
      expect(() => read(text, { isEnd: false })).to.throw(OutOfBytes));

  it('nested more than a hundred deep, or of a million values, are refused', () => {
    expect(() => read('['.repeat(99) + ']'.repeat(99))).not.to.throw();
    expect(() => read('['.repeat(200) + ']'.repeat(200))).to.throw(BadObject, 'nested too deeply');
    expect(() => read(`[${'0 '.repeat(1_000_001)}]`)).to.throw(BadObject, 'too large');
  });

  it('words and whole numbers are looked at without reading past them', () => {
    const reader = readerOf('  12 0 obj<<');
    expect([readWhole(reader), readWhole(reader), readWhole(reader)]).to.deep.equal([12, 0, null]);
    expect(peekWord(reader)).to.equal('obj');
    expect(peekWord(reader)).to.equal('obj');
  });

  it('come back as they were written, whatever they are', () => {
    const names = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(...'AZaz09#/( )\x00\xe9') });
    const { value } = fc.letrec<{ value: unknown; leaf: unknown }>((tie) => ({
      leaf: fc.oneof(
        fc.integer({ min: -1e9, max: 1e9 }),
        names.map((raw) => ({ name: raw })),
        fc.uint8Array({ maxLength: 12 }).map((bytes) => ({ text: Buffer.from(bytes).toString('latin1') })),
      ),
      value: fc.oneof(
        { maxDepth: 4 },
        tie('leaf'),
        fc.array(tie('value'), { maxLength: 4 }),
        fc
          .uniqueArray(fc.tuple(names, tie('value')), { maxLength: 4, selector: ([key]) => key })
          .map((entries) => ({ entries })),
      ),
    }));
    fc.assert(
      fc.property(value, fc.boolean(), (made, isTolerant) => {
        expect(read(written(made), { isTolerant })).to.deep.equal(meant(made));
      }),
    );
  });

  it('of any bytes end, with a value or a word on what is wrong', () =>
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60, unit: fc.constantFrom(...'<>[]()/%\\# \n\rR0159.-+ABefnrtobj') }),
        fc.boolean(),
        fc.boolean(),
        (text, isEnd, isTolerant) => {
          try {
            read(text, { isEnd, isTolerant });
          } catch (error) {
            expect(error instanceof BadObject || error instanceof OutOfBytes, String(error)).to.equal(true);
          }
        },
      ),
      { numRuns: 2_000 },
    ));
});

interface Name {
  readonly name: string;
}
interface Text {
  readonly text: string;
}
interface Entries {
  readonly entries: readonly (readonly [string, unknown])[];
}

function written(made: unknown): string {
  if (typeof made === 'number') return String(made);
  if (Array.isArray(made)) return `[${made.map(written).join(' ')}]`;
  const object = made as Name | Text | Entries;
  if ('name' in object) return PDFName.of(object.name).toString();
  if ('text' in object)
    return `(${object.text.replace(/[()\\\r]/g, (char) => (char === '\r' ? '\\r' : `\\${char}`))})`;
  return `<<${object.entries.map(([key, value]) => `${PDFName.of(key).toString()} ${written(value)}`).join('')}>>`;
}

function meant(made: unknown): unknown {
  if (typeof made === 'number') return made;
  if (Array.isArray(made)) return made.map(meant);
  const object = made as Name | Text | Entries;
  if ('name' in object) return `/${object.name}`;
  if ('text' in object) return object.text;
  return Object.fromEntries(object.entries.map(([key, value]) => [key, meant(value)]));
}
