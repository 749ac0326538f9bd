import { expect } from 'chai';
import { openDispute, type Dispute } from '../overview/dispute.js';
import { newId } from '../../src/platform/ids.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { BUNDLE, idOf, PRODUCTION } from './bundle-room.js';

const ITEMS = 2_300;
const AT = '2014-06-05T19:00:00.000Z';
/** Each 100th is marked privileged; item 7 is a notice list, item 8 a table with a column of accounts. */
const PRIVILEGED = ITEMS / 100;

describe('choosing what goes in a bundle from a file with thousands of items', () => {
  let started: Started;
  let dana: Browser;
  let dispute: Dispute;
  let bundles: string;
  const ids: string[] = [];

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    dana = await started.signIn('dana');
    dispute = await openDispute(started);
    bundles = `/matters/${dispute.matterId}/bundles`;
    await fill();
    await dana.get('/matters');
  });
  after(() => started.close());

  /** The first 2,250 bear on demand 2, the next 20 on demand 3, the last 30 on nothing. */
  async function fill(): Promise<void> {
    const { db } = started.deps;
    const { accountId } = started.actor('dana');
    const numbers = Array.from({ length: ITEMS }, (_, at) => at + 1);
    const documents = numbers.map((number) => ({
      ...{ id: newId(), matterId: dispute.matterId, name: `paper-${number}.txt` },
      ...{ sha256: number.toString(16).padStart(64, '0'), bytes: 10 },
      mediaType: number === 8 ? 'text/csv' : 'text/plain',
      facts:
        number === 8
          ? JSON.stringify({ table: { rows: 2, columns: [{ name: 'Account' }, { name: 'Minutes' }] } })
          : '{}',
      ...{ label: 'Text', state: 'readable' as const, pages: 1, receivedAt: AT, receivedBy: accountId },
    }));
    const items = numbers.map((number, at) => ({
      ...{ id: newId(), number, matterId: dispute.matterId, documentId: documents[at]?.id ?? '' },
      kind: number === 7 ? ('notices' as const) : ('document' as const),
      title: number % 10 === 0 ? `Log ${number}` : `Paper ${number}`,
      isPrivileged: number % 100 === 0 ? (1 as const) : (0 as const),
      privilegeGround: number % 100 === 0 ? 'attorney-client' : '',
      ...{ state: 'in-file' as const, addedAt: AT, addedBy: accountId },
    }));
    ids.push(...items.map(({ id }) => id));
    for (let from = 0; from < ITEMS; from += 500) {
      await db
        .insertInto('document')
        .values(documents.slice(from, from + 500))
        .execute();
      await db
        .insertInto('item')
        .values(items.slice(from, from + 500))
        .execute();
    }
    const links = ids.slice(0, 2_270).map((itemId, at) => ({
      ...{ itemId, demandId: dispute.demandIds[at < 2_250 ? 1 : 2] },
      ...{ linkedAt: AT, linkedBy: accountId },
    }));
    for (let from = 0; from < links.length; from += 500)
      await db
        .insertInto('itemDemand')
        .values(links.slice(from, from + 500))
        .execute();
  }

  const begin = async (fields: Record<string, string> = {}): Promise<string> => {
    const answer = await dana.post(bundles, { ...BUNDLE, begin: 'none', ...fields });
    expect(answer.status, answer.text.slice(0, 2_000)).to.equal(303);
    return (answer.location ?? '').replace(/\/items$/, '');
  };
  const numbersIn = async (path: string): Promise<number[]> => {
    const rows = await started.deps.db
      .selectFrom('bundleEntry')
      .innerJoin('item', 'item.id', 'bundleEntry.itemId')
      .where('bundleEntry.bundleId', '=', path.split('/').at(-1) ?? '')
      .orderBy('bundleEntry.position')
      .select('item.number')
      .execute();
    return rows.map(({ number }) => number);
  };
  const boxes = (page: string): number[] =>
    [...page.matchAll(/type="checkbox" name="item" id="[^"]*" value="([^"]*)"/g)].map(
      ([, id = '']) => ids.indexOf(id) + 1,
    );
  const add = async (path: string, fields: Record<string, string | readonly string[]>) => {
    const page = await dana.get(`${path}/items`);
    const [, version = ''] = /name="version" value="(\d+)"/.exec(page.text) ?? [];
    return dana.post(`${path}/items`, { version, ...fields });
  };

  it('offers a begin with what is proposed, or with nothing, and no list of thousands', async () => {
    const page = await dana.get(`${bundles}/new`);
    expect(boxes(page.text)).to.deep.equal([]);
    expect(page.text).to.include('The file has 2,300 items.');
    // 2,270 are linked; 22 of these are privileged, one is a notice list and one names accounts.
    expect(page.text).to.include('The 2,246 items that are proposed');
    expect(page.text.length).to.be.below(60_000);
  });

  it('begins with all that is proposed, in the order of the file, and with nothing that is not', async () => {
    const path = await begin({ begin: 'proposed', proposed: '2246' });
    const numbers = await numbersIn(path);
    expect(numbers).to.have.length(2_246);
    expect(numbers.slice(0, 8)).to.deep.equal([1, 2, 3, 4, 5, 6, 9, 10]);
    expect(numbers.filter((number) => [7, 8, 100].includes(number))).to.deep.equal([]);
    expect(numbers.at(-1)).to.equal(2_270);
  });

  it('asks again where what is proposed is not what the person saw, and keeps what was typed', async () => {
    const answer = await dana.post(bundles, {
      ...BUNDLE,
      title: 'Seen before',
      begin: 'proposed',
      proposed: '2245',
    });
    expect(answer.status).to.equal(422);
    expect(answer.text).to.include('Items came, went or changed meanwhile: 2,246 are proposed now.');
    expect(answer.text).to.include('value="Seen before"');
    expect(answer.text).to.include('name="proposed" value="2246"');
  });

  it('leads from a bundle begun with nothing to the search, 50 items a page', async () => {
    const answer = await dana.post(bundles, { ...BUNDLE, begin: 'none' });
    expect(answer.location).to.match(/\/items$/);
    const page = await dana.get(answer.location ?? '');
    expect(boxes(page.text)).to.deep.equal(ids.slice(0, 50).map((_, at) => at + 1));
    expect(page.text).to.include('1–50 of 2,300 items');
    expect(boxes((await dana.get(`${answer.location}?page=46`)).text)[0]).to.equal(2_251);
  });

  it('finds by words, by number, by demand and by mark', async () => {
    const path = await begin();
    const found = async (query: string) => boxes((await dana.get(`${path}/items?${query}`)).text);
    expect(await found('q=Log+229')).to.deep.equal([2_290]);
    expect(await found('q=2291')).to.deep.equal([2_291]);
    expect(await found(`bearsOn=${dispute.demandIds[2]}`)).to.deep.equal(
      Array.from({ length: 20 }, (_, at) => 2_251 + at),
    );
    expect(await found('show=privileged')).to.have.length(PRIVILEGED);
    expect(await found('show=unlinked')).to.have.length(30);
    expect((await dana.get(`${path}/items?q=nothing+like+it`)).text).to.include('No item fits.');
  });

  it('adds what is ticked on a page and comes back to that page of that search', async () => {
    const path = await begin();
    const answer = await add(path, { item: [ids[55] ?? '', ids[53] ?? ''], back: 'q=Paper&page=2' });
    expect(answer.location).to.equal(`${path}/items?q=Paper&page=2`);
    expect(await numbersIn(path)).to.deep.equal([54, 56]);
    expect((await dana.get(answer.location ?? '')).text).to.include('2 items are added.');
  });

  it('keeps the page, the search and the ticks where a form does not pass', async () => {
    const path = await begin();
    const ticked = ids[55] ?? '';
    const answer = await add(path, { item: [ticked], section: 'x'.repeat(201), back: 'q=Paper&page=2' });
    expect(answer.status).to.equal(422);
    expect(answer.text).to.include(`value="${ticked}" checked`);
    expect(answer.text).to.include('name="back" value="q=Paper&amp;page=2"');
    expect((await add(path, { back: 'q=Paper' })).text).to.include('Choose at least one item');
  });

  it('adds everything a search finds but what is marked privileged or names persons, and says so', async () => {
    const path = await begin();
    await add(path, { item: [ids[0] ?? ''] });
    const answer = await add(path, { all: 'found', back: `bearsOn=${dispute.demandIds[1]}` });
    expect(answer.location).to.equal(`${path}/items?bearsOn=${dispute.demandIds[1]}`);
    expect((await dana.get(answer.location ?? '')).text).to.include(
      '2,225 items are added. Not added: one is in the bundle already; 22 are marked privileged; 2 name persons or have mail addresses: tick those that are meant to go in.',
    );
    const numbers = await numbersIn(path);
    expect(numbers).to.have.length(2_226);
    expect(numbers.filter((number) => [7, 8, 100].includes(number))).to.deep.equal([]);
  });

  it('adds to a production what is privileged where that is asked for, held back with its ground', async () => {
    const path = await begin(PRODUCTION);
    expect((await dana.get(`${path}/items`)).text).to.include('Add the 23 privileged, held back');
    await add(path, { all: 'privileged', back: '' });
    const rows = await started.deps.db
      .selectFrom('bundleEntry')
      .where('bundleId', '=', path.split('/').at(-1) ?? '')
      .select(['treatment', 'ground'])
      .distinct()
      .execute();
    expect(await numbersIn(path)).to.have.length(PRIVILEGED);
    expect(rows).to.deep.equal([{ treatment: 'withhold', ground: 'attorney-client' }]);
    expect((await dana.get(`${await begin()}/items`)).text).to.not.include('privileged, held back');
  });

  it('says why nothing was added', async () => {
    const path = await begin();
    const answer = await add(path, { all: 'found', back: 'show=privileged' });
    expect(answer.status).to.equal(422);
    expect(answer.text).to.include('Nothing was added. Not added: 23 are marked privileged.');
  });

  it('begins the enclosures of a letter in one step, and says what is not in them and why', async () => {
    const letters = `/matters/${dispute.matterId}/replies`;
    const reply = (await dana.post(letters, { letterId: dispute.letterId })).location ?? '';
    const page = await dana.get(reply);
    expect(page.text).to.include('Make the file that goes out');
    const answer = await dana.post(`${bundles}/of-letter`, { reply: idOf(reply) });
    expect(answer.status).to.equal(303);
    const path = answer.location ?? '';
    expect(await numbersIn(path)).to.have.length(2_246);
    expect((await dana.post(`${bundles}/of-letter`, { reply: idOf(reply) })).location).to.equal(path);
    const begun = await dana.get(path);
    expect(begun.text)
      .to.include('Behind the letter are the 2,246 items that it cites or that bear on what it answers.')
      .and.include(
        'Not in it: 23 items (marked privileged); R-0007, R-0008 (may name persons); 29 items (not cited, and linked to none of these demands).',
      );
    const { title, datedOn, purpose, replyId } = await started.deps.db
      .selectFrom('bundle')
      .where('id', '=', idOf(path))
      .selectAll()
      .executeTakeFirstOrThrow();
    expect({ title, datedOn, purpose, replyId }).to.deep.equal({
      ...{ title: 'Reply to the letter of June 5, 2014', datedOn: '2014-06-06', purpose: 'enclosures' },
      replyId: idOf(reply),
    });
  });

  it('begins none for a letter that is none, or of another matter', async () => {
    expect((await dana.post(`${bundles}/of-letter`, { reply: 'x' })).status).to.equal(422);
    expect((await dana.post(`${bundles}/of-letter`, { reply: 'a'.repeat(20) })).status).to.equal(404);
  });
});
