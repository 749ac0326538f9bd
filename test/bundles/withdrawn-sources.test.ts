import { expect } from 'chai';
import { getBuildById, listFindings } from '../../src/bundles/build-store.js';
import { recordCustody } from '../../src/evidence/record-custody.js';
import { READINGS, readList, readSource } from '../notices/made-lists.js';
import { idOf, openBundleRoom, valuesIn } from './bundle-room.js';
import type { BundleRoom } from './bundle-room.js';

const LIST = [
  'notice_id,account,network,shown_at',
  ...Array.from({ length: 12 }, (_, i) => `N${i},acct-${i},North,2014-06-03T23:${10 + i}:00Z`),
  '',
].join('\n');
const GONE = 'M-01, which was withdrawn (The unit was wrong)';

describe('figures over a source that was withdrawn', function () {
  this.timeout(60_000);
  let room: BundleRoom;
  let matterId: string;
  let source: string;
  let run: string;
  let measured: string;
  let withoutFindings: string;
  let items: { paper: string; summary: string };
  let bundles: { built: string; final: string; approved: string; approvedFinal: string };

  before(async () => {
    room = await openBundleRoom();
    const { dana, omar, started } = room;
    matterId = await room.open();
    const { listId } = await readList(started, dana, matterId, 'list.csv', LIST);
    const { sourceId } = await readSource(started, dana, matterId, 'readings.csv', READINGS);
    const matter = `/matters/${matterId}`;
    source = `${matter}/measurements/sources/${sourceId}`;
    const post = async (path: string, fields: Record<string, string>): Promise<string> => {
      const answer = await omar.post(path, fields);
      expect(answer.status, answer.text.slice(0, 3_000)).to.equal(303);
      await started.runJobs();
      return answer.location ?? '';
    };
    run = await post(`${matter}/notices/runs`, {
      ...{ list: listId, source: sourceId, level: '3', within: '30m', reason: 'As triggered' },
    });
    const disclosure = await post(`${matter}/notices/disclosures`, {
      ...{ list: listId, run: idOf(run), mode: 'counts', shape: 'paper', title: 'Reconciliation' },
    });
    const paper = /evidence\/([a-z0-9]{20})/.exec((await dana.get(disclosure)).text)?.[1] ?? '';
    const counted = await post(`${matter}/notices/disclosures`, {
      ...{ list: listId, run: idOf(run), mode: 'counts', period: 'none', title: 'Deliveries alone' },
    });
    const [, alone] = /evidence\/([a-z0-9]{20})/.exec((await dana.get(counted)).text) ?? [];
    expect(alone, 'the table without findings was made').to.be.a('string');
    withoutFindings = alone ?? '';
    await post(`${matter}/measurements/method`, {
      ...{ version: '0', measure: 'download', level: '3', windowMinutes: '30', zone: 'UTC' },
      ...{ peakFrom: '19', peakTo: '23', peakDays: 'all', note: '', reason: 'As triggered' },
    });
    measured = await post(`${matter}/measurements/runs`, { source: sourceId });
    await post(`${measured}/papers/summary`, { examination: 'At the office' });
    const summary = await started.deps.db
      .selectFrom('item')
      .where('matterId', '=', matterId)
      .where('title', 'like', 'Summary of measurements%')
      .orderBy('number')
      .select('id')
      .executeTakeFirstOrThrow();
    items = { paper, summary: summary.id };
    const both = [items.paper, items.summary];
    const [built, approved] = [await room.begin(matterId, both), await room.begin(matterId, both)];
    const [final, approvedFinal] = [await room.build(built, 'final'), await room.build(approved, 'final')];
    for (const path of [final, approvedFinal]) await room.readAll(path);
    expect((await room.approve(approvedFinal)).status).to.equal(303);
    bundles = { built, final, approved, approvedFinal };
    const [version = ''] = valuesIn((await dana.get(source)).text, 'version');
    await post(`${source}/withdrawal`, { version, reason: 'The unit was wrong' });
  });
  after(() => room.started.close());

  it('the runs over it say so, and nothing more is made of them', async () => {
    const matter = `/matters/${matterId}`;
    for (const path of [run, measured])
      expect((await room.dana.get(path)).text, path).to.include(`It rests on ${GONE}`);
    for (const path of [`${matter}/notices`, `${matter}/measurements`])
      expect((await room.dana.get(path)).text, path).to.include('source withdrawn');
    expect((await room.dana.get(run)).text).not.to.include('Make a paper of it');
    const fields = { run: idOf(run), mode: 'counts', byFinding: 'yes', period: 'none', title: 'More' };
    const list = /lists\/([a-z0-9]{20})/.exec((await room.dana.get(run)).text)?.[1] ?? '';
    const more = await room.dana.post(`${matter}/notices/disclosures`, { ...fields, list });
    expect([more.status, more.text.includes(`RC-1 rests on ${GONE}`)]).to.deep.equal([409, true]);
    const again = await room.dana.post(`${measured}/papers/summary`, { examination: 'At the office' });
    expect([again.status, again.text.includes(`Run 1 rests on ${GONE}`)]).to.deep.equal([409, true]);
  });

  it('a second run that comes out equal says on what both rest', async () => {
    const again = await room.dana.post(`${run}/repeat`, { reason: 'To see' });
    await room.started.runJobs();
    const { text } = await room.dana.get(again.location ?? '');
    expect(text).to.include('The results are equal').and.include('rest on the same withdrawn source');
  });

  it('the papers and tables made of it say so', async () => {
    for (const id of Object.values(items)) {
      const { text } = await room.dana.get(`/matters/${matterId}/evidence/${id}`);
      expect(text).to.include(`It rests on ${GONE}`);
    }
  });

  it('nobody makes another item rest on a run by typing an entry of custody', async () => {
    const [other = ''] = await room
      .drop(matterId, { 'memo.txt': 'Nothing of a run.' })
      .then((ids) => ids.slice(-1));
    const path = `/matters/${matterId}/evidence/${other}`;
    const typed = { holder: 'Made in  this file', action: 'made from R-0001 by run 1 of the measurements' };
    const refused = await room.dana.post(`${path}/custody`, typed);
    expect(refused.status).to.equal(422);
    expect(refused.text)
      .to.include('is what the program itself writes of papers it made from a run')
      .and.include('made from R-0001 by run 1 of the measurements');
    // One that was typed before that was refused.
    const { deps, actor } = room.started;
    const custody = { ...typed, holder: 'made in this file', fromOn: null };
    room.started.setToday('2014-06-10');
    await recordCustody(deps, matterId, other, custody, actor('dana'));
    room.started.setToday('2014-06-09');
    expect((await room.dana.get(path)).text).to.not.include('It rests on');
  });

  it('a table of deliveries that gives no findings does not rest on the source', async () => {
    const { text } = await room.dana.get(`/matters/${matterId}/evidence/${withoutFindings}`);
    expect(text).to.include('Deliveries alone').and.not.include('It rests on');
  });

  it('a final file they stand in is outdated and not approved; built again, counsel has to clear it', async () => {
    const page = (await room.omar.get(bundles.final)).text;
    expect(page).to.include('Changed since this file was built').and.include(`It rests on ${GONE}`);
    const { pdfSha256 } = await getBuildById(room.started.deps.db, idOf(bundles.final));
    const form = { pdfSha256: pdfSha256 ?? '', readNotes: 'yes' }; // from a page that was opened before
    const refused = await room.omar.post(`${bundles.final}/approval`, form);
    expect([refused.status, refused.text.includes(`rests on ${GONE}`)]).to.deep.equal([409, true]);
    const again = await room.build(bundles.built, 'final');
    await room.readAll(again);
    expect((await room.approve(again)).text).to.include('stops are to be cleared');
    const stops = (await listFindings(room.started.deps.db, idOf(again))).filter(
      ({ level }) => level === 'stop',
    );
    expect(stops.map(({ what }) => what.startsWith(`It rests on ${GONE}`))).to.deep.equal([true, true]);
    for (const { id } of stops)
      await room.omar.post(`${again}/stops/${id}`, { reason: 'They asked for the withdrawn figures too' });
    expect((await room.approve(again)).status).to.equal(303);
    expect((await room.dana.bytes(`${again}/package`)).status, 'decided before').to.equal(200);
  });

  it('an approved file stays in the house, and its page says why', async () => {
    const { text } = await room.dana.get(bundles.approvedFinal);
    expect(text).to.include('This file may not go out as it stands').and.include(`It rests on ${GONE}`);
    const refused = await room.dana.get(`${bundles.approvedFinal}/package`);
    expect(refused.status).to.equal(409);
    expect(refused.text).to.include(`rests on ${GONE}, after this file was built`);
  });
});
