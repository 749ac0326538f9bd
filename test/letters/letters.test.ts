import { expect } from 'chai';
import type { DemandColumns } from '../../src/demands/demand-columns.js';
import { NO_LIMIT } from '../../src/demands/demand.js';
import { enterDemand } from '../../src/demands/enter-demand.js';
import { completeDemands } from '../../src/letters/complete-demands.js';
import { demandingLetter } from '../../src/letters/demanding-letter.js';
import { getMatterFor } from '../../src/matters/matter-store.js';
import { ConflictError } from '../../src/platform/errors.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import {
  atTheDesk,
  CEASE,
  EVIDENCE,
  LETTER,
  logLetter,
  openTestMatter,
  pdf,
  REVIEW,
  reviewedLetter,
} from './fixtures.js';

describe('letters of a matter', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
  });
  after(() => started.close());

  const letters = () => started.deps.db.selectFrom('letter').selectAll().orderBy('loggedAt').execute();
  const letterAt = async (path: string) => (await letters()).find((one) => path.includes(one.id));
  const deadlinesOf = (path: string) =>
    started.deps.db
      .selectFrom('deadline')
      .where('letterId', '=', path.split('/').at(-1) ?? '')
      .selectAll()
      .execute();

  it('are logged unreviewed under the next number, with the original kept and an event in the chain', async () => {
    const path = await logLetter(dana, matterId);
    const letter = await letterAt(path);
    expect(letter).to.include({ number: 'L-1', state: 'unreviewed', matterId, earliestOn: '2014-06-09' });
    const events = await started.deps.db
      .selectFrom('auditEvent')
      .where('matterId', '=', matterId)
      .select('action')
      .execute();
    expect(events.map((event) => event.action)).to.include.members([
      'document.kept',
      'letter.received',
      'document.read',
      'deadline.proposed',
    ]);
    const list = await dana.get(`/matters/${matterId}/letters`);
    expect(list.text).to.include('L-1').and.to.include('unreviewed').and.to.include('Mon 9 Jun');
  });

  it('propose what they say of themselves and confirm nothing by it', async () => {
    const path = await logLetter(dana, matterId);
    const page = await dana.get(path);
    expect(page.text).to.include('value="2014-06-05"').and.to.include('value="notices shown to users"');
    expect(await letterAt(path)).to.include({ datedOn: null, subject: null });
  });

  it('say beside each proposed fact where it comes from, and beside none that was changed', async () => {
    const path = await logLetter(dana, matterId);
    const hint = (page: string, id: string): string =>
      new RegExp(`id="f-${id}-hint">([^<]*)<`).exec(page)?.[1] ?? '';
    const { text } = await dana.get(path);
    expect(hint(text, 'datedOn')).to.equal('Proposed from the words of the letter.');
    expect(hint(text, 'sender')).to.equal('Proposed: the party named in the matter.');
    expect(hint(text, 'receivedOn')).to.include('Simply today');
    expect(hint(text, 'senderCounsel')).to.equal('');
    const again = await dana.post(`${path}/review`, { ...REVIEW, receivedOn: '2014-06-31', version: '1' });
    expect(hint(again.text, 'receivedOn')).to.equal('Like 2014-06-05');
  });

  it('name the field when two are wrong in the same way', async () => {
    const path = await logLetter(dana, matterId);
    const wrong = { ...REVIEW, datedOn: '5/6', receivedOn: '6/6', version: '1' };
    const { text } = await dana.post(`${path}/review`, wrong);
    expect(text).to.include('Date on the letter: Enter a real day').and.to.include('Received: Enter a real');
  });

  it('begin a demand with no kind where the words do not say it', async () => {
    const path = await logLetter(dana, matterId, 'June 5, 2014\n\nThe dance ends within five days.\n');
    await dana.post(`${path}/review`, { ...REVIEW, version: '1' });
    const page = (await dana.get(path)).text;
    const take = /\?view=words&amp;take=([\d.]+)#enter/.exec(page)?.[1] ?? '';
    const form = (await dana.get(`${path}?take=${take}`)).text;
    expect(form).to.include('The dance ends within five days.</textarea>');
    const kinds = /<select id="f-kind"[\s\S]*?<\/select>/.exec(form)?.[0] ?? '';
    expect(kinds).to.include('Choose…').and.to.not.include(' selected');
  });

  it('are confirmed by a named person, three dates apart', async () => {
    const path = await reviewedLetter(dana, matterId);
    expect(await letterAt(path)).to.include({
      state: 'reviewed',
      reviewedBy: started.actor('dana').accountId,
      datedOn: '2014-06-05',
      sentOn: '2014-06-05',
      receivedOn: '2014-06-05',
      receivedTime: '16:50',
      method: 'email',
    });
    const page = await dana.get(path);
    expect(page.text).to.include('Letter from Verizon').and.to.include('16:50 America/New_York');
  });

  it('count their dates again when the date on the letter is corrected', async () => {
    const path = await reviewedLetter(dana, matterId);
    await dana.post(`${path}/demands`, EVIDENCE);
    const answer = await dana.post(`${path}/review`, {
      ...REVIEW,
      datedOn: '2014-06-04',
      sentOn: '2014-06-04',
      version: '2',
    });
    expect(answer.status).to.equal(303);
    const deadlines = await deadlinesOf(path);
    expect(deadlines.filter((one) => one.state === 'superseded').map((one) => one.earliestOn)).to.deep.equal([
      '2014-06-09',
      '2014-06-09',
    ]);
    expect(deadlines.find((one) => one.state === 'open')).to.include({ earliestOn: '2014-06-08' });
    expect(deadlines.find((one) => one.state === 'provisional')).to.include({ earliestOn: '2014-06-08' });
  });

  it('ticks are kept before the list is complete, by name, and what is ticked is ticked again on the next page', async () => {
    const path = await reviewedLetter(dana, matterId);
    await dana.post(`${path}/demands`, CEASE);
    const page = await dana.get(path);
    const boxes = [...page.text.matchAll(/name="(dismiss-\d+-\d+)"/g)].map((match) => match[1] ?? '');
    const proposals = await started.deps.db
      .selectFrom('proposedDemand')
      .where('letterId', '=', path.split('/').at(-1) ?? '')
      .where('state', '=', 'open')
      .selectAll()
      .execute();
    const ofProposals = proposals.map((one) => `dismiss-${one.page}-${one.quoteStart}`);
    const sentence = boxes.find((box) => !ofProposals.includes(box)) ?? '';

    const none = await dana.post(`${path}/dismissals`, { version: '2' });
    expect([none.status, none.text.includes('nothing was ticked')]).to.deep.equal([422, true]);
    for (const wrong of [{ [sentence]: 'yes' }, { 'dismiss-9-9': 'on' }])
      expect((await dana.post(`${path}/dismissals`, { ...wrong, version: '2' })).status).to.equal(422);

    const ticks = Object.fromEntries([sentence, ...ofProposals].map((box) => [box, 'on']));
    expect((await dana.post(`${path}/dismissals`, { ...ticks, version: '2' })).status).to.equal(303);
    expect(await letterAt(path)).to.include({ demandsCompleteAt: null });
    const next = (await dana.get(path)).text;
    expect(next).to.match(new RegExp(`name="${sentence}"[^>]*checked`));
    for (const box of ofProposals) expect(next).not.to.include(`name="${box}"`);
    expect((await dana.get(`/matters/${matterId}/audit`)).text).to.include('that they are no demand');

    await dana.post(`${path}/voiding`, { reason: 'for the next test', version: '2' });
    expect((await dana.post(`${path}/dismissals`, { ...ticks, version: '2' })).status).to.be.oneOf([
      409, 422,
    ]);
  });

  it('are complete only when a named person has ticked every sentence left over', async () => {
    const path = await reviewedLetter(dana, matterId);
    await dana.post(`${path}/demands`, CEASE);
    await dana.post(`${path}/demands`, EVIDENCE);
    const page = await dana.get(path);
    const boxes = [...page.text.matchAll(/name="(dismiss-\d+-\d+)"/g)].map((match) => match[1] ?? '');
    expect(boxes).to.have.length(2);
    expect(page.text).to.include('Please also provide a list of all customers');

    const refused = await dana.post(`${path}/completeness`, {
      complete: 'on',
      version: '2',
      [boxes[0] ?? '']: 'on',
    });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include(
      '“If we do not receive these, we reserve all rights.”: enter it as a demand, or tick that it is none',
    );
    expect(await letterAt(path)).to.include({ demandsCompleteAt: null });

    const all = Object.fromEntries(boxes.map((name) => [name, 'on']));
    const answer = await dana.post(`${path}/completeness`, { ...all, complete: 'on', version: '2' });
    expect(answer.status).to.equal(303);
    expect(await letterAt(path)).to.include({ demandsCompleteBy: started.actor('dana').accountId });
    expect((await deadlinesOf(path)).filter((one) => one.state === 'provisional')).to.deep.equal([]);
    const dismissed = await started.deps.db.selectFrom('letterDismissal').selectAll().execute();
    expect(dismissed.map((one) => one.quote)).to.include(
      'If we do not receive these, we reserve all rights.',
    );

    const late = await dana.post(`${path}/demands`, {
      ...CEASE,
      quote: 'Please also provide a list of all customers',
    });
    expect(late.status).to.equal(409);
    expect((await dana.post(`${path}/reopening`, { version: '3' })).status).to.equal(303);
    expect(await letterAt(path)).to.include({ demandsCompleteAt: null });
  });

  it('take no demand that was on its way while the list was being confirmed', async () => {
    const path = await reviewedLetter(dana, matterId);
    const letter = await letterAt(path);
    const matter = await getMatterFor(started.deps.db, started.actor('dana'), matterId);
    const asRead = await demandingLetter(started.deps.db, matter, letter?.id ?? '');
    if (!letter) throw new Error('The letter is not there.');
    await completeDemands(
      started.deps,
      letter,
      { version: letter.version, dismissed: [] },
      started.actor('dana'),
    );
    const columns: DemandColumns = {
      ...NO_LIMIT,
      quote: 'Stop',
      page: null,
      quoteStart: null,
      quoteEnd: null,
      lineFrom: null,
      lineTo: null,
      kind: 'cease',
    };
    const late = await enterDemand(started.deps, matter, asRead, columns, started.actor('dana')).catch(
      (error: unknown) => error,
    );
    expect(late).to.be.instanceOf(ConflictError);
    expect((late as Error).message).to.include('confirmed as complete');
  });

  it('are voided with a reason, their demands and dates with them, and stay on the record', async () => {
    const path = await reviewedLetter(dana, matterId);
    await dana.post(`${path}/demands`, EVIDENCE);
    expect((await dana.post(`${path}/voiding`, { version: '2' })).status).to.equal(422);
    expect((await dana.post(`${path}/voiding`, { version: '2', reason: 'logged twice' })).status).to.equal(
      303,
    );
    expect(await letterAt(path)).to.include({ state: 'voided', voidReason: 'logged twice' });
    expect(
      (await deadlinesOf(path)).every((one) => one.state === 'voided' || one.state === 'superseded'),
    ).to.equal(true);
    expect((await dana.get(path)).text).to.include('logged twice');
  });

  it('with the same bytes are kept and say so', async () => {
    const twice = `${LETTER}\nSent twice.`;
    const first = await logLetter(dana, matterId, twice);
    const answer = await dana.upload(
      `/matters/${matterId}/letters`,
      [{ name: 'again.txt', content: twice }],
      {},
      {
        headers: { accept: 'application/json' },
      },
    );
    const { files } = JSON.parse(answer.text) as { files: { outcome: string; text: string; href: string }[] };
    expect(files[0]?.outcome).to.equal('known');
    expect(files[0]?.text).to.match(/byte for byte: L-\d/);
    const copy = (await dana.get(files[0]?.href ?? '')).text;
    expect(copy)
      .to.include('The same file is here already, byte for byte')
      .and.include('void it with that reason');
    // The original is not the one to void.
    expect(copy).to.include(`<a href="${first}">L-`);
    const original = (await dana.get(first)).text;
    expect(original)
      .to.include('A copy was logged, byte for byte:')
      .and.include(`<a href="${files[0]?.href ?? ''}">L-`)
      .and.not.include('void it with that reason');
  });

  it('show a PDF with the quoted words marked on its pages', async () => {
    const upload = await dana.upload(`/matters/${matterId}/letters`, [
      { name: 'letter.pdf', content: await pdf() },
    ]);
    const path = upload.location ?? '';
    await dana.post(`${path}/review`, { ...REVIEW, version: '1' });
    const entered = await dana.post(`${path}/demands`, {
      quote: 'We demand that you reply within 10 days of the date of this letter.',
      kind: 'respond-or-confirm',
      limit: 'count',
      limitWords: 'within 10 days of the date of this letter',
      limitCount: '10',
      limitUnit: 'day',
      limitFrom: 'letter-date',
    });
    expect(entered.status).to.equal(303);
    const pages = await dana.get(`${path}?view=pages`);
    expect(pages.text)
      .to.include('<rect ')
      .and.to.match(/\/documents\/[a-z0-9]+\/pages\/1"/);
    const words = await dana.get(`${path}?view=words`);
    expect(words.text).to.include('<mark>We demand that you reply');
  });

  it('do not exist for a stranger, and are only read by a viewer', async () => {
    const path = await logLetter(dana, matterId);
    const rolf = await atTheDesk(started, 'rolf');
    expect((await rolf.get(path)).status).to.equal(404);
    expect((await rolf.post(`${path}/review`, { ...REVIEW, version: '1' })).status).to.equal(404);
    const priya = await atTheDesk(started, 'priya');
    const page = await priya.get(path);
    expect(page.status).to.equal(200);
    expect(page.text).not.to.include('Confirm these facts');
    expect((await priya.post(`${path}/review`, { ...REVIEW, version: '1' })).status).to.equal(403);
    expect(
      (await priya.upload(`/matters/${matterId}/letters`, [{ name: 'x.txt', content: 'x' }])).status,
    ).to.equal(403);
  });
});
