import { expect } from 'chai';
import type { Addressees } from '../../../src/replies/delivery/addressee.js';
import { checkSending } from '../../../src/replies/delivery/check-sending.js';

describe('whom a sending went to', () => {
  const who: Addressees = {
    theirs: [
      { name: 'Ada Marsh', address: null },
      { name: 'Clerk of Court', address: null, isCopy: true },
    ],
    ours: ['typist@firm.example'],
    ourDomains: ['firm.example'],
    places: [{ names: ['Ada Marsh', 'Marsh & Lane LLP'], address: '4 Quay Street\nPort Elm 20100' }],
  };
  const by = (method: 'courier' | 'fax' | 'email', recipient: string, address = '') =>
    checkSending({ method, recipient, address }, who);

  it('one of several names is enough, and so is the firm at its own place', () => {
    for (const recipient of ['Marsh, Ada', 'Bo Finch and Ada Marsh', 'Marsh & Lane LLP'])
      expect(by('courier', recipient, '4 Quay Street, Port Elm'), recipient).to.deep.equal({
        problem: null,
        note: null,
      });
  });

  it('a part of the address without its house is not the address', () => {
    const at = (address: string, given: string) =>
      checkSending(
        { method: 'courier', recipient: 'Ada Marsh', address: given },
        { ...who, places: [{ names: ['Ada Marsh'], address }] },
      ).note;
    for (const [address, given] of [
      ['600 Market St, Suite 4\nSan Francisco, CA 94105', 'Market St'],
      ['600 Market St, Suite 4\nSan Francisco, CA 94105', 'San Francisco'],
      ['600 Market St, Suite 4\nSan Francisco, CA 94105', 'Suite 4, San Francisco, CA 94105'],
      ['Suite 4, 600 Market St\nSan Francisco', 'Ada Marsh, San Francisco'],
      ['PO Box 12\nReading', 'Reading'],
      ['One Verizon Way\nBasking Ridge', 'Verizon Way'],
    ] as const)
      expect(at(address, given), given).to.contain('Check it');
    for (const [address, given] of [
      ['600 Market St, Suite 4\nSan Francisco, CA 94105', '600 Market St'],
      ['600 Market St, Suite 4\nSan Francisco, CA 94105', 'Ada Marsh, 600 Market St, San Francisco'],
      ['The Old Barn, 12 High Street\nReading', '12 High Street, Reading'],
      ['PO Box 12\nReading', 'P.O. Box 12, PO Box 12, Reading'],
      ['One Verizon Way\nBasking Ridge', 'One Verizon Way'],
    ] as const)
      expect(at(address, given), given).to.equal(null);
  });

  it('where no letter says who a file is for, a stranger is to be checked and nothing is held', () => {
    const sent = { method: 'courier', recipient: 'Zed Nobody', address: '99 Wrong Road' } as const;
    expect(checkSending(sent, { ...who, isWithoutLetter: true })).to.deep.equal({
      problem: null,
      note: 'Zed Nobody is nobody on record in this matter outside our own side. No letter in it says who it is for. Check that it may go there.',
    });
    const known = { ...sent, recipient: 'Ada Marsh', address: '4 Quay Street, Port Elm' };
    expect(checkSending(known, { ...who, isWithoutLetter: true }).note).to.equal(null);
  });

  it('a copy named in the letter is no stranger and no addressee', () => {
    const { problem, note } = by('fax', 'Clerk of Court', '555 0100');
    expect(problem).to.equal(null);
    expect(note).to.contain('named in the letter for a copy and is not its addressee');
  });

  it('a mail to our own side alone is held, unless the letter is for our own side', () => {
    expect(by('email', 'Typist', 'typist@firm.example').problem).to.contain('alone, on our own side');
    const sending = { method: 'email', recipient: 'Typist', address: 'typist@firm.example' } as const;
    expect(checkSending(sending, { ...who, isToOurs: true })).to.deep.equal({ problem: null, note: null });
  });
});
