import { expect } from 'chai';
import { correctedParties, kindOfCounsel, proposeMatter } from '../../src/letters/propose-matter.js';
import { placeOf, readAddresses } from '../../src/letters/reading/addresses.js';
import { zoneOfPlace } from '../../src/letters/zone-of-place.js';

const FROM_A_FIRM = `HARLOW & PYE LLP
410 Larch Avenue, Suite 900
New York, NY 10016

March 2, 2026

Our Ref: HP/17

Ms. Ada Quill
General Counsel
Fern Parking Systems, Inc.
77 Quarry Road
Boise, ID 83702

Re: displays in the garages

Dear Ms. Quill:

We represent Tarn Garage Company, Inc. You must stop at once.

Yours truly,

Miriam Castle
Partner, Harlow & Pye LLP`;

const FROM_ENGLAND = `Marlow & Pike Solicitors
4 Cornhill
London EC3V 3ND

5 June 2026

The Secretary
Tarn Hotels Limited
12 Lake Road
Keswick CA12 5DQ

Dear Sirs

We act for Elm Laundry Limited. Please pay the sum due within 14 days.

Yours faithfully

Marlow & Pike`;

const TO_A_FIRM = `Acme Tools, Inc.
1 Main Street
Reno, NV 89501

May 1, 2026

Baker Stone LLP
9 Low Street
Portland, OR 97201

Dear Counsel:

Your client, Bright Sheds LLC, must cease at once.

Sincerely,

John Reed
President, Acme Tools, Inc.`;

const NEW_YORK = { regime: 'private', zone: 'America/New_York' } as const;

describe('the matter that a letter seems to be about', () => {
  it('has its parties, their counsel and reference, a title with the date, and the zone of our address', () => {
    const { values, proposed } = proposeMatter([FROM_A_FIRM], '{}', NEW_YORK);
    expect(values).to.deep.equal({
      title: 'Tarn Garage Company – Fern Parking Systems, letter of March 2, 2026',
      ourParty: 'Fern Parking Systems, Inc.',
      theirParty: 'Tarn Garage Company, Inc.',
      theirCounsel: 'HARLOW & PYE LLP',
      theirReference: 'HP/17',
      zone: 'America/Denver',
    });
    expect(proposed['zone']?.from).to.equal('Proposed from the address: Boise, ID 83702');
    expect(proposed['ourParty']?.from).to.equal('Proposed from the letter');
  });

  it('in England is of a place in England, and dated as there', () => {
    expect(proposeMatter([FROM_ENGLAND], '{}', NEW_YORK).values).to.include({
      title: 'Elm Laundry – Tarn Hotels, letter of 5 June 2026',
      ourParty: 'Tarn Hotels Limited',
      zone: 'Europe/London',
    });
  });

  it('of a letter to a firm of lawyers is about the client it names, never the firm', () => {
    expect(proposeMatter([TO_A_FIRM], '{}', NEW_YORK).values).to.include({
      ourParty: 'Bright Sheds LLC',
      theirParty: 'Acme Tools, Inc.',
    });
    const unnamed = proposeMatter(
      [TO_A_FIRM.replace('Your client, Bright Sheds LLC,', 'You')],
      '{}',
      NEW_YORK,
    );
    expect(unnamed.values).to.not.have.any.keys('ourParty', 'title');
  });

  it('of a mail whose words name nobody is between those in its header', () => {
    const facts = JSON.stringify({
      ...{ from: '"Tarn Foods" <office@tarn.example>', to: ['Elm Mills <post@elm.example>'] },
      dateOn: '2026-03-02',
    });
    expect(proposeMatter(['Stop it today.'], facts, NEW_YORK).values).to.include({
      title: 'Tarn Foods – Elm Mills, letter of March 2, 2026',
      ourParty: 'Elm Mills',
      theirParty: 'Tarn Foods',
    });
  });

  it('names a client up to the end of its sentence', () => {
    const text = TO_A_FIRM.replace('Bright Sheds LLC, must', 'Bright Sheds Company. Tarn Foods must');
    expect(proposeMatter([text], '{}', NEW_YORK).values).to.include({ ourParty: 'Bright Sheds Company' });
  });

  it('hands on the names that were corrected, and none that were not', () => {
    const corrected = (facts: string, theirParty: string, ourParty: string) =>
      correctedParties([FROM_ENGLAND], facts, { theirParty, ourParty });
    expect(corrected('{}', 'Elm Laundry Limited', 'Tarn Hotels Limited')).to.deep.equal({});
    expect(corrected('{}', 'Elm Laundries Ltd', 'Tarn Hotels Limited')).to.deep.equal({
      sender: 'Elm Laundries Ltd',
    });
    expect(corrected('{}', 'Elm Laundry Limited', 'Tarn Inns')).to.deep.equal({ recipient: 'Tarn Inns' });
    const mail = JSON.stringify({ from: 'A Pye <a@pye.example>', to: ['b@tarn.example'] });
    expect(corrected(mail, 'Elm Laundries Ltd', 'Tarn Inns')).to.deep.equal({});
    expect(correctedParties([], '{}', { theirParty: 'A', ourParty: 'B' })).to.deep.equal({});
  });

  it('is proposed in nothing where nothing is found', () => {
    for (const pages of [[], [''], ['Hello']])
      expect(proposeMatter(pages, '{}', NEW_YORK)).to.deep.equal({ values: {}, proposed: {} });
  });

  it('one name alone makes no title, and the same name is not on both sides', () => {
    const facts = JSON.stringify({ from: 'Elm Mills <a@elm.example>', to: ['Elm Mills <b@elm.example>'] });
    const { values } = proposeMatter(['Stop it today.'], facts, NEW_YORK);
    expect(values).to.include({ theirParty: 'Elm Mills' }).and.not.have.any.keys('ourParty', 'title');
  });

  it('knows counsel that is a firm from one that is a person', () => {
    expect(kindOfCounsel('Harlow & Pye LLP')).to.equal('organisation');
    expect(kindOfCounsel('Randal Milch')).to.equal('person');
  });
});

