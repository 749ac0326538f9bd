import { expect } from 'chai';
import { REGIMES } from '../../src/matters/matter.js';
import { groundRows } from '../../src/demands/demand-view.js';
import {
  groundsOffered,
  groundsTaken,
  groundText,
  listObjections,
  objectionsFor,
} from '../../src/demands/objection.js';
import { readPages } from '../../src/demands/pinpoint.js';

describe('the library of objections', () => {
  it('names a source for every ground, and every id once', () => {
    const all = listObjections();
    expect(new Set(all.map(({ id }) => id)).size).to.equal(all.length);
    for (const { id, source, regimes } of all) {
      expect(source, id).to.match(/\w{4}/);
      for (const regime of regimes) expect(Object.keys(REGIMES)).to.include(regime);
    }
  });

  it('offers a ground only where its rule can apply', () => {
    const ids = (regime: keyof typeof REGIMES) => objectionsFor(regime).map(({ id }) => id);
    expect(ids('england-wales')).to.include('privilege-england').and.not.include('privilege-us');
    expect(ids('private')).to.include('viewing-records').and.not.include('scope-federal');
    expect(ids('us-federal')).to.include('scope-federal').and.not.include('no-duty');
    expect(ids('california')).to.include('privilege-california').and.not.include('privilege-us');
  });

  it('offers a private letter the grounds of its place', () => {
    const ids = (zone: string) => groundsOffered({ regime: 'private', zone }).map(({ id }) => id);
    expect(ids('America/New_York')).to.include.members(['privilege-us', 'viewing-records', 'no-duty']);
    for (const zone of ['Europe/London', 'Europe/Berlin'])
      expect(ids(zone)).to.include.members(['no-duty', 'premise']).and.not.include('viewing-records');
    expect(ids('Europe/London')).to.include('personal-data').and.not.include('privilege-us');
    expect(ids('Europe/Berlin')).not.to.include('personal-data');
  });

  it('keeps a ground that was chosen before it was no longer offered', () => {
    const london = { regime: 'private', zone: 'Europe/London' } as const;
    const ids = (said: ReadonlyMap<string, string>) => groundRows(london, said).map(({ id }) => id);
    expect(ids(new Map())).not.to.include('viewing-records');
    expect(ids(new Map([['viewing-records', 'yes']]))).to.include('viewing-records');
  });

  it('FRCP 34(b)(2)(C): the letter says of each ground whether anything is held back on it', () => {
    const [held, open] = groundsTaken(
      '[{"id":"viewing-records","holdsBack":"yes"},{"id":"no-duty","holdsBack":"no"}]',
    ).map(groundText);
    expect(held).to.match(/\(18 U\.S\.C\. § 2710\)\. Material is held back on this ground\.$/);
    expect(open).to.match(/Nothing is held back on this ground\.$/);
  });

  it('no ground states as a fact what the demand itself may prove wrong, or objects to more than it can rest on', () => {
    const wordsOf = (id: string) => listObjections().find((one) => one.id === id)?.words ?? '';
    // A demand may well name a duty, and “we know of no” concedes that there may be one.
    expect(wordsOf('no-duty'))
      .to.contain('we do not accept that any statute, rule, order or agreement does')
      .and.not.match(/none is named|we know of no|provide/i);
    for (const { id, words } of listObjections().filter(({ id }) =>
      /^(?:privilege|viewing|personal)/.test(id),
    ))
      expect(words, id).to.contain('so far as');
  });

  it('a ground that the library no longer has is still shown', () => {
    expect(groundsTaken('[{"id":"gone","holdsBack":"no"}]')[0]?.name).to.equal('gone');
  });
});

describe('pinpoint pages', () => {
  for (const [typed, pages] of [
    ['', null],
    ['3', [3, 3]],
    ['p. 3', [3, 3]],
    ['3-5', [3, 5]],
    ['pages 3–5', [3, 5]],
    ['0', 'wrong'],
    ['5-3', 'wrong'],
    ['iv', 'wrong'],
  ] as const)
    it(`“${typed}”`, () => expect(readPages(typed)).to.deep.equal(pages));
});
