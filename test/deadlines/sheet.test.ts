import { expect } from 'chai';
import { computeDeadline } from '../../src/deadlines/counting/computation.js';
import { countedFromWords } from '../../src/deadlines/counted.js';
import { foldSteps } from '../../src/deadlines/counting/fold-steps.js';
import { listExtensions } from '../../src/deadlines/extensions/extension-store.js';
import { setDeadline } from '../../src/deadlines/set-deadline.js';
import { expectDone, openMatterOfDates, ZONE, type MatterOfDates } from './matter-of-dates.js';

describe('the working of the reading adopted', () => {
  let on: MatterOfDates;
  let id: string;
  before(async () => {
    on = await openMatterOfDates({ today: '2026-11-30' });
    const words = { text: 'within five days', count: 5, unit: 'day', from: 'letter-date' } as const;
    const facts = {
      letterDate: '2026-11-24',
      receivedOn: '2026-11-24',
      zone: ZONE,
      regime: 'us-federal',
    } as const;
    const date = {
      matterId: on.matterId,
      title: 'Reply',
      whose: 'asserted',
      words: words.text,
      zone: ZONE,
    } as const;
    const counted = countedFromWords(words, facts);
    id = await setDeadline(on.started.deps, { ...date, counted }, on.started.actor('dana'));
  });
  after(() => on.started.close());
  const sheet = async (query = '') => (await on.omar.get(on.path(`/${id}/sheet${query}`))).text;

  it('is the usual reading’s while none is adopted', async () => {
    expect(await sheet())
      .to.contain('Each day to Sun 29 Nov 2026, the usual reading')
      .and.not.to.contain('Thanksgiving Day</td>');
    expect((await on.omar.get(on.path(`/${id}`))).text).not.to.contain('the reading adopted');
  });

  it('follows the business days once they are adopted: Thanksgiving is left out, on the page and on the sheet', async () => {
    // 25, 27 and 30 November, 1 and 2 December.
    const adoption = { on: 'other', otherOn: '2026-12-02', why: 'they mean business days' };
    expectDone(await on.send(on.omar, id, 'adoption', adoption));
    const page = (await on.omar.get(on.path(`/${id}`))).text;
    expect(page).to.contain('Each day to Wed 2 Dec 2026, the reading adopted');
    expect(page).to.contain('<td>Thanksgiving Day</td>');
    expect(await sheet())
      .to.contain('Each day to Wed 2 Dec 2026, the reading adopted')
      .and.to.match(/<td>(Thanksgiving Day|.*Thu 26 Nov 2026 \(Thanksgiving Day\).*)<\/td>/);
  });

  it('a confirmed extension is named on the sheet for outside, an unconfirmed one is not', async () => {
    const terms = { terms: 'ours alone: one more week', agreedWith: 'Verizon', agreedOn: '2026-11-30' };
    const more = { extendedTo: '2026-12-11', confirmBy: '2026-12-01', ...terms };
    expectDone(await on.send(on.dana, id, 'extensions', more));
    expect(await sheet('?for=outside'))
      .to.contain('Wednesday 2 December 2026')
      .and.not.to.contain('11 December 2026');
    const [extension] = await listExtensions(on.started.deps.db, id);
    const path = on.path(`/${id}/extensions/${extension?.id ?? ''}/confirmation`);
    const { version } = await on.date(id);
    const files = [{ name: 'confirmation.txt', content: 'Agreed' }];
    expectDone(await on.dana.upload(path, files, { version: String(version) }));
    expect(await sheet('?for=outside'))
      .to.match(/<strong>Friday 11 December 2026<\/strong>, extended from Wednesday 2 December 2026/)
      .and.to.contain('agreed with Verizon on Mon 30 Nov 2026, confirmed in writing')
      .and.not.to.contain('one more week');
    expect(await sheet()).to.contain('the day to which the time was extended');
  });
});

describe('the days of a sheet, drawn together', () => {
  it('a stop of the clock is one line, however the days around it are folded', () => {
    const { steps } = computeDeadline({
      ...{ rule: 'DEMAND_CALENDAR_EXCLUSIVE', trigger: '2026-11-24', count: 10, unit: 'days' },
      tolling: [{ from: '2026-11-27', to: '2026-12-20' }],
    });
    const lines = foldSteps(steps, () => false).map(
      ({ from, to, kind, why }) => `${from} ${to} ${kind}: ${why}`,
    );
    expect(lines).to.deep.equal([
      '2026-11-24 2026-11-24 trigger: trigger, not counted',
      '2026-11-25 2026-11-25 counted: day 1',
      '2026-11-26 2026-11-26 counted: day 2',
      '2026-11-27 2026-12-20 skipped: the clock does not run (24 days)',
      '2026-12-21 2026-12-27 counted: days 3 to 9',
      '2026-12-28 2026-12-28 last: day 10',
    ]);
  });
  it('the first that fits is taken: day by day, then without weekends, then by whole runs', () => {
    const { steps } = computeDeadline({
      ...{ rule: 'DEMAND_BUSINESS_DAYS', trigger: '2026-11-24', count: 30, unit: 'business_days' },
      holidays: 'US-FEDERAL',
    });
    const sizes: number[] = [];
    foldSteps(steps, (lines) => sizes.push(lines.length) > 9);
    expect(foldSteps(steps, () => true)).to.have.length(steps.length);
    expect(sizes[0]).to.equal(steps.length);
    expect(sizes[1]).to.be.below(steps.length);
    const whole = foldSteps(steps, () => false);
    expect(whole).to.have.length(3);
    expect(whole[1]?.why).to.equal(
      "days 1 to 29; not counted: Saturdays and Sundays (12 days), Thu 26 Nov 2026 (Thanksgiving Day), Fri 25 Dec 2026 (Christmas Day), Fri 1 Jan 2027 (New Year's Day)",
    );
  });
});