describe('the addresses in the head of a letter', () => {
  it('are those of both sides, with the company addressed and who signs', () => {
    expect(readAddresses([FROM_A_FIRM], 'Ms. Ada Quill')).to.deep.include({
      recipientCompany: 'Fern Parking Systems, Inc.',
      recipientAddress: ['77 Quarry Road', 'Boise, ID 83702'],
      senderAddress: ['410 Larch Avenue, Suite 900', 'New York, NY 10016'],
      signer: 'Miriam Castle',
    });
  });

  it('have the name of the state written out', () => {
    const named = FROM_A_FIRM.replace('ID 83702', 'Idaho 83702').replace('NY 10016', 'New York 10016');
    expect(readAddresses([named], 'Ms. Ada Quill')).to.deep.include({
      recipientAddress: ['77 Quarry Road', 'Boise, Idaho 83702'],
      senderAddress: ['410 Larch Avenue, Suite 900', 'New York, New York 10016'],
    });
    expect(proposeMatter([named], '{}', NEW_YORK).values).to.include({ zone: 'America/Denver' });
  });

  it('a street without its town is no address', () => {
    const half = FROM_A_FIRM.replace('New York, NY 10016\n', '');
    expect(readAddresses([half], 'Ms. Ada Quill').senderAddress).to.deep.equal([]);
  });

  it('none is found in a letter that prints none', () => {
    expect(readAddresses(['Stop it today.'], null)).to.deep.equal({
      ...{ recipientCompany: null, office: [], recipientAddress: [], senderAddress: [], signer: null },
      addressed: [],
    });
  });

  for (const [line, place, zone] of [
    ['Albany, NY 12207', 'NY', 'America/New_York'],
    ['Los Gatos, CA 95032-1234', 'CA', 'America/Los_Angeles'],
    ['Portland, Oregon 97204', 'OR', 'America/Los_Angeles'],
    ['Charleston, West Virginia 25301', 'WV', 'America/New_York'],
    ['CHARLOTTE, NORTH  CAROLINA 28202-1234', 'NC', 'America/New_York'],
    ['Washington, D.C. 20005', 'DC', 'America/New_York'],
    ['Boise, Idaho 83702, USA', 'ID', 'America/Denver'],
    ['Keswick CA12 5DQ', 'UK', 'Europe/London'],
    ['London EC3V 3ND, United Kingdom', 'UK', 'Europe/London'],
    ['London W1A 1AA', 'UK', 'Europe/London'],
    ['Oregonia 97204', null, null],
    ['75008 Paris', null, null],
    ['Nowhere, ZZ 12345', 'ZZ', null],
  ] as const)
    it(`${line}: ${zone ?? 'no zone is guessed'}`, () => {
      expect(placeOf([line])).to.equal(place);
      expect(place === null ? null : zoneOfPlace(place)).to.equal(zone);
    });
});
