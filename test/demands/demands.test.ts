import { expect } from 'chai';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import type { Demand, Response } from '../../src/demands/demand.js';
import { nextWithoutResponse } from '../../src/demands/demand-page.js';
import { atTheDesk, CEASE, EVIDENCE, openTestMatter, reviewedLetter } from '../letters/fixtures.js';

describe('demands', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;
  let letter: string;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
    letter = await reviewedLetter(dana, matterId);
  });
  after(() => started.close());

  const demands = () => started.deps.db.selectFrom('demand').selectAll().orderBy('number').execute();
  const demandAt = async (path: string) => {
    const found = (await demands()).find((one) => path.includes(one.id));
    if (!found) throw new Error(`no demand at ${path}`);
    return found;
  };
  const datesOf = (path: string) =>
    started.deps.db
      .selectFrom('deadline')
      .where('demandId', '=', path.split('/').at(-1) ?? '')
      .orderBy('setAt')
      .selectAll()
      .execute();
  const enter = async (form: Readonly<Record<string, string>>): Promise<string> => {
    // One letter serves all of these tests, which enter the same words again and again.
    const answer = await dana.post(`${letter}/demands`, { askedTwice: 'on', ...form });
    if (answer.status !== 303) throw new Error(`not entered: ${answer.status} ${answer.text}`);
    return `/matters/${matterId}/demands/${(await demands()).at(-1)?.id ?? ''}`;
  };
  const respond = (path: string, form: Readonly<Record<string, string>>) =>
    dana.post(`${path}/response`, {
      stance: 'declines',
      grounds: 'The notices are accurate.',
      holdsBack: 'no',
      words: 'We decline.',
      demandVersion: '1',
      ...form,
    });

  describe('are entered with their exact words', () => {
    it('and where they stand in the letter', async () => {
      const path = await enter(EVIDENCE);
      expect(await demandAt(path)).to.include({ page: 1, lineFrom: 9, lineTo: 10, kind: 'provide-evidence' });
      const table = await dana.get(`/matters/${matterId}/demands`);
      expect(table.text).to.include('page 1, lines 9–10').and.to.include('show in the letter');
    });

    it('a time limit becomes a date with every reading, asserted by them', async () => {
      const path = await enter(EVIDENCE);
      const [date] = await datesOf(path);
      expect(date).to.include({
        state: 'open',
        whose: 'asserted',
        computedOn: '2014-06-10',
        earliestOn: '2014-06-09',
        words: 'within five days from the date of this letter',
        zone: 'America/New_York',
      });
    });

    it('“immediately” asks for a decision instead of a date', async () => {
      const path = await enter(CEASE);
      const [date] = await datesOf(path);
      expect(date).to.include({ state: 'decision', computedOn: null, earliestOn: null });
      const table = await dana.get(`/matters/${matterId}/demands`);
      expect(table.text).to.include('to be decided');
    });

    it('a named day is that day', async () => {
      const path = await enter({
        ...CEASE,
        limit: 'date',
        limitWords: 'by 17 July 2014, 5 pm',
        limitOn: '2014-07-17',
        limitTime: '17:00',
      });
      expect((await datesOf(path))[0]).to.include({ state: 'open', earliestOn: '2014-07-17' });
    });

    it('an hour with a zone beside it is an hour of that zone', async () => {
      const path = await enter({
        ...CEASE,
        limit: 'date',
        limitWords: 'by 17 July 2014, 5 pm PST',
        limitOn: '2014-07-17',
        limitTime: '17:00',
      });
      const [date] = await datesOf(path);
      expect(date).to.include({ zone: 'America/Los_Angeles', earliestOn: '2014-07-17' });
      expect(date?.result).to.include('2014-07-18T00:00:00Z');
    });

    it('a shared limit is said to be shared', async () => {
      const first = await enter(EVIDENCE);
      const path = await enter({
        quote: 'Please also provide a list of all customers to whom such messages were delivered.',
        kind: 'provide-list',
        limit: 'shared',
        sharedWith: (await demandAt(first)).id,
      });
      expect((await datesOf(path))[0]).to.include({ earliestOn: '2014-06-09' });
      const page = await dana.get(`/matters/${matterId}/demands`);
      expect(page.text).to.include(`shares the limit of demand ${(await demandAt(first)).number}`);
    });

    it('a shared limit follows the one it is the same as', async () => {
      const first = await enter(EVIDENCE);
      const path = await enter({
        quote: 'Please also provide a list of all customers to whom such messages were delivered.',
        kind: 'provide-list',
        limit: 'shared',
        sharedWith: (await demandAt(first)).id,
      });
      const edit = { ...EVIDENCE, limitCount: '7', version: '1' };
      expect((await dana.post(`${first}/edit`, edit)).status).to.equal(303);
      const running = (await datesOf(path)).filter((one) => one.state === 'open');
      expect(running.map((one) => one.computedOn)).to.deep.equal(['2014-06-12']);
      expect(await demandAt(path)).to.include({ limitCount: 7, limitSharedWith: (await demandAt(first)).id });
    });

    it('no time named sets nothing', async () => {
      const path = await enter({ quote: CEASE.quote, kind: 'cease', limit: 'none' });
      expect(await datesOf(path)).to.deep.equal([]);
    });
  });

  it('can be corrected: the form is offered on its page, in the table and in the letter', async () => {
    const path = await enter(CEASE);
    const correct = `${path}?correct=yes#correct`;
    for (const page of [path, `/matters/${matterId}/demands`, letter])
      expect((await dana.get(page)).text, page).to.include(correct);
    expect((await dana.get(`${path}?correct=yes`)).text).to.match(
      /<details class="card" id="correct" open><summary>Change its words, kind or time limit/,
    );
  });

  it('of a list confirmed as complete, a demand is corrected after opening the list, in one step', async () => {
    const path = await enter(CEASE);
    const complete = (at: string | null) =>
      started.deps.db.updateTable('letter').set({ demandsCompleteAt: at }).execute();
    await complete('2014-06-06T19:00:00.000Z');
    const page = (await dana.get(path)).text;
    expect(page).to.include('Open the list and correct this demand');
    const version =
      /name="version" value="(\d+)">\s*<input type="hidden" name="demandId"/.exec(page)?.[1] ?? '';
    const { id } = await demandAt(path);
    expect((await dana.post(`${letter}/reopening`, { version, demandId: '../x' })).status).to.equal(409);
    const answer = await dana.post(`${letter}/reopening`, { version, demandId: id });
    expect(answer.location).to.equal(`${path}?correct=yes#correct`);
    const edit = { ...CEASE, kind: 'remove', version: '1' };
    expect((await dana.post(`${path}/edit`, edit)).status).to.equal(303);
    expect(await demandAt(path)).to.include({ kind: 'remove' });
  });

  it('a changed limit replaces the date; the old one stays superseded beside it', async () => {
    const path = await enter(EVIDENCE);
    const answer = await dana.post(`${path}/edit`, { ...EVIDENCE, limitCount: '6', version: '1' });
    expect(answer.status).to.equal(303);
    const dates = await datesOf(path);
    expect(dates.map((one) => one.state).sort()).to.deep.equal(['open', 'superseded']);
    expect(dates.find((one) => one.state === 'open')?.earliestOn).to.equal('2014-06-10');
  });

  it('two people editing one: 409 with both versions', async () => {
    const path = await enter({ quote: CEASE.quote, kind: 'cease', limit: 'none' });
    const edit = { quote: CEASE.quote, limit: 'none', version: '1' };
    expect((await dana.post(`${path}/edit`, { ...edit, kind: 'remove' })).status).to.equal(303);
    const answer = await dana.post(`${path}/edit`, { ...edit, kind: 'preserve' });
    expect(answer.status).to.equal(409);
    expect(answer.text)
      .to.include('As saved by someone else')
      .and.to.match(/value="preserve" selected/);
    expect(answer.text).to.match(/<cite>remove/);
  });

  describe('responses', () => {
    it('are kept with stance, grounds and words, and a promise becomes a date of our own', async () => {
      const path = await enter(EVIDENCE);
      const answer = await respond(path, { promiseWords: 'the test ends', promisedOn: '2014-06-16' });
      expect(answer.status).to.equal(303);
      expect(await demandAt(path)).to.include({ state: 'responded' });
      const promised = (await datesOf(path)).find((one) => one.whose === 'promised');
      expect(promised).to.include({ state: 'open', workingOn: '2014-06-16', title: 'the test ends' });
      const table = await dana.get(`/matters/${matterId}/demands`);
      expect(table.text).to.include('Declines').and.to.include('the test ends (promised, Mon 16 Jun 2014)');
    });

    it('a promise that moves replaces its date; one that goes ends it', async () => {
      const path = await enter(EVIDENCE);
      await respond(path, { promiseWords: 'the test ends', promisedOn: '2014-06-16' });
      expect(
        (
          await respond(path, {
            promiseWords: 'the test ends',
            promisedOn: '2014-06-17',
            version: '1',
            demandVersion: '2',
          })
        ).status,
      ).to.equal(303);
      expect((await respond(path, { version: '2', demandVersion: '2' })).status).to.equal(303);
      const promised = (await datesOf(path)).filter((one) => one.whose === 'promised');
      expect(promised.map((one) => one.state).sort()).to.deep.equal(['superseded', 'voided']);
    });

    it('an item that the words cite and the file does not have is named at once', async () => {
      const path = await enter(EVIDENCE);
      const answer = await respond(path, { words: 'See [R-0099] and [R-0099, page 2], not [sic].' });
      expect(answer.status).to.equal(303);
      expect((await dana.get(path)).text).to.include('The words cite R-0099, and the file has no such item');
    });

    it('the next demand that waits for one is a click away', async () => {
      const path = await enter(EVIDENCE);
      const after = await enter(EVIDENCE);
      const { id, number } = await demandAt(after);
      expect((await dana.get(path)).text).to.include(`Keep it and go to demand ${number}`);
      const answer = await respond(path, { then: 'next' });
      expect([answer.status, answer.location]).to.deep.equal([303, `${after}#response`]);
      expect((await dana.get(path)).text)
        .to.include(`/demands/${id}#response">Next without a response: demand ${number}`)
        .and.to.include('is kept');
      expect((await respond(after, { then: 'elsewhere' })).status).to.equal(422);
    });

    it('the next one has a higher number; after the last it is the first, and in the end there is none', () => {
      const demand = (number: number, state = 'open') => ({ id: `d${number}`, number, state }) as Demand;
      const demands = [demand(1), demand(2, 'voided'), demand(3), demand(4, 'withdrawn')];
      const after = (number: number, answered: readonly string[]) =>
        nextWithoutResponse(
          { demands, responses: answered.map((demandId) => ({ demandId }) as Response) },
          demand(number),
        )?.number ?? null;
      expect([after(1, []), after(3, []), after(3, ['d1']), after(1, ['d1', 'd3'])]).to.deep.equal([
        3,
        1,
        null,
        null,
      ]);
    });

    it('two people writing one: 409 with both', async () => {
      const path = await enter(EVIDENCE);
      await respond(path, { words: 'as Omar has it' });
      const answer = await respond(path, { words: 'as Dana has it' });
      expect(answer.status).to.equal(409);
      expect(answer.text).to.include('as Omar has it').and.to.include('as Dana has it');
    });

    const cases = [
      ['no stance', { stance: '' }, 422, 'Choose how we respond'],
      ['no words', { words: '' }, 422, 'Write the words'],
      ['an objection without grounds', { stance: 'objects', grounds: '' }, 422, 'Say on what grounds'],
      [
        'an objection that does not say what is held back',
        { stance: 'objects', holdsBack: '' },
        422,
        'anything is held back',
      ],
      ['a promise without its day', { promiseWords: 'we stop' }, 422, 'Enter the date of the promise'],
      ['31 February', { promiseWords: 'we stop', promisedOn: '2014-02-31' }, 422, 'Enter a real day'],
      ['an unknown field', { colour: 'red' }, 422, 'a field that is not known'],
      ['a field that is nearly __proto__', { __proto: 'x' }, 422, 'a field that is not known'],
      ['a wrong token', { _csrf: 'wrong' }, 403, 'had expired'],
    ] as const;
    for (const [what, wrong, status, words] of cases)
      it(`${what}: ${status}, nothing saved`, async () => {
        const path = await enter(EVIDENCE);
        const answer = await respond(path, wrong);
        expect(answer.status).to.equal(status);
        expect(answer.text).to.include(words);
        expect(await demandAt(path)).to.include({ state: 'open' });
        await dana.get(path);
      });
  });

  it('a field named __proto__ changes nothing but itself', async () => {
    const path = await enter(EVIDENCE);
    await respond(path, { ['__proto__']: 'x' });
    expect(Object.getPrototypeOf({})).to.equal(Object.prototype);
    expect(Object.keys(Object.prototype)).to.deep.equal([]);
  });

  describe('end without a response', () => {
    for (const [ending, state] of [
      ['withdrawn', 'withdrawn by them'],
      ['resolved', 'resolved'],
      ['no-response', 'no response, by decision'],
      ['voided', 'voided'],
    ] as const)
      it(`${state}: with name and reason, and its date with it`, async () => {
        const path = await enter(EVIDENCE);
        expect((await dana.post(`${path}/ending`, { ending, version: '1' })).status).to.equal(422);
        expect(
          (await dana.post(`${path}/ending`, { ending, reason: 'they wrote so', version: '1' })).status,
        ).to.equal(303);
        expect(await demandAt(path)).to.include({
          state: ending,
          stateReason: 'they wrote so',
          stateBy: started.actor('dana').accountId,
        });
        expect((await datesOf(path)).map((one) => one.state)).to.deep.equal(['voided']);
        expect((await dana.get(path)).text).to.include('they wrote so');
        expect((await respond(path, { demandVersion: '2' })).status).to.equal(409);
      });

    it('and can be taken up again: the date is counted anew', async () => {
      const path = await enter(EVIDENCE);
      await dana.post(`${path}/ending`, { ending: 'resolved', reason: 'by telephone', version: '1' });
      expect((await dana.post(`${path}/reopening`, { reason: 'it was not', version: '2' })).status).to.equal(
        303,
      );
      expect(await demandAt(path)).to.include({ state: 'open' });
      expect((await datesOf(path)).map((one) => one.state).sort()).to.deep.equal(['open', 'superseded']);
    });
  });

  describe('what was done', () => {
    it('is recorded apart from the response, with its proof', async () => {
      const path = await enter(EVIDENCE);
      const answer = await dana.upload(`${path}/performance`, [{ name: 'log.txt', content: 'off' }], {
        doneOn: '2014-06-05',
        words: 'The test was switched off.',
      });
      expect(answer.status).to.equal(303);
      const page = await dana.get(path);
      expect(page.text)
        .to.include('The test was switched off.')
        .and.to.include('Thu 5 Jun 2014')
        .and.to.include('proof');
      expect(await demandAt(path)).to.include({ state: 'open' });
    });

    it('needs no proof, but a day and words', async () => {
      const path = await enter(EVIDENCE);
      expect(
        (await dana.upload(`${path}/performance`, [], { doneOn: '2014-06-05', words: 'Done.' })).status,
      ).to.equal(303);
      const answer = await dana.upload(`${path}/performance`, [], {
        doneOn: '2014-02-31',
        words: 'Done again.',
      });
      expect(answer.status).to.equal(422);
      expect(answer.text).to.include('Enter a real day').and.to.include('Done again.');
      const early = await dana.upload(`${path}/performance`, [], {
        doneOn: '2014-06-16',
        words: 'Will end.',
      });
      expect(early.status).to.equal(422);
      expect(early.text).to.include('has not come yet').and.to.include('Will end.');
    });
  });

  it('do not exist for a stranger or under another matter, and are only read by a viewer', async () => {
    const path = await enter(EVIDENCE);
    const rolf = await atTheDesk(started, 'rolf');
    expect((await rolf.get(path)).status).to.equal(404);
    const other = await openTestMatter(started);
    const id = path.split('/').at(-1) ?? '';
    expect((await dana.get(`/matters/${other}/demands/${id}`)).status).to.equal(404);
    expect(
      (
        await dana.post(`/matters/${other}/demands/${id}/ending`, {
          ending: 'resolved',
          reason: 'x',
          version: '1',
        })
      ).status,
    ).to.equal(404);
    const priya = await atTheDesk(started, 'priya');
    const page = await priya.get(path);
    expect(page.status).to.equal(200);
    expect(page.text).not.to.include('Keep the response');
    expect(
      (await priya.post(`${path}/ending`, { ending: 'resolved', reason: 'x', version: '1' })).status,
    ).to.equal(403);
  });

  describe('a response', () => {
    const OBJECTS = { stance: 'objects', grounds: '', holdsBack: '' };

    it('relies on grounds of the library and says of each whether anything is held back', async () => {
      const path = await enter(EVIDENCE);
      const answer = await respond(path, {
        ...OBJECTS,
        objection: 'viewing-records',
        objectionHolds: 'yes',
      });
      expect(answer.status).to.equal(303);
      const response = await started.deps.db
        .selectFrom('response')
        .where('demandId', '=', path.split('/').at(-1) ?? '')
        .selectAll()
        .executeTakeFirstOrThrow();
      expect(response).to.include({
        objections: '[{"id":"viewing-records","holdsBack":"yes"}]',
        holdsBack: 'yes',
      });
      expect((await dana.get(path)).text).to.include('Video Privacy Protection Act');
    });

    for (const [what, form, words] of [
      [
        'a ground of another regime',
        { objection: 'privilege-england', objectionHolds: 'no' },
        'not one of the library',
      ],
      ['a ground nobody knows', { objection: '__proto__', objectionHolds: 'no' }, 'not one of the library'],
      [
        'an answer that is neither',
        { objection: 'no-duty', objectionHolds: 'perhaps' },
        'Say of each ground',
      ],
      ['no ground at all', {}, 'Say on what grounds'],
      [
        'an item that is not linked',
        { objection: 'no-duty', objectionHolds: 'no', citesChosen: 'yes', cite: 'x' },
        'Only items that are linked',
      ],
    ] as const)
      it(`with ${what} is refused and keeps what was typed`, async () => {
        const path = await enter(EVIDENCE);
        const answer = await respond(path, { ...OBJECTS, words: 'Typed before.', ...form });
        expect(answer.status).to.equal(422);
        expect(answer.text).to.include(words).and.include('Typed before.');
      });

    it('that complies takes no ground of objection', async () => {
      const path = await enter(EVIDENCE);
      const answer = await respond(path, {
        ...OBJECTS,
        stance: 'will-comply',
        objection: 'no-duty',
        objectionHolds: 'no',
      });
      expect(answer.status).to.equal(422);
      expect(answer.text).to.include('take the ground back');
    });

    it('with a promise in its words offers a date of our own; a person confirms it', async () => {
      const path = await enter(CEASE);
      await respond(path, { words: 'The notices are accurate. The test will end on 16 June.' });
      const page = (await dana.get(path)).text;
      expect(page).to.include('This reads like a promise').and.include('Hold us to Mon 16 Jun 2014');
      const confirm = { words: 'The test will end on 16 June.', on: '2014-06-16', version: '1' };
      expect((await dana.post(`${path}/promise`, { ...confirm, words: 'Something else.' })).status).to.equal(
        409,
      );
      expect((await dana.post(`${path}/promise`, { ...confirm, on: '2014-06-31' })).status).to.equal(422);
      expect((await dana.post(`${path}/promise`, confirm)).status).to.equal(303);
      const promised = (await datesOf(path)).filter(({ whose }) => whose === 'promised');
      expect(promised.map(({ workingOn, title }) => [workingOn, title])).to.deep.equal([
        ['2014-06-16', 'The test will end on 16 June.'],
      ]);
      expect((await dana.get(path)).text).not.to.include('This reads like a promise');
      expect((await dana.post(`${path}/promise`, { ...confirm, version: '2' })).status).to.equal(409);
    });
  });
});
