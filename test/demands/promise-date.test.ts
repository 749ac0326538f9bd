import { expect } from 'chai';
import { listDeadlines } from '../../src/deadlines/deadline-store.js';
import type { Deadline } from '../../src/deadlines/deadline.js';
import { atTheDesk, EVIDENCE, openTestMatter, reviewedLetter } from '../letters/fixtures.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const EXTENSION = {
  ...{ extendedTo: '2014-06-20', terms: 'one more week', agreedWith: 'Verizon', agreedOn: '2014-06-06' },
  confirmBy: '2014-06-10',
} as const;

describe('the date of a promise in a response', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;
  let omar: Browser;
  beforeEach(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
    omar = await atTheDesk(started, 'omar');
    const letter = await reviewedLetter(dana, matterId);
    expect((await dana.post(`${letter}/demands`, EVIDENCE)).status).to.equal(303);
  });
  afterEach(() => started.close());

  const promises = async (): Promise<Deadline[]> =>
    (await listDeadlines(started.deps.db, matterId)).filter(({ whose }) => whose === 'promised');
  const running = async (): Promise<Deadline[]> => (await promises()).filter(({ state }) => state === 'open');
  const open = async (): Promise<Deadline> => {
    const [date, ...others] = await running();
    if (!date || others.length > 0) throw new Error(`${others.length + 1} promises run`);
    return date;
  };
  const plain = (text: string) => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  const promise = async (promisedOn: string, promiseWords = 'the list') => {
    const { db } = started.deps;
    const { id, version } = await db.selectFrom('demand').selectAll().executeTakeFirstOrThrow();
    const before = await db.selectFrom('response').select('version').executeTakeFirst();
    const answer = await omar.post(`/matters/${matterId}/demands/${id}/response`, {
      ...{ stance: 'declines', grounds: 'It is accurate.', holdsBack: 'no', demandVersion: String(version) },
      ...(before === undefined ? {} : { version: String(before.version) }),
      words: `We will send ${promiseWords}.`,
      ...(promisedOn === '' ? {} : { promisedOn, promiseWords }),
    });
    expect(answer.status, plain(answer.text).slice(0, 2_000)).to.equal(303);
    return plain((await omar.get(answer.location ?? '')).text);
  };
  const onDate = ({ id, version }: Deadline, rest: string, fields: Record<string, string>) =>
    omar.post(`/matters/${matterId}/deadlines/${id}/${rest}`, { version: String(version), ...fields });
  const extend = async (isConfirmed: boolean) => {
    const { id, version } = await open();
    const answer = await dana.upload(
      `/matters/${matterId}/deadlines/${id}/extensions`,
      isConfirmed ? [{ name: 'confirmation.txt', content: 'Agreed' }] : [],
      { version: String(version), ...EXTENSION },
    );
    expect(answer.status).to.equal(303);
  };

  for (const isConfirmed of [true, false])
    it(`is not held to ${isConfirmed ? 'a confirmed' : 'an unconfirmed'} extension of another day promised before`, async () => {
      await promise('2014-06-12');
      await extend(isConfirmed);
      expect(await promise('2014-06-12', 'the whole list')).not.to.contain('does not go on');
      expect(await open()).to.include(
        isConfirmed ? { extendedOn: '2014-06-20' } : { pendingOn: '2014-06-20' },
      );
      expect(await promise('2014-06-15')).to.contain(
        'The extension to Fri 20 Jun 2014 was agreed about the day promised before and does not go on to Sun 15 Jun 2014',
      );
      expect(await open()).to.include({ workingOn: '2014-06-15', extendedOn: null, pendingOn: null });
      const [extension] = await started.deps.db.selectFrom('extension').selectAll().execute();
      expect(extension).to.include({ state: 'superseded' });
    });

  it('runs once for a demand: an earlier promise does not run beside a later one', async () => {
    await promise('2014-06-12');
    const first = await open();
    expect((await onDate(first, 'voiding', { reason: 'no promise' })).status).to.equal(303);
    await promise('2014-06-13');
    const [voided] = (await promises()).filter(({ state }) => state === 'voided');
    const answer = await onDate(voided ?? first, 'reopening', { reason: 'it was' });
    expect(answer.status).to.equal(409);
    expect(plain(answer.text)).to.contain(
      'Demand 1 has a promise of ours that runs already, Fri 13 Jun 2014',
    );
    expect(await open()).to.include({ workingOn: '2014-06-13' });
  });

  it('two that ran both end when the response promises nothing', async () => {
    await promise('2014-06-12');
    const { id, ...row } = await open();
    const second = { ...row, id: `${id.slice(1)}x` };
    await started.deps.db.insertInto('deadline').values(second).execute();
    await promise('');
    expect(await running()).to.deep.equal([]);
  });

  it('is met in one step by what was done, by counsel with that as the reason', async () => {
    await promise('2014-06-12');
    const date = await open();
    const { id } = await started.deps.db.selectFrom('demand').select('id').executeTakeFirstOrThrow();
    const path = `/matters/${matterId}/demands/${id}`;
    expect(plain((await omar.get(path)).text))
      .to.contain('We promised Thu 12 Jun 2014')
      .and.contain('Record what was done');
    const done = { doneOn: '2014-06-06', words: 'The list went out by courier.' };
    expect(
      (await dana.upload(`${path}/performance`, [{ name: 'slip.txt', content: 'x' }], done)).status,
    ).to.equal(303);
    expect((await open()).state, 'it is met by nobody but counsel').to.equal('open');
    expect((await dana.get(path)).text)
      .to.contain('Counsel records it as met by what was done.')
      .and.not.contain(`${date.id}/override`);

    const [form = ''] = (await omar.get(path)).text.split(`deadlines/${date.id}/override"`).slice(1);
    const own = form.split('</form>')[0] ?? '';
    const reason = /<textarea[^>]*>\s*([^<]*)<\/textarea>/.exec(own)?.[1] ?? '';
    expect(reason).to.equal(
      'Met by what was done, which no delivery shows: The list went out by courier. (done on Fri 6 Jun 2014, recorded by Dana; its proof is kept with it)',
    );
    expect(own).to.contain('value="2014-06-06"');
    const version = /name="version" value="(\d+)"/.exec(own)?.[1] ?? '';
    const answer = await omar.post(`/matters/${matterId}/deadlines/${date.id}/override`, {
      ...{ version, from: 'demand', metOn: '2014-06-06', reason },
    });
    expect(answer.location).to.equal(`${path}#dates`);
    const [met] = await promises();
    expect(met).to.include({ state: 'met', metOn: '2014-06-06', metReason: reason, metDelivery: null });
    const after = (await omar.get(path)).text;
    expect(after).not.to.contain('We promised').and.not.contain('/override');
  });
});
