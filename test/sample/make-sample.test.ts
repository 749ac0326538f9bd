import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { listAccounts } from '../../src/auth/account-store.js';
import { actorOf, type Account, type Role } from '../../src/auth/account.js';
import { listBuilds, listFindings } from '../../src/bundles/build-store.js';
import { listBundles, listEntries } from '../../src/bundles/bundle-store.js';
import { listDeadlines } from '../../src/deadlines/deadline-store.js';
import { listDemands, listResponses } from '../../src/demands/demand-store.js';
import { countUnlinked, listItemsInFile } from '../../src/evidence/item-store.js';
import { listLetters, listUnfiled } from '../../src/letters/letter-store.js';
import { getMatterFor, listMattersFor } from '../../src/matters/matter-store.js';
import { listMethods } from '../../src/measurements/method/method-store.js';
import { repeatSummary } from '../../src/measurements/papers/repeat-summary.js';
import { findRunFigures, listRuns } from '../../src/measurements/runs/run-store.js';
import { resultOf } from '../../src/notices/runs/notice-run.js';
import { listNoticeRuns } from '../../src/notices/runs/run-store.js';
import { openDeps, type OpenDeps } from '../../src/processes/open-deps.js';
import { clockAt } from '../../src/platform/clock.js';
import { openLog } from '../../src/platform/log.js';
import { makeSample, SAMPLE_INSTANT, SAMPLE_ZONE } from '../../src/sample/make-sample.js';
import { verify } from '../../src/verify.js';

