import { expect } from 'chai';
import { openDispute, type Dispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { endsWithClose, proposeClose, withClose } from '../../src/replies/complimentary-close.js';

describe('the complimentary close of a letter', function () {
  this.timeout(30_000);
  const CLOSES = [
    // where, salutation, close
    ['America/New_York', 'Dear Mr. Milch:', 'Sincerely,'],
    ['Europe/London', 'Dear Sirs', 'Yours faithfully'],
    ['Europe/London', 'Dear Sirs,', 'Yours faithfully,'],
    ['Europe/London', 'Dear Sir or Madam', 'Yours faithfully'],
    ['Europe/London', 'Dear Ms Lee', 'Yours sincerely'],
  ] as const;
  for (const [zone, salutation, close] of CLOSES)
    it(`after “${salutation}” in ${zone} it is “${close}”`, () => {
      expect(proposeClose('reply', { regime: 'private', zone }, salutation)).to.equal(close);
    });

  it('neither a certificate nor a hold notice has one', () => {
    const matter = { regime: 'private', zone: 'America/New_York' } as const;
    expect(proposeClose('service', matter, '')).to.equal('');
    expect(proposeClose('hold', matter, 'To all who hold material:')).to.equal('');
  });

  it('is added once: words that close already stay as they are', () => {
    expect(withClose('All rights are reserved.', 'Sincerely,')).to.equal(
      'All rights are reserved.\n\nSincerely,',
    );
    expect(withClose('', 'Sincerely,')).to.equal('Sincerely,');
    for (const own of [
      'Very truly yours,',
      'Yours faithfully',
      'Respectfully submitted,',
      'Best regards,',
      'Kind regards',
    ])
      expect(withClose(`So be it.\n\n${own}`, 'Sincerely,')).to.equal(`So be it.\n\n${own}`);
    expect(endsWithClose('We write this sincerely, and reserve all rights.')).to.equal(false);
  });

  describe('where a letter is begun', () => {
    let started: Started;
    let dispute: Dispute;
    let dana: Browser;
    before(async () => {
      started = await startRejoinder({ today: '2014-06-06' });
      dana = await started.signIn('dana');
      dispute = await openDispute(started);
      await dana.get('/desk');
    });
    after(() => started.close());

    it('stands at the end of the closing, to be changed, and above the signature', async () => {
      const at = `/matters/${dispute.matterId}/replies`;
      const path = (await dana.post(at, { letterId: dispute.letterId })).location ?? '';
      const page = (await dana.get(path)).text;
      expect(
        /<textarea[^>]*name="closing"[^>]*>([^<]*)</.exec(page)?.[1]?.trim().split('\n').at(-1),
      ).to.equal('Sincerely,');
      expect(
        /<div class="paper" id="paper">([\s\S]*?)<\/div>/.exec(page)?.[1]?.match(/Sincerely,/g),
      ).to.have.length(1);
    });
  });
});
