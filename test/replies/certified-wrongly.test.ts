import { expect } from 'chai';
import { certifiedWrongly } from '../../src/replies/served.js';

const TITLE = 'Reply with its enclosures';
const MILCH = { recipient: 'Randal Milch', address: 'milch@verizon.example' };

/** A sending that a certificate may name in words of its own. */
const sent = (why: string | null, change: Readonly<Record<string, string | null>> = {}) => ({
  line: 'not said as the program says it',
  why,
  delivery: {
    ...{ bundleTitle: TITLE, sentOn: '2014-06-09', sentTime: null, method: 'email' as const, ...MILCH },
    ...change,
  },
});
const VOIDED = 'that sending was voided.';

describe('a certificate in words of its own', () => {
  const wrongIn = (words: string, ...served: ReturnType<typeof sent>[]) =>
    certifiedWrongly(words, served, 'a4').length;

  it('does not pass for another day whose number ends the same', () => {
    const words = `On 19 June 2014 I sent “${TITLE}” by email to Randal Milch.`;
    const on19 = sent(VOIDED, { sentOn: '2014-06-19' });
    expect(wrongIn(words, on19)).to.equal(1);
    expect(wrongIn(words, on19, sent(null)), 'the one of 9 June stands, and is not meant').to.equal(1);
    expect(wrongIn(words, sent(null, { sentOn: '2014-06-19' }), sent(VOIDED))).to.equal(0);
  });

  it('nor for another name, address, title or hour that holds it', () => {
    const to = (whom: string, title = TITLE, at = '') =>
      `On 9 June 2014${at} I sent “${title}” by email to ${whom}.`;
    const hanna = sent(VOIDED, { recipient: 'Mary-Ann Lee', address: 'mary.lee@a.example' });
    expect(wrongIn(to('Mary-Ann Lee'), hanna, sent(null, { recipient: 'Ann Lee', address: '' }))).to.equal(1);
    expect(wrongIn(to('Ann Leeson'), sent(VOIDED, { recipient: 'Ann Lee', address: '' }))).to.equal(0);
    const lee = sent(null, { recipient: 'L.', address: 'lee@a.example' });
    expect(wrongIn(to('mary.lee@a.example'), hanna, lee)).to.equal(1);
    const further = sent(VOIDED, { bundleTitle: `Further ${TITLE}` });
    expect(wrongIn(to('Randal Milch', `Further ${TITLE}`), further, sent(null))).to.equal(1);
    const [early, late] = [sent(VOIDED, { sentTime: '09:15' }), sent(null, { sentTime: '10:15' })];
    expect(wrongIn(to('Randal Milch', TITLE, ' at 09:15'), early, late)).to.equal(1);
  });

  it('finds a sending to two by their names, however those are joined', () => {
    const both = sent(VOIDED, { recipient: 'Randal Milch, David Young', address: '' });
    expect(wrongIn(`On 9 June 2014 I sent “${TITLE}” to Randal Milch and David Young.`, both)).to.equal(1);
  });

  it('finds one at the end of a sentence and in capitals', () => {
    const words = `I sent “${TITLE}” to MILCH@VERIZON.EXAMPLE on 9 June 2014.`;
    expect(wrongIn(words, sent(VOIDED))).to.equal(1);
    expect(wrongIn(`I sent “${TITLE}” on 9 June 2014 to milch@verizon.example.`, sent(VOIDED))).to.equal(1);
  });
});
