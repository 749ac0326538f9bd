import { expect } from 'chai';
import type { KyselyPlugin } from 'kysely';
import { askReadDocument } from '../../src/documents/questions.js';
import { readDocumentAgain } from '../../src/documents/read-document-again.js';
import { readerVersionOf } from '../../src/documents/reader-version.js';
import { READ_AGAIN_JOB, queueReadAgain, readAgainJob } from '../../src/letters/again/read-files-again.js';
import { listChanges } from '../../src/letters/again/letter-change-store.js';
import type { Asker } from '../../src/platform/ask.js';
import { claimJob, recoverJobs } from '../../src/platform/job-store.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { atTheDesk, openTestMatter, REVIEW } from './fixtures.js';
import { htmlMail } from './mails.js';

const PLAIN = 'Dear Mr. Hyman:\n\nYours, Randal';
const CEASE = 'We demand that you immediately cease the notices.';
const PAY = 'We demand that you pay us 9,000 dollars within five days from the date of this letter.';
const LEFT = 'We expect a word from you.';
const HTML = `<p>Dear Mr. Hyman:</p><p>${CEASE}</p><p>${PAY}</p><p>${LEFT}</p><p>Yours, Randal</p>`;
/** As an older reader had it: the demands where they stand elsewhere, and one that it misread. */
const OLD_WORDS = `${CEASE}\n\nYou must pay us 9.000 dollars.\n\n${LEFT}\n\nYours, Randal`;