describe('the sample matter, played through the product’s own actions', () => {
  let folder = '';
  let deps: OpenDeps;
  let accounts: readonly Account[] = [];
  let matterId = '';

  before(async function () {
    this.timeout(120_000);
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-sample-test-'));
    deps = await openDeps({
      dataDir: folder,
      databaseUrl: null,
      clock: clockAt(SAMPLE_INSTANT),
      zone: SAMPLE_ZONE,
      log: openLog('silent'),
      isSample: true,
    });
    await makeSample(deps);
    accounts = await listAccounts(deps.db);
    const [matter] = await listMattersFor(deps.db, as('counsel'));
    matterId = matter?.id ?? '';
  });
  after(async () => {
    await deps.close();
    await rm(folder, { recursive: true, force: true });
  });

  const as = (role: Role) => {
    const account = accounts.find((one) => one.role === role);
    if (!account) throw new Error(`The sample has no ${role}.`);
    return actorOf(account);
  };

  it('is verified: the chain, every file and the built bundle hold', async () => {
    const report = await verify(deps, () => undefined);
    expect(report.findings).to.deep.equal([]);
    expect(report.bundles).to.equal(1);
    expect(report.orphans).to.equal(0);
  });

  it('has events from 5 and 6 June 2014 only, in order of time', async () => {
    const events = await deps.db.selectFrom('auditEvent').orderBy('seq').select('at').execute();
    const times = events.map(({ at }) => at);
    expect(times).to.deep.equal([...times].sort());
    expect(times[0]).to.match(/^2014-06-05T/);
    expect(times.at(-1)).to.match(/^2014-06-06T/);
  });

  it('can be entered as paralegal, counsel and auditor, each of whom sees the matter; the admin sees none', async () => {
    for (const role of ['paralegal', 'counsel', 'auditor'] as const)
      expect(await listMattersFor(deps.db, as(role)), role).to.have.lengthOf(1);
    expect(await listMattersFor(deps.db, as('admin'))).to.deep.equal([]);
  });

  it('has three demands in the letter’s own words, each responded to', async () => {
    const demands = await listDemands(deps.db, matterId);
    expect(demands.map(({ kind, state, page }) => [kind, state, page])).to.deep.equal([
      ['cease', 'responded', 1],
      ['provide-evidence', 'responded', 1],
      ['provide-list', 'responded', 1],
    ]);
    expect(demands.every(({ quoteStart }) => quoteStart !== null)).to.equal(true);
    expect(
      (await listResponses(deps.db, matterId)).map(({ stance, holdsBack }) => [stance, holdsBack]),
    ).to.have.deep.members([
      ['declines', 'no'],
      ['in-part', 'no'],
      ['in-part', 'yes'],
    ]);
  });

  it('works to Monday 9 June, has decided on “immediately”, and has promised 16 June', async () => {
    const dates = await listDeadlines(deps.db, matterId);
    const shown = dates.map(({ whose, state, computedOn, earliestOn, workingOn }) =>
      [whose, state, computedOn, earliestOn, workingOn].join(' '),
    );
    expect(shown).to.include.members([
      'asserted open 2014-06-10 2014-06-09 2014-06-09',
      'promised open 2014-06-16 2014-06-16 2014-06-16',
    ]);
    expect(dates.filter(({ state }) => state === 'decided')).to.have.lengthOf(1);
    expect(dates.filter(({ workingOn }) => workingOn === '2014-06-09')).to.have.lengthOf(2);
  });

  it('leaves one mail unreviewed, with the earliest date its words could mean', async () => {
    const letters = await listLetters(deps.db, matterId);
    expect(letters.map(({ state, earliestOn }) => [state, earliestOn])).to.have.deep.members([
      ['unreviewed', '2014-06-15'],
      ['reviewed', '2014-06-09'],
    ]);
    expect(await listUnfiled(deps.db, as('paralegal'))).to.deep.equal([]);
  });

  it('marks what is synthetic in title and legend, and counsel’s note as privileged', async () => {
    const items = await listItemsInFile(deps.db, matterId);
    expect(items).to.have.lengthOf(15);
    for (const { title, legend } of items)
      expect(title.includes('(synthetic)'), title).to.equal(legend.startsWith('Synthetic'));
    expect(items.filter(({ isPrivileged }) => isPrivileged === 1).map(({ title }) => title)).to.deep.equal([
      'Note for file: the three demands',
      'Certification under FRE 902(13) and (14), run 1: draft, unsigned',
    ]);
    expect(await countUnlinked(deps.db, matterId)).to.equal(3);
  });

  it('has a method set by counsel before the one run, whose summary is in the evidence', async () => {
    const [method] = await listMethods(deps.db, matterId);
    const [run, ...others] = await listRuns(deps.db, matterId);
    expect(others).to.deep.equal([]);
    expect(method).to.include({
      level: 3,
      windowMinutes: 30,
      zone: 'America/New_York',
      setBy: as('counsel').accountId,
    });
    expect((method?.setAt ?? '') < (run?.startedAt ?? '')).to.equal(true);
    const figures = await findRunFigures(deps.db, run?.id ?? '');
    expect(figures?.used).to.be.within(15_000, 16_500);
    expect(figures?.reasons).to.deep.equal([
      { reason: 'No download was measured.', count: (figures?.records ?? 0) - (figures?.used ?? 0) },
    ]);
    const ratios = new Map(figures?.peak.map(({ network, ratio }) => [network, ratio ?? 1]));
    expect(ratios.get('Network North')).to.be.below(0.6);
    expect(ratios.get('Network South')).to.be.above(0.9);
    if (!run) throw new Error('The sample has no run.');
    const matter = await getMatterFor(deps.db, as('counsel'), matterId);
    expect(await repeatSummary(deps, matter, run)).to.include({ isEqual: true });
  });

  it('has the deliveries set against the readings: every one counted once, in all four ways', async () => {
    const [run] = await listNoticeRuns(deps.db, matterId);
    const result = run ? resultOf(run) : null;
    if (!result) throw new Error('The sample has no reconciliation.');
    const { supported, sharedCause, contradicted, unmeasured, notices, duplicates } = result;
    expect(supported + sharedCause + contradicted + unmeasured).to.equal(notices - duplicates);
    for (const count of [supported, sharedCause, contradicted, unmeasured]) expect(count).to.be.above(0);
  });

  it('answers the demand for the list by counts and by pseudonyms, and names nobody', async () => {
    const made = await deps.db
      .selectFrom('disclosure')
      .where('matterId', '=', matterId)
      .selectAll()
      .execute();
    expect(made.map(({ mode, state }) => [mode, state])).to.have.deep.members([
      ['counts', 'made'],
      ['counts', 'made'],
      ['pseudonyms', 'made'],
    ]);
    for (const { sha256 } of made)
      expect(await readFile(await deps.files.localPath(sha256 ?? ''), 'utf8')).to.not.match(/acct-\d/);
    const [, list] = await listDemands(deps.db, matterId).then((demands) => [demands[1], demands[2]]);
    expect(made.filter(({ demandId }) => demandId === list?.id)).to.have.lengthOf(2);
  });

  it('has a draft bundle built, nine exhibits, the summary, the reconciliation and the list among them, and nothing marked privileged in it, with no stop and no note', async () => {
    const [bundle] = await listBundles(deps.db, matterId);
    const entries = await listEntries(deps.db, bundle?.id ?? '');
    expect(entries.map(({ treatment }) => treatment)).to.deep.equal(Array(9).fill('include'));
    expect(entries.some(({ isPrivileged }) => isPrivileged === 1)).to.equal(false);
    const [build] = await listBuilds(deps.db, bundle?.id ?? '');
    expect(build).to.include({ state: 'built', isDraft: 1 });
    expect(build?.pages).to.be.greaterThan(15);
    const findings = await listFindings(deps.db, build?.id ?? '');
    expect(findings).to.deep.equal([]);
  });
});
