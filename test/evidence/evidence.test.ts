import { expect } from 'chai';
import { listCustody } from '../../src/evidence/custody-store.js';
import { READ_ITEM_JOB, readItemJob } from '../../src/evidence/read-item.js';
import { grantAccess } from '../../src/matters/grant-access.js';
import { openMatter } from '../../src/matters/open-matter.js';
import { runJobs } from '../../src/platform/run-jobs.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import type { Browser, SentFile } from '../support/browser.js';

const CSV = 'network,mbps\nA,1.5\nB\nC,2\n';
const MAIL =
  'From: a@b.test\nTo: c@d.test\nDate: Thu, 5 Jun 2014 10:00:00 -0400\nSubject: Notices\nMIME-Version: 1.0\n\nCease.\n';
const json = { headers: { accept: 'application/json' } };

interface Sent {
  readonly files: readonly { name: string; outcome: string; text: string; href?: string }[];
}

describe('the evidence of a matter', () => {
  let app: Started;
  let dana: Browser;
  let matterId = '';
  let base = '';

  before(async () => {
    app = await startRejoinder({ today: '2014-06-06' });
    dana = await app.signIn('dana');
  });
  beforeEach(async () => {
    matterId = await openMatter(
      app.deps,
      {
        title: 'Verizon – Netflix',
        ourParty: 'Netflix',
        theirParty: 'Verizon',
        regime: 'private',
        zone: 'America/Los_Angeles',
        approvalForm: 'two-people',
        legend: 'Privileged: work product',
      },
      app.actor('dana'),
    );
    base = `/matters/${matterId}/evidence`;
    await dana.get('/matters');
  });
  after(() => app.close());

  async function drop(
    files: readonly SentFile[],
    fields: Record<string, string> = {},
  ): Promise<Sent['files']> {
    const answer = await dana.upload(`${base}/items`, files, fields, json);
    return (JSON.parse(answer.text) as Sent).files;
  }

  async function items(): Promise<
    {
      id: string;
      documentId: string;
      number: number;
      version: number;
      title: string;
      kind: string;
      custodian: string;
      state: string;
      isPrivileged: 0 | 1;
    }[]
  > {
    return app.deps.db
      .selectFrom('item')
      .where('matterId', '=', matterId)
      .selectAll()
      .orderBy('number')
      .execute();
  }

  it('names of our side are offered as custodians', async () => {
    await drop([{ name: 'a.txt', content: 'Open.' }]);
    expect((await dana.get(base)).text).to.contain('<option value="Netflix"></option>');
  });

  it('gives every dropped file its own outcome, and one bad file costs no other', async () => {
    const outcomes = await drop([
      { name: '1 logs/peak.csv', content: CSV },
      { name: '2 letter.eml', content: MAIL },
      { name: '3 nothing.pdf', content: '' },
      { name: '4 broken.pdf', content: '%PDF-1.7 and no more' },
      { name: '5 again.csv', content: CSV },
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).to.deep.equal([
      'kept',
      'kept',
      'failed',
      'marked',
      'known',
    ]);
    expect(outcomes[0]?.text).to.include('kept as R-0001, Table (CSV)');
    expect(outcomes[2]?.text).to.include('0 bytes');
    expect(outcomes[4]?.text).to.equal('already in the file as R-0001');
    expect((await items()).map((item) => [item.number, item.title, item.kind])).to.deep.equal([
      [1, 'peak', 'measurements'],
      [2, '2 letter', 'document'],
      [3, '4 broken', 'document'],
    ]);
  });

  it('numbers the files in the order they were chosen', async () => {
    await drop([
      { name: 'b.txt', content: 'b' },
      { name: 'a.txt', content: 'a' },
    ]);
    expect((await items()).map((item) => item.title)).to.deep.equal(['b', 'a']);
  });

  it('proposes the subject of a mail as its title and its own date, and changes nothing by itself', async () => {
    await drop([{ name: 'to-tom.eml', content: MAIL }]);
    const page = (await dana.get(base)).text;
    expect(page).to.include('data-take="Notices"').and.to.include('data-take="2014-06-05"');
    expect(page).to.include('value="to-tom"').and.include('to-tom.eml');
    const events = await app.deps.db
      .selectFrom('auditEvent')
      .where('matterId', '=', matterId)
      .where('action', '=', 'item.edited')
      .select('text')
      .execute();
    expect(events).to.deep.equal([]);
  });

  it('of a mail that came attached its own subject and date are proposed too', async () => {
    const outer =
      'From: a@b.test\nSubject: Fwd\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nSee below\n--x\nContent-Type: message/rfc822\nContent-Disposition: attachment; filename=inner.eml\n\n' +
      `${MAIL}\n--x--\n`;
    await drop([{ name: 'fwd.eml', content: outer }]);
    const [item] = await items();
    const page = (await dana.get(`${base}/${item?.id}`)).text;
    await dana.post(/action="([^"]+\/attachments\/[^"]+\/item)"/.exec(page)?.[1] ?? '');
    expect((await items())[1]).to.include({ title: 'inner' });
    expect((await dana.get(base)).text)
      .to.include('data-take="Notices"')
      .and.include('data-take="2014-06-05"');
  });

  it('begins a chain of custody with the bytes as received; the same file again is one more entry', async () => {
    await drop([{ name: 'a.csv', content: CSV }], { custodian: 'Network team' });
    await drop([{ name: 'b.csv', content: CSV }], { custodian: 'Legal' });
    const [item] = await items();
    const chain = await listCustody(app.deps.db, item?.id ?? '');
    expect(chain.map((entry) => [entry.holder, entry.action])).to.deep.equal([
      ['Network team', 'received into the file as “a.csv”'],
      ['Legal', 'the same file came again as “b.csv”'],
    ]);
    expect(chain[0]?.sha256).to.match(/^[0-9a-f]{64}$/);
  });

  it('serves the original byte for byte, as a download in a sandbox, and says so in the log', async () => {
    await drop([{ name: 'page.html', content: '<script>alert(1)</script>' }]);
    const [item] = await items();
    const answer = await dana.bytes(`/documents/${item?.documentId}/original`);
    expect(answer.body.toString()).to.equal('<script>alert(1)</script>');
    expect(answer.headers.get('content-disposition')).to.equal("attachment; filename*=UTF-8''page.html");
    expect(answer.headers.get('content-security-policy')).to.include('sandbox');
    expect(answer.headers.get('content-type')).to.equal('application/octet-stream');
    const events = await app.deps.db.selectFrom('auditEvent').select('action').execute();
    expect(events.map((event) => event.action)).to.include.members([
      'item.added',
      'document.kept',
      'document.read',
      'document.downloaded',
    ]);
  });

  it('shows a picture of each page, and the whole as a PDF in the page', async () => {
    await drop([{ name: 'letter.eml', content: MAIL }]);
    const [item] = await items();
    const pdf = await dana.bytes(`/documents/${item?.documentId}/pdf`);
    expect(pdf.body.subarray(0, 5).toString()).to.equal('%PDF-');
    expect(pdf.headers.get('content-disposition')).to.equal('inline');
    const page = await dana.bytes(`/documents/${item?.documentId}/pages/1`);
    expect(page.headers.get('content-type')).to.equal('image/png');
    expect((await dana.bytes(`/documents/${item?.documentId}/pages/2`)).status).to.equal(404);
  });

  it('shows the first rows of a table, how many there are, and each line that could not be read', async () => {
    await drop([{ name: 'peak.csv', content: CSV }]);
    const [item] = await items();
    const { text } = await dana.get(`${base}/${item?.id}`);
    expect(text).to.include('<strong>2</strong> rows');
    expect(text).to.include('1 cell where the first row has 2 cells.');
  });

  const grid = (
    item: { id: string; version: number },
    fields: Record<string, string>,
  ): Record<string, string> =>
    Object.fromEntries(
      Object.entries({
        version: String(item.version),
        was: '0'.repeat(80),
        title: 'peak',
        kind: 'document',
        ...fields,
      }).map(([name, value]) => [`${name}[${item.id}]`, value]),
    );

  it('saves the grid, and refuses a privileged item without a ground, keeping what was typed', async () => {
    await drop([{ name: 'peak.csv', content: CSV }]);
    const [item] = await items();
    if (!item) throw new Error('no item');
    const saved = await dana.post(base, grid(item, { custodian: 'Network team', datedOn: '2014-06-03' }));
    expect(saved.status).to.equal(303);
    expect((await items())[0]).to.deep.include({ custodian: 'Network team', version: item.version + 1 });

    const [now] = await items();
    if (!now) throw new Error('no item');
    const refused = await dana.post(base, grid(now, { isPrivileged: 'on', source: 'typed source' }));
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('Say on what ground the item is privileged');
    expect(refused.text).to.include('R-0001, ground of privilege: Say on what ground');
    expect(refused.text).to.include('value="typed source" data-stored=""');
    const wrong = await dana.post(base, grid(now, { datedOn: '03/06/2014' }));
    expect(wrong.status).to.equal(422);
    expect((await items())[0]?.version).to.equal(now.version);
  });

  it('shows both versions when the item was changed meanwhile, saves nothing, and lets the person decide', async () => {
    await drop([{ name: 'peak.csv', content: CSV }]);
    const [item] = await items();
    if (!item) throw new Error('no item');
    await dana.post(base, grid(item, { custodian: 'Stored first' }));
    const late = await dana.post(base, grid(item, { custodian: 'Typed later' }));
    expect(late.status).to.equal(409);
    expect(late.text)
      .to.include('Stored first')
      .and.to.include('Typed later')
      .and.to.include('You, in another tab')
      .and.to.include('Nothing is saved yet.');
    expect((await items())[0]?.custodian).to.equal('Stored first');
    const [now] = await items();
    if (!now) throw new Error('no item');
    expect((await dana.post(base, grid(now, { custodian: 'Typed later' }))).status).to.equal(303);
    expect((await items())[0]?.custodian).to.equal('Typed later');
  });

  it('cells that do not clash are merged by themselves; one that both changed is asked about, with who changed it', async () => {
    await drop([{ name: 'minutes.txt', content: 'Present: all.' }]);
    const page = (await dana.get(base)).text;
    const [item] = await items();
    if (!item) throw new Error('no item');
    const was = new RegExp(`name="was\\[${item.id}\\]" value="([0-9a-f]{80})"`).exec(page)?.[1] ?? '';
    const stale = { was, title: 'minutes', custodian: '' };
    await grantAccess(
      app.deps,
      matterId,
      { accountId: app.actor('omar').accountId, access: 'member' },
      app.actor('dana'),
    );
    const omar = await app.signIn('omar');
    await omar.get('/desk');
    const first = {
      ...stale,
      title: 'Minutes of the meeting',
      datedOn: '2014-06-03',
      legend: 'Confidential',
    };
    expect((await omar.post(base, grid(item, first))).status).to.equal(303);

    const late = await dana.post(
      base,
      grid(item, { ...stale, title: 'Shift minutes', custodian: 'Archive' }),
    );
    expect(late.status).to.equal(409);
    expect(late.text)
      .to.include('<span class="status">Omar</span>')
      .and.include('What you typed in 1 item is saved')
      .and.not.include('2014-06-03</td>')
      .and.not.include('>custodian<')
      .and.not.include('>legend<');
    expect((await items())[0]).to.deep.include({
      title: 'Minutes of the meeting',
      custodian: 'Archive',
      datedOn: '2014-06-03',
    });
    const cells = [...late.text.matchAll(/data-label="What you typed">([^<]*)</g)].map(([, words]) => words);
    expect(cells).to.deep.equal(['Shift minutes']);

    const sent = [
      ...late.text.matchAll(/<input type="hidden" name="([A-Za-z]+\[[a-z0-9]{20}\])" value="([^"]*)">/g),
    ];
    const over = Object.fromEntries(sent.map(([, name = '', value = '']) => [name, value]));
    expect((await dana.post(base, over)).status).to.equal(303);
    expect((await items())[0]).to.deep.include({
      title: 'Shift minutes',
      custodian: 'Archive',
      datedOn: '2014-06-03',
      legend: 'Confidential',
    });
  });

  it('other cells of other rows, in two tabs, are saved without a question', async () => {
    await drop([
      { name: 'a.txt', content: 'One.' },
      { name: 'b.txt', content: 'Two.' },
    ]);
    const page = (await dana.get(base)).text;
    const [a, b] = await items();
    if (!a || !b) throw new Error('no items');
    const wasOf = (id: string): string =>
      new RegExp(`name="was\\[${id}\\]" value="([0-9a-f]{80})"`).exec(page)?.[1] ?? '';
    const row = (item: typeof a, fields: Record<string, string>) =>
      grid(item, { was: wasOf(item.id), title: item.title, kind: item.kind, ...fields });
    await dana.post(base, { ...row(a, { source: 'Server' }), ...row(b, { legend: 'Confidential' }) });
    const other = await dana.post(base, {
      ...row(a, { custodian: 'Archive' }),
      ...row(b, { datedOn: '2014-06-03' }),
    });
    expect(other.status).to.equal(303);
    const cells = await app.deps.db
      .selectFrom('item')
      .where('matterId', '=', matterId)
      .orderBy('number')
      .select(['source', 'custodian', 'legend', 'datedOn'])
      .execute();
    expect(cells).to.deep.equal([
      { source: 'Server', custodian: 'Archive', legend: '', datedOn: null },
      { source: '', custodian: '', legend: 'Confidential', datedOn: '2014-06-03' },
    ]);
  });

  it('asks nothing of a row that does not clash, and keeps the others beside the one that does', async () => {
    await drop([
      { name: 'a.txt', content: 'One.' },
      { name: 'b.txt', content: 'Two.' },
    ]);
    const page = (await dana.get(base)).text;
    const [a, b] = await items();
    if (!a || !b) throw new Error('no items');
    const wasOf = (id: string): string =>
      new RegExp(`name="was\\[${id}\\]" value="([0-9a-f]{80})"`).exec(page)?.[1] ?? '';
    const row = (item: typeof a, fields: Record<string, string>) =>
      grid(item, { was: wasOf(item.id), title: item.title, kind: item.kind, ...fields });
    await dana.post(base, row(a, { source: 'Server' }));
    const late = await dana.post(base, { ...row(a, { source: 'Tape' }), ...row(b, { source: 'Disk' }) });
    expect(late.status).to.equal(409);
    expect(late.text).to.include('R-0001').and.include('You, in another tab').and.not.include('R-0002');
    const sources = await app.deps.db
      .selectFrom('item')
      .where('matterId', '=', matterId)
      .orderBy('number')
      .select('source')
      .execute();
    expect(sources.map(({ source }) => source)).to.deep.equal(['Server', 'Disk']);
  });

  it('a mark of privilege and its ground are never merged from two forms', async () => {
    await drop([{ name: 'minutes.txt', content: 'Present: all.' }]);
    const [item] = await items();
    if (!item) throw new Error('no item');
    const page = (await dana.get(base)).text;
    const was = new RegExp(`name="was\\[${item.id}\\]" value="([0-9a-f]{80})"`).exec(page)?.[1] ?? '';
    const stale = { was, title: 'minutes' };
    await dana.post(base, grid(item, { ...stale, isPrivileged: 'on', privilegeGround: 'Work product' }));
    const late = await dana.post(base, grid(item, { ...stale, privilegeGround: 'Advice' }));
    expect(late.status).to.equal(409);
    expect(late.text).to.include('not privileged').and.to.include('Advice').and.to.include('Work product');
    expect((await items())[0]).to.deep.include({ isPrivileged: 1, privilegeGround: 'Work product' });
  });

  it('takes a row nobody touched for no edit, whoever changed the item since', async () => {
    await drop([{ name: 'peak.csv', content: CSV }]);
    const page = (await dana.get(base)).text;
    const [item] = await items();
    if (!item) throw new Error('no item');
    const was = new RegExp(`name="was\\[${item.id}\\]" value="([0-9a-f]{80})"`).exec(page)?.[1] ?? '';
    await dana.post(base, grid(item, { custodian: 'Someone else' }));
    const untouched = await dana.post(base, grid(item, { was, title: item.title, kind: item.kind }));
    expect(untouched.status).to.equal(303);
    expect((await items())[0]?.custodian).to.equal('Someone else');
  });

  it('keeps all of a large upload at once and lets the worker read what is left', async () => {
    await drop(
      Array.from({ length: 22 }, (_, i) => ({ name: `t${i}.csv`, content: `network,mbps\nA,${i}\n` })),
    );
    const unread = (): Promise<unknown[]> =>
      app.deps.db
        .selectFrom('document')
        .where('matterId', '=', matterId)
        .where('state', '=', 'unread')
        .selectAll()
        .execute();
    expect(await unread()).to.have.length(2);
    const running = runJobs(app.deps, { [READ_ITEM_JOB]: readItemJob });
    while ((await unread()).length > 0) await new Promise((resolve) => setTimeout(resolve, 30));
    await running.stop();
    expect((await items()).map((item) => item.kind)).to.deep.equal(Array<string>(22).fill('measurements'));
  });

  it('makes an attachment an item of its own, once, and its custody says out of which', async () => {
    const mail =
      'From: a@b.test\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nHi\n--x\nContent-Type: text/csv; name=peak.csv\nContent-Disposition: attachment; filename=peak.csv\n\na,b\n1,2\n--x--\n';
    await drop([{ name: 'with.eml', content: mail }], { custodian: 'Legal' });
    const [item] = await items();
    const page = (await dana.get(`${base}/${item?.id}`)).text;
    const action = /action="([^"]+\/attachments\/[^"]+\/item)"/.exec(page)?.[1] ?? '';
    expect((await dana.post(action)).status).to.equal(303);
    const [, attached] = await items();
    expect(attached).to.deep.include({ number: 2, title: 'peak', custodian: 'Legal' });
    const [entry] = await listCustody(app.deps.db, attached?.id ?? '');
    expect(entry?.action).to.equal('taken out of R-0001 (“with.eml”), where it was “peak.csv”');
    expect((await dana.post(action)).status).to.equal(409);
  });

  it('an attachment of what is marked privileged is privileged too, until a person lifts the mark', async () => {
    const mail =
      'From: a@b.test\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nHi\n--x\nContent-Type: text/csv; name=peak.csv\nContent-Disposition: attachment; filename=peak.csv\n\na,b\n1,2\n--x--\n';
    await drop([{ name: 'with.eml', content: mail }]);
    const [item] = await items();
    await app.deps.db
      .updateTable('item')
      .set({ isPrivileged: 1, privilegeGround: 'Attorney-client privilege' })
      .where('id', '=', item?.id ?? '')
      .execute();
    const page = (await dana.get(`${base}/${item?.id}`)).text;
    await dana.post(/action="([^"]+\/attachments\/[^"]+\/item)"/.exec(page)?.[1] ?? '');
    const [, attached] = await items();
    expect(attached).to.deep.include({ isPrivileged: 1, privilegeGround: 'Attorney-client privilege' });
  });

  it('a mail marked privileged later takes the attachments in the file along', async () => {
    const mail =
      'From: a@b.test\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nHi\n--x\nContent-Type: text/csv; name=peak.csv\nContent-Disposition: attachment; filename=peak.csv\n\na,b\n1,2\n--x--\n';
    await drop([{ name: 'with.eml', content: mail }]);
    const [item] = await items();
    const page = (await dana.get(`${base}/${item?.id}`)).text;
    await dana.post(/action="([^"]+\/attachments\/[^"]+\/item)"/.exec(page)?.[1] ?? '');
    const [now, before] = await items();
    expect(before?.isPrivileged).to.equal(0);
    const mark = { title: 'with', isPrivileged: 'on', privilegeGround: 'Attorney-client privilege' };
    expect((await dana.post(base, grid(now ?? { id: '', version: 0 }, mark))).status).to.equal(303);
    const [, attached] = await items();
    expect(attached).to.deep.include({ isPrivileged: 1, privilegeGround: 'Attorney-client privilege' });
  });

  it('withdraws an item with a reason; it keeps its number and its bytes', async () => {
    await drop([{ name: 'peak.csv', content: CSV }]);
    const [item] = await items();
    if (!item) throw new Error('no item');
    const path = `${base}/${item.id}/withdrawal`;
    expect((await dana.post(path, { version: String(item.version) })).status).to.equal(422);
    await dana.post(path, { version: String(item.version), reason: 'Wrong network' });
    expect((await dana.get(base)).text).to.not.include('R-0001');
    expect((await dana.get(`${base}?show=withdrawn`)).text).to.include('Wrong network');
    await drop([{ name: 'other.csv', content: 'x,y\n1,2\n' }]);
    expect((await items()).map((each) => each.number)).to.deep.equal([1, 2]);
    await drop([{ name: 'peak.csv', content: CSV }]);
    const known = (await items()).map((each) => [each.number, each.state]);
    expect(known, 'the same file may come back, under a new number').to.deep.equal([
      [1, 'withdrawn'],
      [2, 'in-file'],
      [3, 'in-file'],
    ]);
  });

  it('pages, sorts and filters on the server, and the address holds it', async () => {
    const files = Array.from({ length: 53 }, (_, i) => ({
      name: `n${String(i).padStart(2, '0')}.txt`,
      content: `text ${i}`,
    }));
    await drop(files);
    const first = (await dana.get(base)).text;
    expect(first).to.include('R-0050').and.to.not.include('R-0051');
    const second = (await dana.get(`${base}?page=2&sort=title&desc=1`)).text;
    expect(second).to.include('n02').and.to.not.include('n03');
    const found = (await dana.get(`${base}?q=R-0007`)).text;
    expect(found).to.include('n06').and.to.not.include('n07');
  });

  it('does not exist for a stranger, and a viewer cannot change it', async () => {
    await drop([{ name: 'peak.csv', content: CSV }]);
    const [item] = await items();
    const rolf = await app.signIn('rolf');
    for (const path of [
      base,
      `${base}/${item?.id}`,
      `/documents/${item?.documentId}`,
      `/documents/${item?.documentId}/original`,
      `/documents/${item?.documentId}/pages/1`,
    ])
      expect((await rolf.get(path)).status).to.equal(404);
    expect((await rolf.upload(`${base}/items`, [{ name: 'a', content: 'a' }])).status).to.equal(404);
  });
});
