import { expect } from 'chai';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { openTestMatter } from '../letters/fixtures.js';
import { saidFiles } from './said-files.js';

const json = { headers: { accept: 'application/json' } };

describe('what files say of the items they are', () => {
  let app: Started;
  let dana: Browser;
  let matterId = '';
  let base = '';

  before(async () => {
    app = await startRejoinder({ today: '2014-06-06' });
    dana = await app.signIn('dana');
  });
  beforeEach(async () => {
    matterId = await openTestMatter(app);
    base = `/matters/${matterId}/evidence`;
    await dana.get('/matters');
  });
  after(() => app.close());

  const items = () =>
    app.deps.db
      .selectFrom('item')
      .where('matterId', '=', matterId)
      .orderBy('number')
      .select(['id', 'number', 'version', 'title', 'datedOn', 'custodian'])
      .execute();

  /** What the page would send: the hidden fields of the rows and one button. */
  async function pressed(accept: string, more: Record<string, string> = {}): Promise<Record<string, string>> {
    const { text } = await dana.get(base);
    const hidden = [
      ...text.matchAll(/<input type="hidden" name="(proposed\[[a-z0-9]{20}\])" value="([^"]*)">/g),
    ];
    return {
      ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])),
      ...more,
      accept,
    };
  }

  it('are proposed with where they were taken from, and are in the file only once a person accepts them: all in one click', async () => {
    await dana.upload(`${base}/items`, await saidFiles(), {}, json);
    expect((await items()).map(({ title, datedOn, custodian }) => [title, datedOn, custodian])).to.deep.equal(
      [
        ['IMG 0007', null, ''],
        ['r1', null, ''],
        ['min', null, ''],
        ['ltr', null, ''],
        ['m', null, ''],
        ['outage-log', null, ''],
      ],
    );
    const page = (await dana.get(base)).text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    for (const words of [
      '2014-06-03 from the EXIF date of the photo, by its camera’s clock',
      'Report on evening speeds from the heading of the document',
      '2014-06-04 from the date written at the top',
      'Ada Pell from the author in the file’s own data',
      'Minutes of 2 June 2014 from the heading of the document',
      '2014-06-02 from the heading of the document',
      'Tom Ash from the author in the file’s own data',
      'Notices shown to customers from the line that says what it is about',
      '2014-06-05 from the date written at the top',
      'Slow evenings from the subject of the mail',
      '2014-06-05 from the Date header of the mail',
      'Outage log from the file name, tidied',
      '2014-06-03 from the column “seen_at”, all of one day',
      'Lena Korb from the addresses of the mail',
      'Accept all 14 proposals',
    ])
      expect(page).to.include(words);

    const answer = await dana.post(base, await pressed('all'));
    expect(answer.status).to.equal(303);
    expect((await dana.get(base)).text)
      .to.include('14 proposals accepted in 6 items.')
      .and.not.include('Accept all');
    expect((await items()).map(({ title, datedOn, custodian }) => [title, datedOn, custodian])).to.deep.equal(
      [
        ['IMG 0007', '2014-06-03', ''],
        ['Report on evening speeds', '2014-06-04', 'Ada Pell'],
        ['Minutes of 2 June 2014', '2014-06-02', 'Tom Ash'],
        ['Notices shown to customers', '2014-06-05', ''],
        ['Slow evenings', '2014-06-05', 'Lena Korb'],
        ['Outage log', '2014-06-03', ''],
      ],
    );
    const events = await app.deps.db
      .selectFrom('auditEvent')
      .where('matterId', '=', matterId)
      .where('action', '=', 'item.edited')
      .where('byAccount', '=', app.actor('dana').accountId)
      .orderBy('seq')
      .select('text')
      .execute();
    expect(events.map(({ text }) => (JSON.parse(text) as { detail: unknown }).detail)[4]).to.deep.equal({
      number: 'R-0005',
      fields: 'title, date, custodian',
      proposedBy:
        'title from the subject of the mail; date from the Date header of the mail; custodian from the addresses of the mail',
    });
  });

  it('are accepted cell by cell, with what else was typed; what was filled in meanwhile stays', async () => {
    await dana.upload(`${base}/items`, (await saidFiles()).slice(1, 3), {}, json);
    const [report, minutes] = await items();
    if (!report || !minutes) throw new Error('no items');
    await dana.post(base, await pressed(`datedOn[${report.id}]`));
    expect((await items())[0]).to.include({ title: 'r1', datedOn: '2014-06-04', custodian: '' });

    const stale = await pressed('all');
    await app.deps.db
      .updateTable('item')
      .set({ custodian: 'Archive' })
      .where('id', '=', minutes.id)
      .execute();
    await dana.post(base, stale);
    expect((await dana.get(base)).text).to.include(
      '4 proposals accepted in 2 items. 1 no longer as shown, left alone: look at it again.',
    );
    expect((await items())[1]).to.include({ custodian: 'Archive', datedOn: '2014-06-02' });
  });

  it('nothing is accepted that was not shown, of another matter, or with a grid that has an error', async () => {
    await dana.upload(`${base}/items`, (await saidFiles()).slice(4, 5), {}, json);
    const [mail] = await items();
    if (!mail) throw new Error('no item');
    await dana.post(base, { [`proposed[${mail.id}]`]: `title.${'0'.repeat(16)}`, accept: 'all' });
    expect((await items())[0]).to.include({ title: 'm', version: mail.version });

    const shown = await pressed('all');
    const other = await openTestMatter(app);
    await dana.post(`/matters/${other}/evidence`, shown);
    expect((await items())[0]).to.include({ title: 'm' });

    const cells = { version: String(mail.version), was: '0'.repeat(80), title: '', kind: 'document' };
    const typed: Record<string, string> = {};
    for (const [field, value] of Object.entries(cells)) typed[`${field}[${mail.id}]`] = value;
    const refused = await dana.post(base, { ...shown, ...typed });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('Give the item a title');
    const strange = await dana.post(base, { ...shown, accept: 'everything' });
    expect(strange.status).to.equal(422);
    expect((await items())[0]).to.include({ title: 'm', datedOn: null });
  });

  it('a custodian named with the drop leaves none to propose; a viewer is shown no button', async () => {
    await dana.upload(`${base}/items`, (await saidFiles()).slice(1, 2), { custodian: 'Records' }, json);
    const { text } = await dana.get(base);
    expect(text).to.include('Report on evening speeds').and.not.include('Ada Pell');
    const withdrawn = (await dana.get(`${base}?show=withdrawn`)).text;
    expect(withdrawn).not.to.include('name="accept"');
  });

  it('a file that a system keeps for itself is no evidence, and its outcome says so, unless it is asked for', async () => {
    const files = [
      { name: 'drop/Thumbs.db', content: 'x' },
      { name: 'drop/note.txt', content: 'Open.' },
    ];
    const answer = await dana.upload(`${base}/items`, files, {}, json);
    const sent = (JSON.parse(answer.text) as { files: { name: string; outcome: string; text: string }[] })
      .files;
    expect(sent.map(({ outcome }) => outcome)).to.deep.equal(['left-out', 'kept']);
    expect(sent[0]?.text).to.equal(
      'not kept as evidence: a system file: Windows keeps small pictures of the folder in it. To keep it all the same, tick “Keep system files too” and add it again.',
    );
    expect((await dana.upload(`${base}/items`, files.slice(0, 1))).text).to.include('left out');
    expect(await items()).to.have.length(1);
    await dana.upload(`${base}/items`, files.slice(0, 1), { keepSystemFiles: 'on' }, json);
    expect((await items())[1]).to.include({ title: 'Thumbs' });
  });

  it('what claims privilege itself says so beside its cell until it is marked', async () => {
    const mail = (subject: string, words: string) =>
      `From: priya@netflix.example\r\nDate: Thu, 5 Jun 2014 10:00:00 -0700\r\nSubject: ${subject}\r\n\r\n${words}\r\n`;
    const files = {
      'advice.eml': mail('Privileged: the notices', 'My advice follows.'),
      'memo.txt': 'Memorandum\n\nPrivileged and  confidential\n\nTo the file.',
      'plain.eml': mail('The notices', 'A privileged few saw them.'),
    };
    await dana.upload(
      `${base}/items`,
      Object.entries(files).map(([name, content]) => ({ name, content: Buffer.from(content) })),
      {},
      json,
    );
    const claims = async (): Promise<string[]> => {
      const { text } = await dana.get(base);
      return [...text.matchAll(/claims privilege<\/span>\s*“([^”]*)”/g)].map(([, words = '']) => words);
    };
    expect(await claims()).to.deep.equal(['Privileged', 'Privileged and confidential']);
    const [advice] = await items();
    await app.deps.db
      .updateTable('item')
      .set({ isPrivileged: 1 })
      .where('id', '=', advice?.id ?? '')
      .execute();
    expect(await claims()).to.deep.equal(['Privileged and confidential']);
  });
});
