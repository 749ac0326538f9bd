import { expect } from 'chai';
import { parse } from 'csv-parse/sync';

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createWriteStream } from 'node:fs';
import { listBuilds, listFindings } from '../../../src/bundles/build-store.js';
import { listEntries } from '../../../src/bundles/bundle-store.js';
import { unzipPackage } from '../../../src/bundles/packaging/unzip-package.js';
import { idOf, openBundleRoom, PRODUCTION, type BundleRoom } from '../bundle-room.js';
import { emlOf, pdfOf } from '../mixed-files.js';

const LOG = 'privilege-log.csv';

describe('the privilege log of a matter', function () {
  this.timeout(120_000);
  let room: BundleRoom;
  let matterId = '';
  let items: string[] = [];
  before(async () => {
    room = await openBundleRoom();
    matterId = await room.open();
    items = await room.drop(matterId, {
      'a.pdf': await pdfOf('Alpha', 2),
      'b.pdf': await pdfOf('Beta', 1),
      'c.pdf': await pdfOf('Gamma', 1),
    });
  });
  after(() => room.started.close());

  const choose = async (privilegeLog: string) => {
    const settings = `/matters/${matterId}/settings`;
    const version = /name="version" value="(\d+)"/.exec((await room.omar.get(settings)).text)?.[1] ?? '';
    const rest = {
      title: 'The matter',
      zone: 'America/Los_Angeles',
      approvalForm: 'two-people',
      legend: 'L',
    };
    return room.omar.post(settings, { version, ...rest, privilegeLog });
  };
  const logOf = async (paper: string): Promise<string[][]> => {
    const bundle = await room.begin(matterId, items, { ...PRODUCTION, batesPrefix: 'LOG', paper });
    const entries = await listEntries(room.started.deps.db, idOf(bundle));
    for (const [at, datedOn] of ['2014-06-04', '2014-06-02'].entries()) {
      const typed = {
        ...{ title: 'Canarytitle', datedOn, treatment: 'withhold', ground: 'Attorney-client privilege' },
        ...{ description: 'Advice on the reply', author: 'A. Counsel', recipients: 'D. Client' },
      };
      const answer = await room.save(`${bundle}/entries/${entries[at]?.id ?? ''}`, typed);
      expect(answer.status, answer.text.slice(0, 2000)).to.equal(303);
    }
    await room.build(bundle, 'final');
    const [build] = await listBuilds(room.started.deps.db, idOf(bundle));
    expect(build?.state, build?.reason ?? '').to.equal('built');
    const folder = await mkdtemp(join(tmpdir(), 'rejoinder-log-'));
    try {
      const zip = join(folder, 'package.zip');
      await pipeline(await room.started.deps.files.read(build?.packageSha256 ?? ''), createWriteStream(zip));
      await unzipPackage(zip, join(folder, 'package'));
      const text = await readFile(join(folder, 'package', LOG), 'utf8');
      expect(text).not.to.include('Canarytitle');
      return parse(text);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };

  it('has a row a document, with dates as the paper has them', async () => {
    const [header, ...rows] = await logOf('letter');
    expect(header?.slice(3)).to.deep.equal([
      'Date',
      'Author',
      'Recipients',
      'Description',
      'Ground',
      'Treatment',
    ]);
    expect(rows.map(([no, first, , date]) => [no, first, date])).to.deep.equal([
      ['1', 'LOG000001', 'June 4, 2014'],
      ['2', 'LOG000002', 'June 2, 2014'],
    ]);
    const [, row] = await logOf('a4');
    expect(row?.[3]).to.equal('4 June 2014');
  });

  it('is kept by topic or by category where the matter says so', async () => {
    expect((await choose('metadata')).status).to.equal(303);
    const [topics] = await logOf('letter');
    expect(topics).to.include('Topic').and.not.to.include('Description');
    expect((await choose('category')).status).to.equal(303);
    const [, ...rows] = await logOf('letter');
    expect(rows).to.deep.equal([
      [
        '1',
        'Advice on the reply',
        'Attorney-client privilege',
        'withheld',
        '2',
        'June 2, 2014 to June 4, 2014',
        'A. Counsel',
        'D. Client',
        'LOG000001; LOG000002',
      ],
    ]);
    const wrong = await choose('heap');
    expect([wrong.status, wrong.text.includes('Choose how the privilege log is kept')]).to.deep.equal([
      422,
      true,
    ]);
    const events = await room.started.deps.db
      .selectFrom('auditEvent')
      .where('action', '=', 'matter.edited')
      .select('text')
      .execute();
    expect(events.map(({ text }) => text).join()).to.include('form of the privilege log');
  });

  it('of a mail proposes author and recipients from its headers; without them the file is not approved', async () => {
    const mail = emlOf('Advice', 'Canarywords').replace('To: ', 'Bcc: Canaryblind <b@x.example>\r\nTo: ');
    const own = await room.open();
    const [item = '', other = ''] = await room.drop(own, {
      'advice.eml': mail,
      'memo.pdf': await pdfOf('Memo', 1),
    });
    const { db } = room.started.deps;
    await db
      .updateTable('item')
      .set({ isPrivileged: 1, privilegeGround: 'Work product' })
      .where('id', 'in', [item, other])
      .execute();
    const bundle = await room.begin(own, [item, other], { ...PRODUCTION, batesPrefix: 'MAIL' });
    const [entry, memo] = await listEntries(db, idOf(bundle));
    expect(entry).to.include({ author: 'Randal <randal@firm.example>', treatment: 'withhold' });
    expect(entry?.recipients).to.equal('David <david@client.example>');
    const page = (await room.dana.get(`${bundle}/entries/${entry?.id ?? ''}`)).text;
    expect(page).to.include('value="David &lt;david@client.example&gt;"').and.not.to.include('Canaryblind');
    const stops = async () => {
      const path = await room.build(bundle, 'final');
      await room.readAll(path);
      const found = (await listFindings(db, idOf(path))).filter(({ level }) => level === 'stop');
      const approval = await room.approve(path);
      return { what: found.map((one) => one.what).sort(), status: approval.status };
    };
    const before = await stops();
    expect(before.status).to.equal(422);
    expect(before.what).to.have.length(2);
    expect(before.what[0]).to.include('has no description of it');
    expect(before.what[1]).to.include('has no description, author and recipients of it');
    const typed = { title: 'T', treatment: 'withhold', ground: 'Work product', description: 'Advice' };
    for (const one of [entry, memo]) {
      const people = { author: one?.author || 'not known', recipients: one?.recipients || 'not known' };
      const saved = await room.save(`${bundle}/entries/${one?.id ?? ''}`, { ...typed, ...people });
      expect(saved.status, saved.text.slice(0, 2000)).to.equal(303);
    }
    expect(await stops()).to.deep.equal({ what: [], status: 303 });
  });
});
