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
