import { expect } from 'chai';
import type { Demand, Response } from '../../src/demands/demand.js';
import { coverageOf, type Coverage, type LinkedEvidence } from '../../src/statements/coverage.js';
import { needsReview, type StandingLink, type Statement } from '../../src/statements/statement.js';

const demand = {
  id: 'd',
  number: 2,
  kind: 'provide-evidence',
  quote: 'provide',
  state: 'responded',
} as Demand;
const statement = {
  id: 's',
  number: 1,
  state: 'at-issue',
  shownBy: 'shows',
  position: 'It was crowded.',
} as Statement;

const response = (stance: Response['stance'], holdsBack: Response['holdsBack'] = 'no') =>
  ({ demandId: 'd', stance, holdsBack }) as Response;

const item = (number: number, isPrivileged = false): LinkedEvidence => ({
  id: `i${number}`,
  number: `R-000${number}`,
  title: `Item ${number}`,
  isPrivileged,
});

const link = (number: number, bearing: StandingLink['bearing'], more: Partial<StandingLink> = {}) =>
  ({
    ...{ id: `l${number}`, statementId: 's', itemId: `i${number}`, itemNumber: number, bearing },
    ...{ itemTitle: `Item ${number}`, isPrivileged: false, isInFile: true, endedAt: null, review: null },
    ...more,
  }) as StandingLink;

const rowOf = (
  said: Response | null,
  items: readonly LinkedEvidence[] = [],
  links: readonly StandingLink[] = [],
  of: Partial<Statement> = {},
) => {
  const statements =
    links.length > 0 || Object.keys(of).length > 0
      ? [{ statement: { ...statement, ...of }, links, demandIds: ['d'] }]
      : [];
  const [row] = coverageOf(
    [demand],
    said === null ? [] : [said],
    new Map([['d', { items, more: 0, morePrivileged: 0 }]]),
    statements,
  );
  if (!row) throw new Error('There is no row for the demand.');
  return row;
};

describe('the coverage of a demand', () => {
  const cases: readonly [string, ReturnType<typeof rowOf>, Coverage][] = [
    ['no response', rowOf(null, [item(1)]), 'open'],
    ['will comply, one item', rowOf(response('will-comply'), [item(1)]), 'borne-out'],
    ['will comply, nothing linked', rowOf(response('will-comply')), 'without-proof'],
    ['in part, one item', rowOf(response('in-part'), [item(1)]), 'in-part'],
    ['declines, with items', rowOf(response('declines'), [item(1)]), 'declined'],
    ['objects and holds back', rowOf(response('objects', 'yes'), [item(1)]), 'held-back'],
    ['objects, holds nothing back, one item', rowOf(response('objects'), [item(1)]), 'borne-out'],
    ['only a privileged item', rowOf(response('will-comply'), [item(1, true)]), 'held-back'],
    ['nothing held, nothing there', rowOf(response('nothing-held')), 'nothing-held'],
    ['nothing held, yet something there', rowOf(response('nothing-held'), [item(1)]), 'in-part'],
    ['an item for the statement', rowOf(response('will-comply'), [], [link(1, 'for')]), 'borne-out'],
    [
      'one for, one against',
      rowOf(response('will-comply'), [], [link(1, 'for'), link(2, 'against')]),
      'in-part',
    ],
    [
      'an item linked to the demand that cuts against us is no support',
      rowOf(response('will-comply'), [item(2)], [link(2, 'against')]),
      'without-proof',
    ],
    [
      'a link that was ended counts no more',
      rowOf(response('will-comply'), [], [link(1, 'for', { endedAt: '2014-06-06T00:00:00.000Z' })]),
      'without-proof',
    ],
    [
      'an item that was withdrawn counts no more',
      rowOf(response('will-comply'), [], [link(1, 'for', { isInFile: false })]),
      'without-proof',
    ],
    [
      'a statement that was voided counts no more',
      rowOf(response('will-comply'), [], [link(1, 'for')], { state: 'voided' }),
      'without-proof',
    ],
    ['context is no support', rowOf(response('will-comply'), [], [link(1, 'context')]), 'without-proof'],
  ];
  for (const [what, row, coverage] of cases)
    it(`${what}: ${coverage}`, () => expect(row.coverage).to.equal(coverage));

  it('lists what would close each gap, and where', () => {
    const row = rowOf(response('will-comply'), [], [link(2, 'against')], { shownBy: null, position: '' });
    expect(row.gaps.map(({ what, path }) => `${path}: ${what}`)).to.deep.equal([
      'demand: said without proof',
      'statement: nothing shows that statement 1 was made in these words',
      'statement: no position on statement 1',
      'statement: R-0002 cuts against us and is not reviewed',
    ]);
  });

  it('has no gap where all is said and shown', () =>
    expect(rowOf(response('will-comply'), [item(1)], [link(1, 'for')]).gaps).to.deep.equal([]));

  it('counts one item once, however often it is linked', () =>
    expect(rowOf(response('will-comply'), [item(1)], [link(1, 'for')]).support).to.have.length(1));

  it('asks nothing of a demand that was ended', () =>
    expect(coverageOf([{ ...demand, state: 'withdrawn' }], [], new Map(), [])).to.deep.equal([]));
});

describe('an item that cuts against us', () => {
  for (const [what, one, expected] of [
    ['nobody said what becomes of it', link(1, 'against'), true],
    ['it goes', link(1, 'against', { review: 'goes' }), false],
    [
      'it goes, and was marked privileged since',
      link(1, 'against', { review: 'goes', isPrivileged: true }),
      true,
    ],
    ['it is privileged', link(1, 'against', { review: 'privileged', isPrivileged: true }), false],
    ['it was privileged, and is no longer marked', link(1, 'against', { review: 'privileged' }), true],
    ['it answers no demand', link(1, 'against', { review: 'not-responsive' }), false],
    ['its link was ended', link(1, 'against', { endedAt: '2014-06-06T00:00:00.000Z' }), false],
    ['it was withdrawn', link(1, 'against', { isInFile: false }), false],
    ['it is for us', link(1, 'for'), false],
  ] as const)
    it(`${what}: ${expected ? 'to be reviewed' : 'settled'}`, () =>
      expect(needsReview(one)).to.equal(expected));
});
