import { expect } from 'chai';
import { silentlyHeldBack } from '../../src/replies/held-back.js';

describe('a response that holds something back', () => {
  const response = (words: string, change: object = {}) => [
    {
      demand: { number: 3, quote: 'provide a list', state: 'responded' as const },
      response: {
        ...{ words, promiseWords: null, promisedOn: null, objections: '[]', exhibits: null },
        ...{ holdsBack: 'yes' as const, ...change },
      },
      itemIds: [],
    },
  ];
  const library = JSON.stringify([{ id: 'privilege-us', holdsBack: 'yes' }]);
  const CASES = [
    // what it shows                                words                                                  stands in the way
    ['says nothing of it', 'We decline. The request is broad.', true],
    ['says that, and not on what basis', 'We are withholding two memoranda.', true],
    ['says the basis of something else', 'It is privileged. We hold back nothing more to say.', true],
    ['says both', 'Two memoranda are withheld as attorney work product.', false],
    ['says both in other words', 'We hold back the names because they are personal data.', false],
    [
      'says that it does not produce them, and why',
      'We do not produce drafts, on grounds of privilege.',
      false,
    ],
  ] as const;
  for (const [shows, words, stands] of CASES)
    it(`on grounds for the file ${shows}: ${stands ? 'stands in the way' : 'goes out'}`, () => {
      const problems = silentlyHeldBack(response(words));
      expect(problems).to.have.length(stands ? 1 : 0);
      if (stands)
        expect(problems[0]).to.contain('demand 3 holds something back').and.contain('on what basis');
    });

  it('on a ground of the library is said by the letter itself', () => {
    expect(silentlyHeldBack(response('We object.', { objections: library }))).to.deep.equal([]);
  });

  it('is none where nothing is held back', () => {
    expect(silentlyHeldBack(response('We decline.', { holdsBack: 'no' }))).to.deep.equal([]);
  });
});
