import { expect } from 'chai';
import { parseSpec, specHash } from '../../../src/bundles/building/spec.js';

const good = {
  title: 'Enclosures',
  matter: 'Verizon – Netflix',
  purpose: 'enclosures',
  paper: 'letter',
  bates: null,
  legend: null,
  date: '2014-06-09',
  sections: [
    {
      title: 'Letters',
      documents: [{ file: 'a.pdf', title: 'A letter', date: null, exhibit: 'A', withhold: null }],
    },
  ],
};
const withDocument = (document: object) => ({
  ...good,
  sections: [{ title: 'Letters', documents: [{ ...good.sections[0]?.documents[0], ...document }] }],
});

describe('a SPEC', () => {
  const cases: readonly [shows: string, raw: unknown, words: string][] = [
    ['is an object', null, 'The SPEC must be an object.'],
    ['is not a list', [], 'The SPEC must be an object.'],
    ['has a title', { ...good, title: ' ' }, 'The title of the bundle is empty.'],
    ['has a known purpose', { ...good, purpose: 'trial' }, 'one of enclosures, production, court, internal'],
    ['has a known paper', { ...good, paper: 'legal' }, 'The paper is letter or a4.'],
    ['has a date of the calendar', { ...good, date: '2014-02-31' }, 'a date of the calendar'],
    ['has no unknown field', { ...good, colour: 'red' }, 'The field “colour” is not known here.'],
    ['has no __proto__', JSON.parse(JSON.stringify(good).replace('{', '{"__proto__":{},')), 'not known'],
    ['is not empty', { ...good, sections: [] }, 'The bundle is empty'],
    [
      'a production has Bates numbers',
      { ...good, purpose: 'production' },
      'A production needs Bates numbers',
    ],
    [
      'a prefix has no slash',
      { ...good, bates: { prefix: 'A/B', start: 1, digits: 6 } },
      'cannot hold a slash',
    ],
    ['numbers start at 1', { ...good, bates: { prefix: 'AB', start: 0, digits: 6 } }, 'start at 1 or later'],
    [
      'a document has a file',
      withDocument({ file: '' }),
      'Section 1, document 1: The file of a document is empty.',
    ],
    [
      'a page range runs forwards',
      withDocument({ pages: '5-3' }),
      'Section 1, document 1 (a.pdf): The page range “5-3” runs backwards',
    ],
    ['a page range counts from 1', withDocument({ pages: '0-' }), 'starts before page 1'],
    [
      'a document has no unknown field',
      withDocument({ privileged: true }),
      'The field “privileged” is not known here.',
    ],
    ['a ground is text', withDocument({ withhold: { ground: 3 } }), 'A ground is text'],
    [
      'a treatment is known',
      withDocument({ treatment: 'burn' }),
      'one of include, slip-sheet, native, leave-out',
    ],
    [
      'a mark is given once',
      { ...good, sections: [...good.sections, ...good.sections] },
      'Section 2, document 1 (a.pdf): The exhibit mark A is given twice.',
    ],
  ];
  for (const [shows, raw, words] of cases)
    it(shows, () => {
      const parsed = parseSpec(raw);
      expect(parsed.ok ? 'no problem found' : parsed.problems.join('\n')).to.include(words);
    });

  it('names every problem at once', () => {
    const parsed = parseSpec({ ...good, title: '', paper: 'legal' });
    expect(parsed.ok ? [] : parsed.problems).to.have.length(2);
  });

  it('has a hash that does not depend on the order of its fields', () => {
    const one = parseSpec(good);
    const other = parseSpec(Object.fromEntries(Object.entries(good).reverse()));
    if (!one.ok || !other.ok) throw new Error('the good spec is good');
    expect(specHash(one.spec))
      .to.equal(specHash(other.spec))
      .and.match(/^[0-9a-f]{64}$/);
  });
});
