import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { listBatesRanges } from '../../src/bundles/bates-store.js';
import { listBuilds, listFindings } from '../../src/bundles/build-store.js';
import { listBundles, listEntries } from '../../src/bundles/bundle-store.js';
import { listVolumes } from '../../src/bundles/volume-store.js';
import { pageText } from '../../src/pdf/questions.js';
import { listApprovedFiles } from '../../src/replies/delivery/delivery-store.js';
import { carriedFile } from '../../src/replies/delivery/sent-mail.js';
import { verify } from '../../src/verify.js';
import { BUNDLE, idOf, openBundleRoom, PRODUCTION, valuesIn, type BundleRoom } from './bundle-room.js';
import { pdfOf } from './mixed-files.js';

describe('bundles for a court, and in volumes', function () {
  this.timeout(120_000);
  let room: BundleRoom;
  before(async () => {
    room = await openBundleRoom();
  });
  after(() => room.started.close());

  const lastBuild = async (bundle: string) => (await listBuilds(room.started.deps.db, idOf(bundle)))[0];
  const stopsOf = async (build: string) =>
    (await listFindings(room.started.deps.db, idOf(build))).filter(({ level }) => level === 'stop');

  it('a paper without prejudice goes before a court only with a reason, which stays in the house', async () => {
    const matterId = await room.open();
    const items = await room.drop(matterId, {
      'a.pdf': await pdfOf('An ordinary paper'),
      'b.pdf': await pdfOf('WITHOUT PREJUDICE and subject to FRE 408'),
    });
    const court = { purpose: 'court', profile: 'us-sdny' };
    const bundle = await room.begin(matterId, items, court);
    expect((await room.dana.get(bundle)).text)
      .to.include('S.D.N.Y.')
      .and.to.include('35 MB');
    const refused = await room.build(bundle, 'final');
    expect((await stopsOf(refused)).map(({ document, what }) => `${document}: ${what}`)).to.deep.equal([
      'R-0002 b.pdf: It says “WITHOUT PREJUDICE”; a court bundle takes it only with a reason.',
    ]);

    const [, second] = await listEntries(room.started.deps.db, idOf(bundle));
    const path = `${bundle}/entries/${second?.id ?? ''}`;
    const reason = 'Both sides agreed on canarywords';
    const typed = { title: 'A letter of 5 June', treatment: 'include', settlementReason: reason };
    expect((await room.save(path, typed)).status).to.equal(303);
    const final = await room.build(bundle, 'final');
    expect(await stopsOf(final)).to.deep.equal([]);
    const build = await lastBuild(bundle);
    expect(build?.spec).to.include('canarywords').and.to.include('us-sdny');
    const record = await room.started.deps.files.read(build?.recordSha256 ?? '');
    expect(await textOf(record)).to.include(`FRE 408, and goes in: ${reason}`);
    const files = room.started.deps.files;
    for (const sha256 of [build?.pdfSha256 ?? '', build?.packageSha256 ?? ''])
      expect(await textOf(await files.read(sha256))).not.to.include('canarywords');
    const audit = await room.started.deps.db.selectFrom('auditEvent').select('text').execute();
    expect(audit.map(({ text }) => text).join()).not.to.include('canarywords');
  });

  it('an item with a legend that says so is refused before anything is built', async () => {
    const matterId = await room.open();
    const items = await room.drop(matterId, { 'a.pdf': await pdfOf('Plain words') });
    await room.started.deps.db
      .updateTable('item')
      .set({ legend: 'FRE 408' })
      .where('matterId', '=', matterId)
      .execute();
    const bundle = await room.begin(matterId, items, { purpose: 'court' });
    const build = await room.build(bundle, 'draft');
    expect((await room.dana.get(build)).text)
      .to.include('There is no file.')
      .and.to.include(
        'It is marked without prejudice or FRE 408; a court bundle takes it only with a reason.',
      );
  });

  it('volumes are each a whole file, approved together by their exact hashes, and a mail with any of them proves it', async () => {
    const matterId = await room.open();
    const items = await room.drop(matterId, {
      '1.pdf': await pdfOf('One', 3),
      '2.pdf': await pdfOf('Two', 4),
      '3.pdf': await pdfOf('Three', 5),
    });
    const { db, files } = room.started.deps;
    const bundle = await room.begin(matterId, items, { ...PRODUCTION, maxPages: '10' });
    const final = await room.build(bundle, 'final');
    const volumes = await listVolumes(db, idOf(final));
    expect(
      volumes.map(({ title, pages, batesFirst, batesLast }) => [title, pages, batesFirst, batesLast]),
    ).to.deep.equal([
      ['Documents of Netflix, volume 1 of 2', 9, 'NFLX000001', 'NFLX000007'],
      ['Documents of Netflix, volume 2 of 2', 7, 'NFLX000008', 'NFLX000012'],
    ]);
    const shown = (await room.omar.get(`${final}?volume=2`)).text;
    expect(shown).to.include('16 pages</strong> in 2 volumes').and.to.include('/volumes/2/bundle.pdf');
    expect((await room.omar.bytes(`${final}/volumes/2/package`)).status).to.equal(404);
    expect((await room.omar.get(`${final}/volumes/3/bundle.pdf`)).status).to.equal(404);
    await room.readAll(final);

    const first = volumes[0]?.pdfSha256 ?? '';
    const half = await room.omar.post(`${final}/approval`, { pdfSha256: first, readNotes: 'yes' });
    expect([half.status, half.text.includes('This is not the file you looked at')]).to.deep.equal([
      409,
      true,
    ]);
    expect((await room.approve(final)).status).to.equal(303);
    const approved = await db.selectFrom('approvalVolume').orderBy('number').select('pdfSha256').execute();
    expect(approved.map(({ pdfSha256 }) => pdfSha256)).to.deep.equal(
      volumes.map(({ pdfSha256 }) => pdfSha256),
    );
    expect(await listBatesRanges(db, matterId)).to.containSubset([{ firstNumber: 1, lastNumber: 12 }]);

    for (const { number, pdfSha256, packageSha256 } of volumes) {
      const pdf = await room.dana.bytes(`${final}/volumes/${number}/download`);
      expect(createHash('sha256').update(pdf.body).digest('hex')).to.equal(pdfSha256);
      expect(decodeURIComponent(pdf.headers.get('content-disposition') ?? '')).to.include(
        `volume ${number} of 2`,
      );
      const zip = await room.dana.bytes(`${final}/volumes/${number}/package`);
      expect(createHash('sha256').update(zip.body).digest('hex')).to.equal(packageSha256);
    }
    const sent = await listApprovedFiles(db, matterId);
    const mail = (sha256: string) => ({
      ...{ messageId: null, from: null, to: [], on: '2014-06-09', time: null },
      attachments: [{ name: 'volume.pdf', sha256 }],
    });
    for (const { pdfSha256, packageSha256 } of volumes)
      for (const sha256 of [pdfSha256, packageSha256])
        expect(carriedFile(mail(sha256), sent)?.file.buildId).to.equal(idOf(final));
    expect(carriedFile(mail('0'.repeat(64)), sent)).to.equal(null);
    const report = await verify(room.started.deps, () => undefined);
    expect(report.findings).to.deep.equal([]);

    const second = volumes[1]?.pdfSha256 ?? '';
    const path = await files.localPath(second);
    const { pages } = await room.started.deps.asker.ask(pageText, { path });
    expect(pages[0]?.text.replace(/\s+/g, ' '))
      .to.include('volume 2 of 2')
      .and.to.include('NFLX000008 – NFLX000012');
  });

  it('a document larger than a volume is named, and one that is in two volumes too', async () => {
    const matterId = await room.open();
    const items = await room.drop(matterId, {
      '1.pdf': await pdfOf('One', 6),
      '2.pdf': await pdfOf('Two', 6),
    });
    const bundle = await room.begin(matterId, items, { ...PRODUCTION, maxPages: '5' });
    expect((await room.dana.get(await room.build(bundle, 'draft'))).text).to.include(
      '“R-0001 1.pdf” has 6 pages; a volume holds 5',
    );
    const twice = await room.begin(matterId, items, { ...PRODUCTION, maxPages: '10' });
    const added = await room.save(`${twice}/items`, { item: [items[0] ?? ''] });
    expect(added.status).to.equal(303);
    const page = (await room.dana.get(twice)).text;
    expect(page)
      .to.include('R-0001: in the bundle twice now.')
      .and.to.include('The same item is in the bundle above, with pages in common');
    expect((await room.dana.get(await room.build(twice, 'draft'))).text).to.include(
      '“R-0001 1.pdf” is in volume 1 and again in volume 3; take one out, or give each its own pages.',
    );
  });

  it('what is flagged privileged, withdrawn or edited while the file is built: the file is not offered', async () => {
    const { db } = room.started.deps;
    const changes: readonly [shows: string, act: (matterId: string, bundle: string) => Promise<unknown>][] = [
      [
        'privileged',
        (matterId) =>
          db.updateTable('item').set({ isPrivileged: 1 }).where('matterId', '=', matterId).execute(),
      ],
      [
        'withdrawn',
        (matterId) =>
          db.updateTable('item').set({ state: 'withdrawn' }).where('matterId', '=', matterId).execute(),
      ],
      ['edited', (_, bundle) => room.save(`${bundle}/details`, { ...withoutPurpose(), title: 'Another' })],
    ];
    for (const [shows, act] of changes) {
      const matterId = await room.open();
      const items = await room.drop(matterId, { 'a.pdf': await pdfOf('A') });
      const bundle = await room.begin(matterId, items);
      const path = (await room.dana.post(`${bundle}/builds`, { kind: 'final' })).location ?? '';
      const keep = room.started.deps.files.keep.bind(room.started.deps.files);
      let isDone = false;
      // The first file is kept when everything is built and nothing is on record yet: the change falls in between.
      room.started.deps.files.keep = async (file) => {
        if (!isDone) {
          isDone = true;
          await act(matterId, bundle);
        }
        return keep(file);
      };
      try {
        await room.started.runJobs();
      } finally {
        room.started.deps.files.keep = keep;
      }
      expect(isDone, shows).to.equal(true);
      const answer = await room.dana.get(path);
      expect(answer.text, shows)
        .to.include('There is no file.')
        .and.to.include('The bundle was changed after this build was asked for; build it again.');
      expect((await room.dana.bytes(`${path}/bundle.pdf`)).status, shows).to.equal(404);
    }
  });

  it('the details say what does not go together, keep what was typed and save nothing', async () => {
    const matterId = await room.open();
    const items = await room.drop(matterId, { 'a.pdf': await pdfOf('A') });
    const cases: readonly [change: Record<string, string>, words: string][] = [
      [{ profile: 'us-moon' }, 'Choose a court of the list, or none'],
      [{ profile: 'us-sdny' }, 'A court is chosen for a court bundle only'],
      [{ purpose: 'court', profile: 'utiac' }, 'Upper Tribunal (IAC), CE-File takes A4 paper'],
      [{ purpose: 'court', profile: 'us-sdny', maxMegabytes: '50' }, 'S.D.N.Y. takes at most 35 MB'],
      [{ maxPages: '0' }, 'Pages of a volume are a whole number up to 20,000'],
      [{ maxPages: '20001' }, 'Pages of a volume are a whole number up to 20,000'],
      [{ maxMegabytes: 'ten' }, 'Megabytes of a volume are a whole number'],
      [{ batesStart: '7' }, 'A first number needs a prefix'],
      [{ batesPrefix: 'NFLX', batesDigits: '4', batesStart: '12345' }, '12345 does not fit in 4 digits'],
      [{ batesPrefix: 'NFLX', batesStart: '1e3' }, 'The first number is a whole number like 501'],
      [{ exhibitPages: 'perhaps' }, 'Tick the box itself'],
      [{ roomForNumber: 'perhaps' }, 'Tick the box itself'],
    ];
    const before = (await listBundles(room.started.deps.db, matterId)).length;
    for (const [change, words] of cases) {
      const fields = { ...BUNDLE, legend: 'KEPT WORDS', ...change, item: items };
      const answer = await room.dana.post(`/matters/${matterId}/bundles`, fields);
      expect(answer.status, words).to.equal(422);
      expect(answer.text, words).to.include(words).and.to.include('KEPT WORDS');
    }
    expect((await listBundles(room.started.deps.db, matterId)).length).to.equal(before);
    const bundle = await room.begin(matterId, items);
    const refused = await room.save(`${bundle}/details`, {
      ...withoutPurpose(),
      profile: 'us-sdny',
      legend: 'KEPT',
    });
    expect([
      refused.status,
      refused.text.includes('A court is chosen for a court bundle only'),
    ]).to.deep.equal([422, true]);
    expect(valuesIn(refused.text, 'legend')).to.deep.equal([]);
    expect(refused.text).to.include('value="KEPT"');
  });

  function withoutPurpose() {
    const { purpose: _purpose, ...details } = BUNDLE;
    return details;
  }
});

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(pieces).toString('latin1');
}
