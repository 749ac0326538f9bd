import { expect } from 'chai';
import { countedFromWords } from '../../src/deadlines/counted.js';
import { listExtensions } from '../../src/deadlines/extensions/extension-store.js';
import { setDeadline } from '../../src/deadlines/set-deadline.js';
import { sourceForOutside } from '../../src/deadlines/sheet-for-outside.js';
import { expectDone, openMatterOfDates, ZONE, type MatterOfDates } from './matter-of-dates.js';

describe('the computation sheet for outside', () => {
  let on: MatterOfDates;
  before(async () => {
    on = await openMatterOfDates({ today: '2026-11-30', regime: 'private' });
  });
  after(() => on.started.close());
  const outside = async (id: string, more = '') =>
    (await on.omar.get(on.path(`/${id}/sheet?for=outside${more}`))).text;
  const set = (counted: ReturnType<typeof countedFromWords>) => {
    const date = {
      matterId: on.matterId,
      title: 'Reply',
      whose: 'asserted',
      words: 'as it says',
      zone: ZONE,
    };
    return setDeadline(on.started.deps, { ...date, whose: 'asserted', counted }, on.started.actor('dana'));
  };
  const facts = {
    letterDate: '2026-11-24',
    receivedOn: '2026-11-27',
    zone: ZONE,
    regime: 'private',
  } as const;

  it('prints a day adopted beside every reading, with the day the count ends on and the holiday it falls on', async () => {
    const words = { text: 'at least 21 days before the hearing', count: 21, unit: 'day' } as const;
    const back = { ...words, from: 'event', direction: 'before' } as const;
    const id = await set(countedFromWords(back, { ...facts, eventOn: '2027-03-08' }));
    expect(await outside(id))
      .to.contain('Monday 15 February 2027')
      .and.to.contain('the event, counted back');
    const adoption = { on: 'other', otherOn: '2027-02-12', why: 'the secret reason' };
    expectDone(await on.send(on.omar, id, 'adoption', adoption));
    const sheet = await outside(id);
    expect(sheet)
      .to.contain('<strong>Friday 12 February 2027</strong>')
      .and.to.contain(
        'The count below ends on Monday 15 February 2027; the date given here is Friday 12 February 2027.',
      )
      .and.to.match(/Ends on Mon 15 Feb 2027 \(.*Birthday.*\), not a working day/)
      .and.to.match(/<option value="2027-02-12" selected>/)
      .and.not.to.contain('the secret reason');
    expect(await outside(id, '&reading=2027-02-15'))
      .to.contain('<strong>Monday 15 February 2027</strong>')
      .and.not.to.contain('the date given here');
  });

  it('says what the day counted from is, and not where a text was read', async () => {
    const words = { text: 'within ten days of receipt', count: 10, unit: 'day', from: 'receipt' } as const;
    const sheet = await outside(await set(countedFromWords(words, facts)));
    expect(sheet)
      .to.match(/Friday 27 November 2026<small>receipt of the letter<\/small>/)
      .and.to.contain('General construction of private time limits')
      .and.not.to.match(/lawinsider|bdcalculator/);
    expect(
      sourceForOutside('Fed. R. Civ. P. 6, https://a.b/c (stored copies read: d.com/e, f.com)'),
    ).to.equal('Fed. R. Civ. P. 6, https://a.b/c');
    expect(sourceForOutside('Cal. Code 12 (12a read at casetext.com; 1013 at b.com)')).to.equal(
      'Cal. Code 12',
    );
    expect(sourceForOutside('Rule [1981] (of the court)')).to.equal('Rule [1981] (of the court)');
  });

  it('names the extension and the stop of the clock that the date came through', async () => {
    const words = { text: 'by then', count: null, unit: null, from: null, fixedOn: '2026-12-10' } as const;
    const id = await set(countedFromWords(words, facts));
    const terms = { terms: 'ours alone', agreedWith: 'Verizon', agreedOn: '2026-11-30' };
    expectDone(
      await on.send(on.dana, id, 'extensions', {
        extendedTo: '2026-12-19',
        confirmBy: '2026-12-01',
        ...terms,
      }),
    );
    const [extension] = await listExtensions(on.started.deps.db, id);
    const path = on.path(`/${id}/extensions/${extension?.id ?? ''}/confirmation`);
    const files = [{ name: 'confirmation.txt', content: 'Agreed' }];
    expectDone(await on.dana.upload(path, files, { version: String((await on.date(id)).version) }));
    const stop = { from: '2026-11-30', until: '2026-12-04', reason: 'ours alone too' };
    expectDone(await on.send(on.dana, id, 'tolling', stop));
    const sheet = await outside((await on.date(id)).supersededBy ?? '');
    expect(sheet)
      .to.contain('<strong>Thursday 24 December 2026</strong>')
      .and.to.contain('to Sat 19 Dec 2026, agreed with Verizon on Mon 30 Nov 2026, confirmed in writing')
      .and.to.contain(
        'Mon 30 Nov 2026 to Fri 4 Dec 2026, agreed or ordered; until then the time ran to Sat 19 Dec 2026',
      )
      .and.not.to.contain('ours alone');
  });
});
