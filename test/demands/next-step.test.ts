import { expect } from 'chai';
import { listDeadlines } from '../../src/deadlines/deadline-store.js';
import { nextStep, type Standing } from '../../src/demands/next-step.js';
import { atTheDesk, CEASE, EVIDENCE, openTestMatter, reviewedLetter } from '../letters/fixtures.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const demand = (number: number, state: 'open' | 'responded' | 'withdrawn' = 'open', letterId = 'l') => ({
  ...{ id: `d${number}`, number, letterId, matterId: 'm', state },
});
const NOTHING: Standing = { demands: [], deadlines: [], responses: [], approved: [], hasItems: true };
const two = { ...NOTHING, demands: [demand(1), demand(2)] };
const counsel = { from: null, isCounsel: true } as const;

describe('what comes next on the way from a letter to what goes out', () => {
  it('is nothing without a demand that lives', () => {
    expect(nextStep('m', NOTHING, counsel)).to.equal(null);
    expect(nextStep('m', { ...NOTHING, demands: [demand(1, 'withdrawn')] }, counsel)).to.equal(null);
  });

  it('is the evidence while there is none, then the responses in their order', () => {
    expect(nextStep('m', { ...two, hasItems: false }, counsel)?.path).to.equal('/matters/m/evidence');
    expect(nextStep('m', two, counsel)?.path).to.equal('/matters/m/demands/d1#response');
    const one = { ...two, responses: [{ demandId: 'd1' }] };
    expect(nextStep('m', one, counsel)?.path).to.equal('/matters/m/demands/d2#response');
  });

  it('on the page of the only demand that waits, is that page’s own response: no link leads away', () => {
    const one = { ...two, responses: [{ demandId: 'd1' }] };
    expect(nextStep('m', one, { from: demand(2), isCounsel: true })).to.equal(null);
  });

  it('is the reply once every demand is responded to, begun for the only letter; of two letters a person chooses', () => {
    const done = { ...two, demands: [demand(1, 'responded'), demand(2, 'responded')] };
    expect(nextStep('m', done, counsel)?.post).to.deep.equal({ letterId: 'l', kind: 'reply', first: 'yes' });
    const letters = { ...done, demands: [demand(1, 'responded'), demand(2, 'responded', 'other')] };
    expect(nextStep('m', letters, counsel)).to.deep.equal({
      text: 'the replies',
      path: '/matters/m/replies',
    });
    const approved = [{ demandId: 'd1' }, { demandId: 'd2' }];
    expect(nextStep('m', { ...done, approved }, counsel)).to.equal(null);
  });

  describe('with dates', () => {
    let started: Started;
    let matterId: string;
    let dana: Browser;
    let omar: Browser;
    before(async () => {
      started = await startRejoinder({ today: '2014-06-06' });
      matterId = await openTestMatter(started);
      dana = await atTheDesk(started, 'dana');
      omar = await atTheDesk(started, 'omar');
      const letter = await reviewedLetter(dana, matterId);
      const named = { ...EVIDENCE, limit: 'date', limitWords: 'by 17 July 2014, 5 pm' };
      for (const form of [
        CEASE,
        EVIDENCE,
        { ...named, askedTwice: 'on', limitOn: '2014-07-17', limitTime: '17:00' },
      ])
        expect((await dana.post(`${letter}/demands`, form)).status).to.equal(303);
    });
    after(() => started.close());

    const pathOf = async (number: number): Promise<string> => {
      const { id } = await started.deps.db
        .selectFrom('demand')
        .where('matterId', '=', matterId)
        .where('number', '=', number)
        .select('id')
        .executeTakeFirstOrThrow();
      return `/matters/${matterId}/demands/${id}`;
    };
    const dateOf = async (path: string) => {
      const date = (await listDeadlines(started.deps.db, matterId)).find((one) =>
        path.endsWith(one.demandId ?? '?'),
      );
      if (!date) throw new Error(`no date for ${path}`);
      return { date, form: `/matters/${matterId}/deadlines/${date.id}` };
    };

    it('a paralegal is led to the evidence, counsel to the first date, from page to page', async () => {
      const table = `/matters/${matterId}/demands`;
      expect((await dana.get(table)).text).to.contain('Next: gather the evidence');
      expect((await omar.get(table)).text).to.contain('Next: the dates of 3 demands');
      expect((await omar.get(await pathOf(1))).text).to.contain('Next: the dates of 2 demands');
    });

    it('whoever only reads is led nowhere', async () => {
      const priya = await atTheDesk(started, 'priya');
      expect((await priya.get(`/matters/${matterId}/demands`)).text).not.to.contain('Next: ');
    });

    it('counsel decides on “immediately” on the demand’s page, and is back there', async () => {
      const path = await pathOf(1);
      const { date, form } = await dateOf(path);
      const page = (await omar.get(path)).text;
      expect(page).to.contain(`action="${form}/decision"`).and.contain('name="from" value="demand"');
      expect((await dana.get(path)).text).not.to.contain(`${form}/decision`);
      const answer = await omar.post(`${form}/decision`, {
        ...{ version: String(date.version), decision: 'answer-with-the-reply', why: 'The reply says so.' },
        from: 'demand',
      });
      expect(answer.location).to.equal(`${path}#dates`);
      expect((await dateOf(path)).date.state).to.equal('decided');
      expect((await omar.get(path)).text).not.to.contain(`${form}/decision`);
    });

    it('a date that is decided leads to the next that waits, for counsel; one that waits itself does not', async () => {
      const [first, second] = [await dateOf(await pathOf(1)), await dateOf(await pathOf(2))];
      const next = `Next: settle “${second.date.title}”`;
      const page = (await omar.get(first.form)).text;
      expect(page).to.contain(next).and.contain(`href="${second.form}">Next`);
      expect((await dana.get(first.form)).text).not.to.contain('Next: settle');
      expect((await omar.get(second.form)).text).to.contain('Next: the demand it answers');
    });

    it('of several readings none is chosen and no reason is proposed', async () => {
      const path = await pathOf(2);
      const { form } = await dateOf(path);
      const page = (await omar.get(path)).text;
      const [adoption = ''] = page.split(`action="${form}/adoption"`).slice(1);
      const own = adoption.split('</form>')[0] ?? '';
      expect(own).to.contain('the earliest reading').and.not.contain(' checked');
      expect(own).not.to.contain('The only reading of the time set.');
    });

    it('an adoption that is wrong shows the page of the date with what was typed; nothing is adopted', async () => {
      const path = await pathOf(2);
      const { date, form } = await dateOf(path);
      const answer = await omar.post(`${form}/adoption`, {
        ...{ version: String(date.version), on: 'other', otherOn: '2014-06-30', why: 'Typed before.' },
        from: 'demand',
      });
      expect(answer.status).to.equal(422);
      expect(answer.text).to.contain('later than every reading').and.contain('Typed before.');
      expect((await dateOf(path)).date.workingOn).to.equal(null);
      const elsewhere = await omar.post(`${form}/adoption`, {
        ...{
          version: String(date.version),
          on: 'other',
          otherOn: '2014-06-09',
          why: 'x',
          from: '/elsewhere',
        },
      });
      expect(elsewhere.status).to.equal(422);
    });

    it('a date that waits for counsel stands before the response on their page, and beside it on others', async () => {
      const path = await pathOf(3);
      const order = async (who: Browser): Promise<string[]> =>
        [...(await who.get(path)).text.matchAll(/ id="(dates|response)"/g)].map(([, id = '']) => id);
      expect(await order(omar)).to.deep.equal(['dates', 'response']);
      expect(await order(dana)).to.deep.equal(['response', 'dates']);
    });

    it('a day named is proposed with its hour and reason, stays to be changed, and is adopted only by counsel', async () => {
      const path = await pathOf(3);
      const { date, form } = await dateOf(path);
      const page = (await omar.get(path)).text;
      expect(page)
        .to.match(/value="2014-07-17T17:00" checked/)
        .and.contain('The only reading of the time set.')
        .and.contain('Proposed; say more where there is more to say');
      expect(date.workingOn, 'a proposal is nothing adopted').to.equal(null);
      const adoption = {
        ...{ version: String(date.version), on: '2014-07-17T17:00', time: '16:00', why: 'An hour before.' },
        from: 'demand',
      };
      expect((await dana.post(`${form}/adoption`, adoption)).status).to.equal(403);
      expect((await omar.post(`${form}/adoption`, adoption)).location).to.equal(`${path}#dates`);
      expect((await dateOf(path)).date).to.include({
        ...{ workingOn: '2014-07-17', workingTime: '16:00', adoptedWhy: 'An hour before.' },
      });
    });
  });
});
