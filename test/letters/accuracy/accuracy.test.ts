import { expect } from 'chai';
import { NONE, shownTally, sumOf } from '../../../src/letters/accuracy/accuracy.js';
import { listTallies } from '../../../src/letters/accuracy/accuracy-store.js';
import type { Browser } from '../../support/browser.js';
import { startRejoinder, type Started } from '../../support/start-rejoinder.js';
import { atTheDesk, CEASE, EVIDENCE, openTestMatter, reviewedLetter } from '../fixtures.js';

describe('how well demands were proposed', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;
  let path: string;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
    path = await reviewedLetter(dana, matterId);
  });
  after(() => started.close());

  const page = () => dana.get(`/matters/${matterId}/letters/accuracy`);

  it('says nothing before a list is confirmed as complete', async () => {
    const shown = await page();
    expect(shown.status).to.equal(200);
    expect(shown.text).to.include('Nothing to compare yet');
    expect((await dana.get(`/matters/${matterId}/letters`)).text).to.include(`/letters/accuracy">`);
  });

  it('counts what was entered as proposed, with changes, not at all, and what was missed', async () => {
    await dana.post(`${path}/demands`, CEASE); // as proposed
    await dana.post(`${path}/demands`, { ...EVIDENCE, kind: 'provide-list' }); // with another kind
    await dana.post(`${path}/demands`, {
      quote: 'We also demand a pony.',
      asPrinted: 'on',
      kind: 'other',
      limit: 'none',
    });
    const text = (await dana.get(path)).text;
    const boxes = [...text.matchAll(/name="(dismiss-[\d-]+)"/g)].map(
      (match) => [match[1] ?? '', 'on'] as const,
    );
    const version = /name="version" value="(\d+)"/.exec(text)?.[1] ?? '';
    const answer = await dana.post(`${path}/completeness`, {
      ...Object.fromEntries(boxes),
      complete: 'on',
      version,
    });
    expect(answer.status, answer.text).to.equal(303);

    expect(await listTallies(started.deps.db, started.actor('dana'))).to.deep.equal([
      {
        ...{ id: path.split('/').at(-1), number: 'L-1', matterId, direction: 'in', sender: 'Verizon' },
        ...{ demands: 3, found: 2, right: 1, edited: 1, rejected: 1 },
      },
    ]);
    const cells = [
      ...(await page()).text.matchAll(/<td class="num" data-label="([^"]+)">(?:<strong>)?([^<]+)/g),
    ];
    expect(cells.slice(0, 8).map((match) => [match[1], match[2]])).to.deep.equal([
      ['Demands', '3'],
      ['Found', '2'],
      ['Missed', '1'],
      ['Right as proposed', '1'],
      ['Changed', '1'],
      ['Rejected', '1'],
      ['Found, of the demands', '66 %'],
      ['Right, of the proposals', '33 %'],
    ]);
  });

  it('counts only the matters of whoever looks', async () => {
    expect(await listTallies(started.deps.db, started.actor('rolf'))).to.deep.equal([]);
    const rolf = await atTheDesk(started, 'rolf');
    expect((await rolf.get(`/matters/${matterId}/letters/accuracy`)).status).to.equal(404);
  });

  it('has no share where there is nothing to divide by, and says 100 % only of all', () => {
    expect(shownTally(NONE)).to.include({ missed: 0, foundShare: null, rightShare: null });
    const nearly = { ...NONE, demands: 1000, found: 999, right: 999, edited: 1 };
    expect(shownTally(nearly)).to.include({ foundShare: 99, rightShare: 99 });
    expect(sumOf([nearly, nearly])).to.deep.equal({
      demands: 2000,
      found: 1998,
      right: 1998,
      edited: 2,
      rejected: 0,
    });
  });
});
