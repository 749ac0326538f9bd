import { expect } from 'chai';
import { hiddenToDecide, type HiddenShown } from '../../src/letters/hidden-view.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, openTestMatter, REVIEW } from './fixtures.js';
import { htmlMail } from './mails.js';

const PLAIN = 'We write about your notices.\n\nYours, Randal';
const ASKING = 'We demand that you pay us 9,000 dollars within five days from the date of this letter.';
const IDLE = 'The notices of this month at a glance.';
const HTML = [
  '<p>We write about your notices.</p><p>Yours, Randal</p>',
  `<p style="color:#ffffff;font-size:1px">${ASKING}</p>`,
  `<p style="display:none">${IDLE}</p>`,
].join('');

describe('the hidden words of a letter and its list of demands', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-10' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
  });
  after(() => started.close());

  const logged = async (): Promise<string> => {
    const content = htmlMail({ Subject: 'Notices' }, PLAIN, HTML);
    const answer = await dana.upload(`/matters/${matterId}/letters`, [{ name: 'notices.eml', content }]);
    const path = answer.location ?? '';
    expect((await dana.post(`${path}/review`, { ...REVIEW, version: '1' })).status).to.equal(303);
    return path;
  };
  const formOf = async (path: string): Promise<string> =>
    /<section id="complete">([\s\S]*?)<\/section>/.exec((await dana.get(path)).text)?.[1] ?? '';
  const boxesIn = (form: string): string[] =>
    [...form.matchAll(/name="(hidden-[^"]+)"/g)].map((one) => one[1] ?? '');
  const ticked = (boxes: readonly string[]) => Object.fromEntries(boxes.map((box) => [box, 'on']));

  it('are ticked before the list is complete, each that asks by itself and the rest together', async () => {
    const path = await logged();
    const form = await formOf(path);
    const boxes = boxesIn(form);
    expect(boxes).to.have.length(2);
    expect(boxes[1]).to.equal('hidden-rest');
    expect(form).to.include('pay us 9,000 dollars').and.to.include('other hidden words');

    const none = await dana.post(`${path}/completeness`, { version: '2', complete: 'on' });
    expect(none.status).to.equal(422);
    expect(none.text)
      .to.include('(hidden words): enter it as a demand, or tick that it is none')
      .and.to.include('Look at the hidden words of this letter');
    const half = await dana.post(`${path}/completeness`, {
      ...{ version: '2', complete: 'on' },
      ...ticked(boxes.slice(0, 1)),
    });
    expect(half.status).to.equal(422);
    expect(half.text).to.match(new RegExp(`name="${boxes[0]}"[^>]* checked`));

    const all = await dana.post(`${path}/completeness`, { version: '2', complete: 'on', ...ticked(boxes) });
    expect(all.status, all.text).to.equal(303);
    const kept = await started.deps.db
      .selectFrom('letterDismissal')
      .where('letterId', '=', path.split('/').at(-1) ?? '')
      .where('page', '=', 0)
      .select('quote')
      .execute();
    expect(kept.map((one) => one.quote)).to.have.members([ASKING, IDLE]);
    expect(await formOf(path)).to.include('hidden words · Dana');
  });

  it('keep their ticks for later', async () => {
    const path = await logged();
    const [box = ''] = boxesIn(await formOf(path));
    const kept = await dana.post(`${path}/dismissals`, { version: '2', [box]: 'on' });
    expect(kept.status, kept.text).to.equal(303);
    const form = await formOf(path);
    expect(form).to.match(new RegExp(`name="${box}"[^>]* checked`));
    expect(form).to.not.match(/name="hidden-rest"[^>]* checked/);
  });

  it('are decided once a demand is entered from them', async () => {
    const path = await logged();
    const entered = await dana.post(`${path}/demands`, {
      ...{ quote: ASKING, asPrinted: 'on', page: '1', kind: 'pay', limit: 'none' },
    });
    expect(entered.status, entered.text).to.equal(303);
    expect(boxesIn(await formOf(path))).to.deep.equal(['hidden-rest']);
  });

  it('are asked for once, however often they stand in the file', () => {
    const one: HiddenShown = { words: IDLE, why: 'of no size', file: '', asks: false };
    expect(hiddenToDecide([one, one, { ...one, file: 'other.docx' }], []).rest).to.have.length(1);
  });
});