describe('what an older reader has read', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
  });
  after(() => started.close());

  const idOf = (path: string): string => path.split('/').at(-1) ?? '';
  const db = () => started.deps.db;
  const letterAt = (path: string) =>
    db().selectFrom('letter').where('id', '=', idOf(path)).selectAll().executeTakeFirstOrThrow();
  const documentIdOf = async (path: string): Promise<string> => (await letterAt(path)).documentId ?? '';
  const wordsOf = async (id: string): Promise<string> =>
    (await db().selectFrom('pageText').where('documentId', '=', id).select('text').execute())
      .map(({ text }) => text)
      .join('\n');
  const demandsAt = (path: string) =>
    db().selectFrom('demand').where('letterId', '=', idOf(path)).orderBy('number').selectAll().execute();
  const eventsOf = async (subject: string): Promise<string[]> =>
    (await db().selectFrom('auditEvent').where('subject', '=', subject).select('action').execute()).map(
      ({ action }) => action,
    );

  /** A letter that came as mail, as it was before its reader learned to read its HTML. */
  const loggedBefore = async (name: string): Promise<string> => {
    const content = htmlMail({ Subject: name }, PLAIN, HTML);
    const answer = await dana.upload(`/matters/${matterId}/letters`, [{ name: `${name}.eml`, content }]);
    const path = answer.location ?? '';
    const id = await documentIdOf(path);
    await db().updateTable('pageText').set({ text: OLD_WORDS }).where('documentId', '=', id).execute();
    await db().updateTable('document').set({ readerVersion: 2 }).where('id', '=', id).execute();
    return path;
  };
  const enter = async (path: string, quote: string) => {
    const entered = await dana.post(`${path}/demands`, { quote, kind: 'other', limit: 'none' });
    expect(entered.status, entered.text).to.equal(303);
  };
  const readAll = async () => {
    await queueReadAgain(started.deps);
    await started.runJobs();
  };

  it('is read again in a job; quotations keep their words and find their place, or ask', async () => {
    const path = await loggedBefore('moved');
    await dana.post(`${path}/review`, { ...REVIEW, version: '1' });
    await enter(path, CEASE);
    await enter(path, 'You must pay us 9.000 dollars.');
    const id = await documentIdOf(path);
    await readAll();

    const words = await wordsOf(id);
    expect(words.replace(/\s+/g, ' ')).to.include(PAY);
    const [cease, pay] = await demandsAt(path);
    expect(cease).to.include({ quote: CEASE, quoteStart: words.indexOf(CEASE), state: 'open' });
    expect(words.slice(cease?.quoteStart ?? 0, cease?.quoteEnd ?? 0)).to.equal(CEASE);
    expect(pay).to.include({ quote: 'You must pay us 9.000 dollars.', quoteStart: null, state: 'open' });
    expect(await eventsOf(id)).to.include('document.readAgain');
    expect(await eventsOf(idOf(path))).to.include('letter.readAgain');

    const { text } = await dana.get(path);
    expect(text).to.include('are not among what is read now').and.to.include('9.000 dollars');
    expect(text).to.include('The words of demand 1 stand at another place now');
    expect(text)
      .to.include('Read now, and not before')
      .and.to.include('pay us 9,000 dollars within five days');
    expect(text).to.include('Proposal 1: '); // what is read now is proposed, and stands open
    const [seen = ''] = /\/changes\/[a-z0-9]+\/seen/.exec(text) ?? [];
    expect((await dana.post(`${path}${seen}`, {})).status).to.equal(303);
    const after = (await dana.get(path)).text;
    expect(after).to.include('looked at by Dana').and.to.not.include('are not among what is read now');
    await dana.post(`${path}${seen}`, {});
    expect((await dana.get(path)).text).to.include('Someone looked at this change already.');
  });

  it('gives a letter nobody has looked at its date', async () => {
    const path = await loggedBefore('date');
    await db()
      .updateTable('letter')
      .set({ earliestOn: null, earliestWords: '' })
      .where('id', '=', idOf(path))
      .execute();
    await readAll();
    expect(await letterAt(path)).to.include({ earliestOn: '2014-06-09', state: 'unreviewed' });
  });

  it('changes nothing of a list that was confirmed as complete, and says what is new', async () => {
    const path = await loggedBefore('complete');
    await dana.post(`${path}/review`, { ...REVIEW, version: '1' });
    await enter(path, CEASE);
    const form = (await dana.get(path)).text;
    const boxes = Object.fromEntries(
      [...form.matchAll(/name="(dismiss-[\d-]+)"/g)].map((one) => [one[1] ?? '', 'on']),
    );
    const done = await dana.post(`${path}/completeness`, { version: '2', complete: 'on', ...boxes });
    expect(done.status, done.text).to.equal(303);
    const before = await letterAt(path);
    await readAll();
    const { earliestOn, demandsCompleteAt, state } = await letterAt(path);
    expect({ earliestOn, demandsCompleteAt, state }).to.deep.equal({
      ...{ earliestOn: before.earliestOn, demandsCompleteAt: before.demandsCompleteAt, state: 'reviewed' },
    });
    const kept = await db()
      .selectFrom('letterDismissal')
      .where('letterId', '=', idOf(path))
      .select(['page', 'start', 'quote'])
      .execute();
    const words = await wordsOf(await documentIdOf(path));
    expect(kept).to.deep.equal([{ page: 1, start: words.indexOf(LEFT), quote: LEFT }]);
    const { text } = await dana.get(path);
    expect(text).to.include('was confirmed as complete before this').and.to.include('pay us 9,000 dollars');
  });

  it('keeps its list from being confirmed until somebody has compared what is new; nothing is lost by it', async () => {
    const path = await loggedBefore('unseen');
    await dana.post(`${path}/review`, { ...REVIEW, version: '1' });
    await enter(path, CEASE);
    await readAll();
    const form = (await dana.get(path)).text;
    const [card = ''] = /id="change-[a-z0-9]+"/.exec(form) ?? [];
    expect(form).to.include(`href="#${card.slice(4, -1)}">compare what is read now`);
    const boxes = Object.fromEntries(
      [...form.matchAll(/name="(dismiss-[\d-]+)"/g)].map((one) => [one[1] ?? '', 'on']),
    );
    const { version } = await letterAt(path);
    const confirm = { version: String(version), complete: 'on', ...boxes };
    const refused = await dana.post(`${path}/completeness`, confirm);
    expect(refused.status).to.equal(409);
    expect(refused.text)
      .to.include('Its file was read again by a newer reader, and nobody has compared what is new')
      .and.match(/name="complete"[^>]*checked/);
    expect(await letterAt(path)).to.include({ demandsCompleteAt: null, version });
    expect(await eventsOf(idOf(path))).to.not.include('letter.demandsComplete');
    const [seen = ''] = /\/changes\/[a-z0-9]+\/seen/.exec(form) ?? [];
    await dana.post(`${path}${seen}`, {});
    expect((await dana.post(`${path}/completeness`, confirm)).status).to.equal(303);
    expect((await letterAt(path)).demandsCompleteAt).to.not.equal(null);
  });

  it('goes on after a stop in the middle, each file once', async () => {
    const paths = [await loggedBefore('one'), await loggedBefore('two'), await loggedBefore('three')];
    await queueReadAgain(started.deps);
    const job = await claimJob(started.deps, started.deps.clock, [READ_AGAIN_JOB]);
    if (job === null) throw new Error('nothing was queued');
    // The worker is gone once the first file is recorded, before its letter got its date.
    const dies = readAgainJob(started.deps, job, { id: job.id, fence: job.fence }, (done) => {
      if (done === 1) throw new Error('the power is cut');
    });
    expect(
      await dies.then(
        () => 'lived',
        (error: Error) => error.message,
      ),
    ).to.equal('the power is cut');
    const versions = async () =>
      (await Promise.all(paths.map(documentIdOf))).map(
        async (id) =>
          (
            await db()
              .selectFrom('document')
              .where('id', '=', id)
              .select('readerVersion')
              .executeTakeFirstOrThrow()
          ).readerVersion,
      );
    expect((await Promise.all(await versions())).sort()).to.deep.equal([
      2,
      2,
      readerVersionOf('message/rfc822'),
    ]);

    await recoverJobs(started.deps, started.deps.clock, { all: true });
    await readAll();
    expect(await Promise.all(await versions())).to.deep.equal(
      paths.map(() => readerVersionOf('message/rfc822')),
    );
    for (const path of paths) {
      expect(await letterAt(path)).to.include({ earliestOn: '2014-06-09' });
      const events = await eventsOf(await documentIdOf(path));
      expect(events.filter((action) => action === 'document.readAgain')).to.have.length(1);
      const changes = await db()
        .selectFrom('letterChange')
        .where('letterId', '=', idOf(path))
        .selectAll()
        .execute();
      expect(changes).to.have.length(1);
      expect(changes[0]?.settledAt).to.not.equal(null);
    }
  });

  it('keeps no other from being read where one letter fails; that one says so, and is tried at the next start', async () => {
    const [bad, good] = [await loggedBefore('bad'), await loggedBefore('good')];
    await readAll();
    const of = (path: string) => db().updateTable('letterChange').where('letterId', '=', idOf(path));
    await of(bad).set({ settledAt: null, readAt: '2014-06-01T00:00:00.000Z' }).execute();
    await of(good).set({ settledAt: null }).execute();
    await db()
      .updateTable('document')
      .set({ readerVersion: 2 })
      .where('id', '=', await documentIdOf(good))
      .execute();
    const fails: KyselyPlugin = {
      transformQuery: ({ node }) => {
        if (JSON.stringify(node).includes(idOf(bad))) throw new Error('this letter fails');
        return node;
      },
      transformResult: ({ result }) => Promise.resolve(result),
    };
    await queueReadAgain({ ...started.deps, db: db().withPlugin(fails) });
    const unsettled = async (path: string) =>
      (await listChanges(db(), idOf(path))).filter(({ settledAt }) => settledAt === null).length;
    expect([await unsettled(bad), await unsettled(good)]).to.deep.equal([1, 0]);
    expect((await dana.get(bad)).text).to.include('The program tries again at its next start');
    expect((await dana.get(good)).text).to.not.include('The program tries again');
    await started.runJobs();
    expect(await eventsOf(await documentIdOf(good)), 'it was queued').to.include('document.readAgain');
    await readAll();
    expect(await unsettled(bad)).to.equal(0);
  });

  it('is left alone where its reader learned nothing, and says nothing where its words are the same', async () => {
    const pdf = readerVersionOf('application/pdf');
    expect(pdf).to.be.below(readerVersionOf('message/rfc822'));
    const content = htmlMail({ Subject: 'same' }, PLAIN, HTML);
    const answer = await dana.upload(`/matters/${matterId}/letters`, [{ name: 'same.eml', content }]);
    const id = await documentIdOf(answer.location ?? '');
    await db().updateTable('document').set({ readerVersion: 1 }).where('id', '=', id).execute();
    await readAll();
    expect(await eventsOf(id)).to.include('document.readAgain');
    expect((await dana.get(answer.location ?? '')).text).to.not.include('Read again on');
    const jobs = await db().selectFrom('job').where('kind', '=', READ_AGAIN_JOB).select('id').execute();
    await queueReadAgain(started.deps);
    expect(
      await db().selectFrom('job').where('kind', '=', READ_AGAIN_JOB).select('id').execute(),
    ).to.have.length(jobs.length);
  });

  it('stays as it was where it cannot be read now', async () => {
    const path = await loggedBefore('lost');
    const id = await documentIdOf(path);
    const asker: Asker = {
      ...started.deps.asker,
      ask: async (question, input, limits) => {
        const answer = await started.deps.asker.ask(question, input, limits);
        return question.name === askReadDocument.name
          ? { ...answer, state: 'damaged', pageText: [] }
          : answer;
      },
    };
    const changed = await readDocumentAgain({ ...started.deps, asker }, id, () => {
      throw new Error('nothing is carried over');
    });
    expect(changed).to.equal(false);
    expect(await wordsOf(id)).to.equal(OLD_WORDS);
    const document = await db()
      .selectFrom('document')
      .where('id', '=', id)
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(document).to.include({ state: 'readable', readerVersion: readerVersionOf('message/rfc822') });
    expect(await eventsOf(id)).to.include('document.readAgain');
  });
});
