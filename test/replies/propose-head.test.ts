import { expect } from 'chai';
import { proposeHead, type HeadSources } from '../../src/replies/propose-head.js';
import { readAddresses } from '../../src/letters/reading/addresses.js';
import type { Party } from '../../src/people/person-store.js';

const party = (side: Party['side'], name: string, address: string | null = null): Party => ({
  ...{ id: name, kind: 'organisation', name, organisation: null, email: null, address },
  ...{ createdAt: '2026-03-02T12:00:00.000Z', side, capacity: 'party' },
});

const FIRM: HeadSources = {
  letter: { sender: 'Tarn Garage Company, Inc.', senderCounsel: 'Harlow & Pye LLP' },
  matter: { regime: 'private', zone: 'America/New_York' },
  parties: [party('theirs', 'Tarn'), party('ours', 'Fern Parking')],
  addresses: {
    ...{ recipientCompany: 'Fern Parking Systems, Inc.', office: [], signer: 'Miriam Castle' },
    addressed: ['Fern Parking Systems, Inc.'],
    recipientAddress: ['77 Quarry Road', 'Boise, ID 83702'],
    senderAddress: ['410 Larch Avenue', 'New York, NY 10016'],
  },
  earlier: null,
  counsel: 'Omar',
};
const NOTHING: HeadSources = {
  ...FIRM,
  ...{ letter: { sender: null, senderCounsel: null }, parties: [], addresses: null, counsel: null },
};

describe('who a letter of ours goes from and to', () => {
  it('is whoever signed theirs, at the firm’s own address, from us as they addressed us', () => {
    expect(proposeHead(FIRM)).to.deep.equal({
      letterhead: 'Fern Parking\n77 Quarry Road\nBoise, ID 83702',
      addressee: 'Miriam Castle\nHarlow & Pye LLP\n410 Larch Avenue\nNew York, NY 10016',
      salutation: 'Dear Miriam Castle:',
      signatory: 'Omar\nCounsel for Fern Parking',
    });
  });

  it('in England greets without a colon', () => {
    const matter = { regime: 'private', zone: 'Europe/London' } as const;
    expect(proposeHead({ ...FIRM, matter }).salutation).to.equal('Dear Miriam Castle');
    expect(proposeHead({ ...NOTHING, matter }).salutation).to.equal('Dear Sirs');
  });

  it('what a person wrote in an earlier letter goes before what is read; an open field of a template does not', () => {
    const earlier = { letterhead: 'Fern\nTower Street', signatory: 'Ada Quill\nGeneral Counsel' };
    expect(proposeHead({ ...FIRM, earlier })).to.include(earlier);
    const open = { letterhead: '{{ourParty}}', signatory: '' };
    expect(proposeHead({ ...FIRM, earlier: open })).to.include({
      signatory: 'Omar\nCounsel for Fern Parking',
    });
    expect(proposeHead({ ...FIRM, earlier: open }).letterhead).to.match(/^Fern Parking\n77/);
  });

  it('an address kept in the matter goes before the one printed', () => {
    const parties = [party('ours', 'Fern Parking', '1 Lake Road')];
    expect(proposeHead({ ...FIRM, parties }).letterhead).to.equal('Fern Parking\n1 Lake Road');
  });

  it('an address printed for another company is not ours', () => {
    const addresses = FIRM.addresses && { ...FIRM.addresses, recipientCompany: 'Baker Stone LLP' };
    expect(proposeHead({ ...FIRM, addresses }).letterhead).to.equal('Fern Parking');
  });

  for (const [what, ours, block, recipient] of [
    ['a name without a legal form', 'Elm Bakery', 'Elm Bakery', 'Elm Bakery'],
    ['the line of an office', 'Netflix', 'Ada Quill\nGeneral Counsel, Netflix', 'Ada Quill'],
    ['a line below the person', 'Netflix', 'Ada Quill\nGeneral Counsel\nNetflix', 'Ada Quill'],
    ['the article before the name', 'Netflix', 'The Netflix Company', 'The Netflix Company'],
    ['the title of a person', 'Ada Quill', 'Ms. Ada Quill', 'Ms. Ada Quill'],
    ['a recipient that could not be read', 'Fern Networks', 'Fern Networks Ltd', null],
  ] as const)
    it(`our address is as their letter prints it under our name, with ${what}`, () => {
      const words = `Verizon\n140 West Street\nNew York, NY 10007\n\nJune 5, 2014\n\n${block}\n12 Mill Lane\nBoise, ID 83702\n\nDear Counsel:\n\nStop it.\n\nSincerely,\nRandal Milch`;
      const sources = { ...FIRM, parties: [party('ours', ours)] };
      const addresses = readAddresses([words], recipient, ours);
      expect(proposeHead({ ...sources, addresses }).letterhead).to.equal(
        `${ours}\n12 Mill Lane\nBoise, ID 83702`,
      );
    });

  it('the address of another house of which only the first word is ours is not proposed', () => {
    const words =
      'June 5, 2014\n\nFirst Capital Ltd\n12 Mill Lane\nBoise, ID 83702\n\nDear Counsel:\n\nStop it.';
    const sources = { ...FIRM, parties: [party('ours', 'First National Bank')] };
    const addresses = readAddresses([words], 'First Capital Ltd', 'First National Bank');
    expect(proposeHead({ ...sources, addresses }).letterhead).to.equal('First National Bank');
  });

  it('counsel who is a person, with no firm, is named with the one they write for', () => {
    const letter = { sender: 'Verizon', senderCounsel: 'Randal Milch' };
    expect(proposeHead({ ...FIRM, letter, addresses: null })).to.include({
      addressee: 'Randal Milch\nVerizon',
      salutation: 'Dear Counsel:',
    });
  });

  it('where nothing is known, nothing is proposed', () => {
    expect(proposeHead(NOTHING)).to.deep.equal({
      ...{ letterhead: '', addressee: '', salutation: 'Dear Counsel:', signatory: '' },
    });
  });
});
