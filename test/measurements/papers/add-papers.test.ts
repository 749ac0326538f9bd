import { readFile, writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { listCustody } from '../../../src/evidence/custody-store.js';
import { getItem } from '../../../src/evidence/item-store.js';
import { addItems } from '../../../src/evidence/add-items.js';
import { getDocument } from '../../../src/documents/document-store.js';
import { addCertificationToEvidence } from '../../../src/measurements/papers/add-certification.js';
import { addSummaryToEvidence } from '../../../src/measurements/papers/add-summary.js';
import { repeatSummary } from '../../../src/measurements/papers/repeat-summary.js';
import { setMethod } from '../../../src/measurements/method/set-method.js';
import { queueRun, repeatRun } from '../../../src/measurements/runs/queue-run.js';
import { getRun } from '../../../src/measurements/runs/run-store.js';
import type { MeasurementRun } from '../../../src/measurements/runs/run-store.js';
import { queueSource } from '../../../src/measurements/sources/queue-source.js';
import { pageText } from '../../../src/pdf/page-text.js';
import { bytesArrive } from '../../../src/sample/arrive.js';
import { openDispute } from '../../overview/dispute.js';
import { startRejoinder, type Started } from '../../support/start-rejoinder.js';

const EXAMINATION = '=At the offices of counsel, any business day from 9:00 to 17:00.';
const quiet = (): void => undefined;

describe('papers of a run in the file', () => {
  let started: Started;
  let matterId: string;
  let sourceItem: string;
  let run: MeasurementRun;
  const matter = () => ({
    id: matterId,
    title: 'Verizon – Netflix',
    regime: 'private' as const,
    zone: 'America/New_York',
  });
  const runOf = (id: string) => getRun(started.deps.db, matterId, id);
  const documentOf = async (itemId: string) =>
    getDocument(started.deps.db, (await getItem(started.deps.db, matterId, itemId)).documentId);
  const wordsOf = async (itemId: string): Promise<string> => {
    const path = await started.deps.files.localPath((await documentOf(itemId)).sha256);
    return (await pageText({ path }, quiet)).pages
      .flatMap(({ lines }) => lines.map(({ text }) => text))
      .join('\n');
  };

  before(async () => {
    started = await startRejoinder();
  });
  after(() => started.close());

  beforeEach(async () => {
    ({ matterId } = await openDispute(started));
    const { deps, actor } = started;
    const arrived = await bytesArrive(deps, 'sessions.csv', readings());
    const provenance = { custodian: 'Data engineering', source: 'Playback log' };
    const [added] = await addItems(deps, matterId, [arrived], provenance, actor('dana'));
    sourceItem = added?.itemId ?? '';
    const { sha256, name } = await documentOf(sourceItem);
    const how = {
      given: {},
      zone: null,
      said: {
        ...{ time: 'taken_at', network: 'network', account: null, session: null, method: null, absent: [] },
        values: { download: { column: 'download_mbps', unit: 'Mbit/s' } },
      },
    };
    const sourceId = await queueSource(
      deps,
      matterId,
      { item: { id: sourceItem }, file: { sha256, name }, columns: [], how, replaces: null },
      actor('dana'),
    );
    await started.runJobs();
    const method = {
      measure: 'download',
      level: 3,
      windowMinutes: 30,
      peakFrom: 19,
      peakTo: 23,
      peakDays: 'all',
    } as const;
    const said = { zone: 'America/New_York', note: '', reason: 'As published in May 2014', version: 0 };
    await setMethod(deps, matterId, { ...method, ...said }, actor('omar'));
    const id = await queueRun(deps, matterId, [sourceId], actor('omar'));
    await started.runJobs();
    run = await runOf(id);
  });

  const add = () =>
    addSummaryToEvidence(started.deps, matter(), run, { examination: EXAMINATION }, started.actor('omar'));

  it('the summary becomes two items, made from the items of the run, with their chain', async () => {
    const added = await add();
    const paper = await getItem(started.deps.db, matterId, added.paper);
    const table = await getItem(started.deps.db, matterId, added.table);
    expect([paper.number, table.number]).to.deep.equal([2, 3]);
    expect(paper).to.include({
      kind: 'document',
      title: 'Summary of measurements: download by network, run 1',
      source: 'made from R-0001 (M-01) by run 1 of the measurements',
      datedOn: '2014-06-05',
      isPrivileged: 0,
    });
    const [entry] = await listCustody(started.deps.db, paper.id);
    expect(entry?.action).to.equal('made from R-0001 (M-01) by run 1 of the measurements');
    expect(entry?.sha256).to.equal((await documentOf(paper.id)).sha256);
    expect(await documentOf(paper.id)).to.include({ state: 'readable', mediaType: 'application/pdf' });
    expect(await documentOf(table.id)).to.include({ state: 'readable' });
    const words = await wordsOf(paper.id);
    expect(words).to.contain((await documentOf(sourceItem)).sha256);
    expect(words)
      .to.contain('letter from Verizon, Thu 5 Jun 2014')
      .and.contain((await documentOf(table.id)).sha256);
    expect(words).to.contain('49 records in: 48 readings used, 1 set aside.');
    const inTable = await readFile(
      await started.deps.files.localPath((await documentOf(table.id)).sha256),
      'utf8',
    );
    for (const said of [words, inTable])
      expect(said, 'files by their names, not by our numbers').not.to.match(/\bR-\d{4}\b|\bM-\d\d\b/);
  });

  it('a summary of what is held back is held back on the same ground', async () => {
    await started.deps.db
      .updateTable('item')
      .set({ isPrivileged: 1, privilegeGround: 'Work product' })
      .where('id', '=', sourceItem)
      .execute();
    const added = await add();
    for (const id of [added.paper, added.table])
      expect(await getItem(started.deps.db, matterId, id)).to.include({
        isPrivileged: 1,
        privilegeGround: 'Work product',
      });
  });

  it('made again it is equal byte for byte, from the run and from one that repeats it', async () => {
    expect(await repeatSummary(started.deps, matter(), run)).to.equal(null);
    await add();
    expect(await repeatSummary(started.deps, matter(), run)).to.include({ isEqual: true, more: 0 });
    started.setToday('2014-06-09');
    const again = await repeatRun(started.deps, matterId, run.id, started.actor('dana'));
    await started.runJobs();
    const repeated = await repeatSummary(started.deps, matter(), await runOf(again));
    expect(repeated).to.include({ isEqual: true, more: 0 });
    expect(repeated?.stored.paper.itemNumber).to.equal(2);
    started.setToday('2014-06-05');
  });

  it('a difference is named by what it is of', async () => {
    await add();
    await started.deps.db
      .updateTable('item')
      .set({ custodian: 'Records' })
      .where('id', '=', sourceItem)
      .execute();
    const again = await repeatRun(started.deps, matterId, run.id, started.actor('dana'));
    await started.runJobs();
    const repeated = await repeatSummary(started.deps, matter(), await runOf(await otherwise(again)));
    expect(repeated?.isEqual).to.equal(false);
    expect(repeated?.differences).to.deep.equal([
      'file, custodian, sessions.csv: “Records” now, “Data engineering” in the file',
      'network, North: n 24, p10 2, median 9.5, p90 2, below_level 24, share_below 1 now, n 24, p10 2, median 2, p90 2, below_level 24, share_below 1 in the file',
    ]);
  });

  it('a run without figures has no papers yet', async () => {
    const waiting = { ...run, id: 'none', resultHash: null, finishedAt: null };
    const omar = started.actor('omar');
    for (const make of [
      () => addSummaryToEvidence(started.deps, matter(), waiting, { examination: 'x' }, omar),
      () => addCertificationToEvidence(started.deps, matter(), waiting, omar),
    ]) {
      let message = '';
      await make().catch((error: unknown) => {
        message = error instanceof Error ? error.message : '';
      });
      expect(message).to.equal('Run 1 has no figures yet. Wait until it is made.');
    }
  });

  it('a certification is drafted from the custody record, held back, and says so where a file is not what it was', async () => {
    const id = await addCertificationToEvidence(started.deps, matter(), run, started.actor('omar'));
    expect(await getItem(started.deps.db, matterId, id)).to.include({
      title: 'Certification under FRE 902(13) and (14), run 1: draft, unsigned',
      isPrivileged: 1,
      privilegeGround: 'Work product: a draft that nobody has signed',
    });
    const words = await wordsOf(id);
    expect(words).to.contain((await documentOf(sourceItem)).sha256);
    expect(words).to.contain('received into the file as').and.contain('Draft. Not signed.');
    const path = await started.deps.files.localPath((await documentOf(sourceItem)).sha256);
    const bytes = await readFile(path);
    await writeFile(path, `${bytes.toString()}\n`);
    try {
      const other = await addCertificationToEvidence(started.deps, matter(), run, started.actor('omar'));
      expect((await wordsOf(other)).replace(/\s+/g, ' ')).to.contain('this did not hold for: sessions.csv.');
    } finally {
      await writeFile(path, bytes);
    }
  });

  it('the page asks where the originals can be examined, adds the summary, and makes it again', async () => {
    const omar = await started.signIn('omar');
    const path = `/matters/${matterId}/measurements/runs/${run.id}/papers`;
    await omar.get(path);
    const empty = await omar.post(`${path}/summary`, { examination: '  ' });
    expect(empty.status).to.equal(422);
    expect(empty.text).to.contain('Say where and when the originals can be examined or copied');
    const long = await omar.post(`${path}/summary`, { examination: `<b>${'x'.repeat(2_000)}` });
    expect(long.status).to.equal(422);
    expect(long.text)
      .to.contain('at most 2000 characters')
      .and.contain(`&lt;b&gt;${'x'.repeat(2_000)}`);
    expect((await omar.post(`${path}/summary`, { examination: EXAMINATION })).status).to.equal(303);
    const added = await omar.get(path);
    expect(added.text).to.contain('>R-0002</a>, the paper').and.contain('>R-0003</a>, the table');
    expect(added.text).to.not.contain('name="examination"');
    const again = await omar.post(`${path}/summary`, { examination: EXAMINATION });
    expect(again.status).to.equal(409);
    expect(again.text).to.contain('This is in the file already, byte for byte, as R-0002.');
    const { db } = started.deps;
    expect(
      await db.selectFrom('item').where('matterId', '=', matterId).select('id').execute(),
    ).to.have.length(3);
    expect((await omar.get(`${path}?compare=yes`)).text).to.contain(
      'equal to those in the evidence, byte for byte',
    );
    await started.deps.db
      .updateTable('item')
      .set({ custodian: 'Records' })
      .where('id', '=', sourceItem)
      .execute();
    expect((await omar.get(`${path}?compare=yes`)).text).to.contain(
      '“Records” now, “Data engineering” in the file',
    );
    expect((await omar.post(`${path}/certification`, {})).status).to.equal(303);
    expect((await omar.get(path)).text).to.match(/In the evidence: <a[^>]+>R-0004<\/a>\./);
  });

  it('who only reads the matter sees its papers and adds none', async () => {
    const priya = await started.signIn('priya');
    const path = `/matters/${matterId}/measurements/runs/${run.id}/papers`;
    const page = await priya.get(path);
    expect(page.status).to.equal(200);
    expect(page.text).to.contain('There is none in the evidence.').and.not.contain('<textarea');
    expect((await priya.post(`${path}/certification`, {})).status).to.equal(403);
  });

  /** What a run would leave whose figures came out otherwise. */
  async function otherwise(runId: string): Promise<string> {
    const { db } = started.deps;
    const row = await db
      .selectFrom('measurementRunFigures')
      .where('runId', '=', run.id)
      .selectAll()
      .executeTakeFirstOrThrow();
    const figures = JSON.parse(row.content) as { networks: { network: string; median: number }[] };
    const networks = figures.networks.map((one) => (one.network === 'North' ? { ...one, median: 9.5 } : one));
    const id = `${runId}-changed`.slice(-26);
    const content = JSON.stringify({ ...figures, networks });
    const { number: _number, ...rest } = await runOf(runId);
    await db
      .insertInto('measurementRun')
      .values({ ...rest, id, number: 99 })
      .execute();
    await db.insertInto('measurementRunFigures').values({ runId: id, content }).execute();
    return id;
  }
});

/** Two networks through a day, North below the level; and a row without a reading. */
function readings(): string {
  const rows = ['North', 'South'].flatMap((network, at) =>
    Array.from(
      { length: 24 },
      (_, hour) => `${network},2014-06-04T${String(hour).padStart(2, '0')}:30:00Z,${2 + at * 3}`,
    ),
  );
  return ['network,taken_at,download_mbps', ...rows, 'South,2014-06-04T23:45:00Z,', ''].join('\n');
}
