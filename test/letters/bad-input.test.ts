import { expect } from 'chai';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import {
  atTheDesk,
  logLetter,
  openTestMatter,
  pdf,
  REVIEW,
  reviewedLetter,
  CEASE,
  EVIDENCE,
} from './fixtures.js';

describe('letters: bad input', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
  });
  after(() => started.close());

  const count = async (table: 'letter' | 'demand' | 'document'): Promise<number> =>
    Number(
      (
        await started.deps.db
          .selectFrom(table)
          .select((eb) => eb.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    );

  describe('files that are not kept', () => {
    it('no file: 422, and the page says what to choose', async () => {
      for (const path of ['/desk/letters', `/matters/${matterId}/letters`]) {
        const answer = await dana.upload(path, [], { nothing: '' });
        expect(answer.status).to.equal(422);
        expect((await dana.upload(path, [])).text).to.include('no file was sent');
      }
    });

    it('0 bytes: 422, naming the file', async () => {
      const before = await count('letter');
      const answer = await dana.upload('/desk/letters', [{ name: 'empty.pdf', content: '' }]);
      expect(answer.status).to.equal(422);
      expect(answer.text).to.include('empty.pdf has 0 bytes');
      expect(await count('letter')).to.equal(before);
    });

    it('more files than a drop may have: 413, nothing kept', async () => {
      const before = await count('document');
      const files = Array.from({ length: 51 }, (_, index) => ({ name: `${index}.txt`, content: 'x' }));
      const answer = await dana.upload('/desk/letters', files);
      expect(answer.status).to.equal(413);
      expect(answer.text).to.include('At most 50 files');
      expect(await count('document')).to.equal(before);
    });

    it('a field longer than a field may be: 413', async () => {
      const answer = await dana.upload('/desk/letters', [{ name: 'a.txt', content: 'x' }], {
        matterId: 'x'.repeat(70_000),
      });
      expect(answer.status).to.equal(413);
    });

    it('an unknown field: 422, nothing kept', async () => {
      const before = await count('letter');
      const answer = await dana.upload('/desk/letters', [{ name: 'a.txt', content: 'x' }], { colour: 'red' });
      expect(answer.status).to.equal(422);
      expect(await count('letter')).to.equal(before);
    });

    it('a matter of others: the same 404 as one that does not exist', async () => {
      const rolf = await atTheDesk(started, 'rolf');
      const theirs = await rolf.upload('/desk/letters', [{ name: 'a.txt', content: 'x' }], { matterId });
      const nothing = await rolf.upload('/desk/letters', [{ name: 'a.txt', content: 'x' }], {
        matterId: 'nothing',
      });
      expect([theirs.status, nothing.status]).to.deep.equal([404, 404]);
    });

    it('a wrong token: 403', async () => {
      dana.csrf = 'wrong';
      const answer = await dana.upload('/desk/letters', [{ name: 'a.txt', content: 'x' }]);
      expect(answer.status).to.equal(403);
      await dana.get('/desk/letters');
    });

    it('a form that is not multipart: 415', async () => {
      expect((await dana.post('/desk/letters', { files: 'x' })).status).to.equal(415);
    });
  });

  describe('files that are kept and marked', () => {
    const cases = [
      [
        'HTML named .pdf',
        'letter.pdf',
        async () => '<html><script>alert(1)</script><p>You must reply within 5 days.</p></html>',
        /readable|unsupported|damaged/,
      ],
      ['an encrypted PDF', 'secret.pdf', () => pdf({ password: 'x' }), /needs-password/],
      ['a truncated PDF', 'cut.pdf', async () => (await pdf()).slice(0, 300), /damaged/],
    ] as const;
    for (const [what, name, content, state] of cases)
      it(what, async () => {
        const answer = await dana.upload('/desk/letters', [{ name, content: await content() }]);
        expect(answer.status).to.equal(303);
        const document = await started.deps.db
          .selectFrom('document')
          .where('name', '=', name)
          .selectAll()
          .executeTakeFirstOrThrow();
        expect(document.state).to.match(state);
        expect(await started.deps.files.isWhole(document.sha256)).to.equal(true);
        const page = await dana.get(answer.location ?? '');
        expect(page.status).to.equal(200);
        expect(page.text).not.to.include('<script>alert');
        if (document.state !== 'readable') expect(page.text).to.include('Kept, could not be read');
      });
  });

  describe('facts of a letter', () => {
    const cases = [
      ['no sender', { sender: '' }, 422, 'Enter who sent the letter'],
      ['31 February', { datedOn: '2014-02-31' }, 422, 'Enter a real day'],
      ['a date that is two', { receivedOn: '05/06/2014' }, 422, 'write 2014-06-05 or 2014-05-06'],
      ['received before dated', { receivedOn: '2014-06-01' }, 422, 'rarely received before'],
      ['sent before dated', { sentOn: '2014-06-01' }, 422, 'rarely sent before'],
      ['an hour that is none', { receivedTime: '25:00' }, 422, 'Enter the hour like 16:50'],
      ['a zone that is none', { receivedZone: 'Mars/Olympus' }, 422, 'Choose a time zone'],
      ['a method that is none', { method: 'pigeon' }, 422, 'Choose how it came'],
      ['an unknown field', { colour: 'red' }, 422, 'a field that is not known: colour'],
      ['__proto__', { __proto: 'a', ['__proto__']: 'b' }, 422, 'a field that is not known'],
      ['text that is too long', { subject: 'x'.repeat(301) }, 422, 'too long'],
      ['no version', { version: '' }, 422, 'out of date'],
      ['a wrong token', { _csrf: 'wrong' }, 403, 'had expired'],
    ] as const;
    for (const [what, wrong, status, words] of cases)
      it(`${what}: ${status}, nothing saved, what was typed kept`, async () => {
        const path = await logLetter(dana, matterId);
        const answer = await dana.post(`${path}/review`, { ...REVIEW, version: '1', ...wrong });
        expect(answer.status).to.equal(status);
        expect(answer.text).to.include(words);
        if (status === 422 && what !== 'no sender') expect(answer.text).to.include('value="Verizon"');
        const letter = await started.deps.db
          .selectFrom('letter')
          .where('id', '=', path.split('/').at(-1) ?? '')
          .selectAll()
          .executeTakeFirstOrThrow();
        expect(letter).to.include({ state: 'unreviewed', sender: null });
        await dana.get(path);
      });

    it('a day that is none says only that, and nothing of the order of days', async () => {
      const path = await logLetter(dana, matterId);
      for (const datedOn of ['31 February 2026', '05/06/2014', 'soon']) {
        const answer = await dana.post(`${path}/review`, { ...REVIEW, datedOn, version: '1' });
        expect(answer.status).to.equal(422);
        expect(answer.text).not.to.include('rarely').and.not.to.include('name="datesAreOdd"');
      }
      const read = {
        ...REVIEW,
        datedOn: '5 June 2014',
        receivedOn: 'June 5, 2014',
        sentOn: '',
        version: '1',
      };
      expect((await dana.post(`${path}/review`, read)).status).to.equal(303);
    });

    it('odd dates are taken when a person confirms them', async () => {
      const path = await logLetter(dana, matterId);
      const odd = { ...REVIEW, receivedOn: '2014-06-01', sentOn: '', version: '1' };
      const asked = await dana.post(`${path}/review`, odd);
      expect(asked.text).to.include('name="datesAreOdd"');
      expect((await dana.post(`${path}/review`, { ...odd, datesAreOdd: 'on' })).status).to.equal(303);
    });

    it('two people editing one letter: 409 with both versions', async () => {
      const path = await reviewedLetter(dana, matterId);
      const omar = await atTheDesk(started, 'omar');
      await omar.get(path);
      expect(
        (await omar.post(`${path}/review`, { ...REVIEW, subject: 'as Omar has it', version: '2' })).status,
      ).to.equal(303);
      const answer = await dana.post(`${path}/review`, {
        ...REVIEW,
        subject: 'as Dana has it',
        version: '2',
      });
      expect(answer.status).to.equal(409);
      expect(answer.text).to.include('as Omar has it').and.to.include('as Dana has it');
      expect(
        (await dana.post(`${path}/review`, { ...REVIEW, subject: 'as Dana has it', version: '3' })).status,
      ).to.equal(303);
    });
  });

  describe('demands', () => {
    const cases = [
      ['no words', { quote: '' }, 422, 'Enter their exact words'],
      ['words that are not in the letter', { quote: 'We demand a pony.' }, 422, 'not in the letter’s text'],
      ['no kind', { kind: '' }, 422, 'Choose what is asked for'],
      ['a count without a number', { limitCount: '' }, 422, 'Enter how many'],
      ['a count that is no number', { limitCount: 'five' }, 422, 'Enter a whole number'],
      ['a count without a unit', { limitUnit: '' }, 422, 'Choose days'],
      ['a count from an event without its day', { limitFrom: 'event' }, 422, 'Enter the day of the event'],
      ['a limit without its words', { limitWords: '' }, 422, 'exact words of the time limit'],
      ['31 February', { limit: 'date', limitOn: '2014-02-31' }, 422, 'Enter a real day'],
      [
        'a limit shared with a demand of another letter',
        { limit: 'shared', sharedWith: 'nothing' },
        422,
        'Choose a demand of this letter',
      ],
      ['an unknown field', { colour: 'red' }, 422, 'a field that is not known'],
      ['a wrong token', { _csrf: 'wrong' }, 403, 'had expired'],
    ] as const;
    for (const [what, wrong, status, words] of cases)
      it(`${what}: ${status}, nothing saved`, async () => {
        const path = await reviewedLetter(dana, matterId);
        const before = await count('demand');
        const answer = await dana.post(`${path}/demands`, { ...EVIDENCE, ...wrong });
        expect(answer.status).to.equal(status);
        expect(answer.text).to.include(words);
        expect(await count('demand')).to.equal(before);
        await dana.get(path);
      });

    it('words that the text has wrongly are taken as printed when a person says so', async () => {
      const path = await reviewedLetter(dana, matterId);
      const answer = await dana.post(`${path}/demands`, {
        ...CEASE,
        quote: 'We demand a pony.',
        asPrinted: 'on',
      });
      expect(answer.status).to.equal(303);
      expect((await dana.get(path)).text).to.include('not found in the text, entered as printed');
    });

    it('the same words asking for the same again are taken when a person says that the letter asks twice', async () => {
      const path = await reviewedLetter(dana, matterId);
      expect((await dana.post(`${path}/demands`, CEASE)).status).to.equal(303);
      const before = await count('demand');
      const asked = await dana.post(`${path}/demands`, CEASE);
      expect(asked.status).to.equal(422);
      expect(asked.text).to.include('has these words already').and.to.include('name="askedTwice"');
      expect(await count('demand')).to.equal(before);
      expect((await dana.post(`${path}/demands`, { ...CEASE, askedTwice: 'on' })).status).to.equal(303);
    });

    it('what was left in the boxes of a limit that was not chosen does not stand in the way', async () => {
      const path = await reviewedLetter(dana, matterId);
      const left = { ...CEASE, limitOn: '2014-02-31', limitTime: '25:00', sharedWith: 'nothing' };
      expect(left.limit).to.equal('immediately');
      expect((await dana.post(`${path}/demands`, left)).status).to.equal(303);
    });

    it('before the letter’s facts are confirmed: 409', async () => {
      const path = await logLetter(dana, matterId);
      const answer = await dana.post(`${path}/demands`, CEASE);
      expect(answer.status).to.equal(409);
      expect(answer.text).to.include('Confirm the letter’s sender and dates first');
    });
  });
});
