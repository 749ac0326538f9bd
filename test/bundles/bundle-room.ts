import { expect } from 'chai';
import { listFindings } from '../../src/bundles/build-store.js';
import { addItems } from '../../src/evidence/add-items.js';
import { grantAccess } from '../../src/matters/grant-access.js';
import { openMatter } from '../../src/matters/open-matter.js';
import type { ReceivedFile } from '../../src/platform/file-store.js';
import type { Answer, Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Dana prepares bundles, Omar approves them. */
export interface BundleRoom {
  readonly started: Started;
  readonly dana: Browser;
  readonly omar: Browser;
  /** A matter both work on. */
  readonly open: () => Promise<string>;
  /** Files as items of a matter; gives the ids of all its items in order. */
  readonly drop: (matterId: string, files: Record<string, Uint8Array | string>) => Promise<string[]>;
  /** Begins a bundle; gives its path. */
  readonly begin: (matterId: string, items: readonly string[], more?: Fields) => Promise<string>;
  readonly build: (bundle: string, kind: 'draft' | 'final') => Promise<string>;
  /** Marks all notes of a build as read. */
  readonly readAll: (build: string) => Promise<void>;
  readonly approve: (build: string) => Promise<Answer>;
  /** A form with the version that the page at `path` carries. */
  readonly save: (path: string, fields: Fields, to?: string) => Promise<Answer>;
}

export const BUNDLE = {
  title: 'Documents of Netflix',
  purpose: 'enclosures',
  paper: 'letter',
  datedOn: '2014-06-09',
  exhibitStyle: 'letters',
};
export const PRODUCTION = { ...BUNDLE, purpose: 'production', batesPrefix: 'NFLX', batesDigits: '6' };

export const idOf = (path: string): string => path.split('/').at(-1) ?? '';

export async function openBundleRoom(options: { onSqlite?: boolean } = {}): Promise<BundleRoom> {
  const started = await startRejoinder({ today: '2014-06-09', ...options });
  const [dana, omar] = [await started.signIn('dana'), await started.signIn('omar')];
  for (const browser of [dana, omar]) await browser.get('/matters'); // the token of the session they now have
  const post = async (path: string, fields: Fields): Promise<string> => {
    const answer = await dana.post(path, fields);
    expect(answer.status, answer.text.slice(0, 3000)).to.equal(303);
    return answer.location ?? '';
  };
  return {
    started,
    dana,
    omar,
    async open() {
      const { actor, deps } = started;
      const id = await openMatter(
        deps,
        {
          title: 'Verizon – Netflix, letter of 5 June 2014',
          ourParty: 'Netflix',
          theirParty: 'Verizon',
          regime: 'private',
          zone: 'America/Los_Angeles',
          legend: 'Privileged and confidential',
          approvalForm: 'two-people',
        },
        actor('omar'),
      );
      const access = { accountId: actor('dana').accountId, access: 'member' } as const;
      await grantAccess(deps, id, access, actor('omar'));
      return id;
    },
    async drop(matterId, files) {
      const arrived: { name: string; received: ReceivedFile }[] = [];
      for (const [name, content] of Object.entries(files))
        arrived.push({ name, received: await started.deps.files.receive(piecesOf(content), 10_000_000) });
      await addItems(started.deps, matterId, arrived, { custodian: '', source: '' }, started.actor('dana'));
      const items = await started.deps.db
        .selectFrom('item')
        .where('matterId', '=', matterId)
        .orderBy('number')
        .select('id')
        .execute();
      return items.map(({ id }) => id);
    },
    begin: (matterId, item, more = {}) => post(`/matters/${matterId}/bundles`, { ...BUNDLE, ...more, item }),
    async build(bundle, kind) {
      const path = await post(`${bundle}/builds`, { kind });
      await started.runJobs();
      return path;
    },
    async readAll(path) {
      const findings = await listFindings(started.deps.db, idOf(path));
      const noted = findings.filter(({ level }) => level === 'note').map((one) => one.document ?? '');
      for (const document of new Set(noted))
        expect((await dana.post(`${path}/notes`, { document })).status).to.equal(303);
    },
    async approve(path) {
      const page = (await omar.get(path)).text;
      const [pdfSha256 = ''] = valuesIn(page, 'pdfSha256');
      return omar.post(`${path}/approval`, { pdfSha256, volume: valuesIn(page, 'volume'), readNotes: 'yes' });
    },
    async save(path, fields, to = path) {
      const [version = ''] = valuesIn((await dana.get(path)).text, 'version');
      return dana.post(to, { version, ...fields });
    },
  };
}

/** The values of the hidden fields of that name, in order. */
export function valuesIn(page: string, name: string): string[] {
  return [...page.matchAll(new RegExp(`name="${name}" value="([^"]*)"`, 'g'))].map(([, value = '']) => value);
}

async function* piecesOf(content: Uint8Array | string): AsyncIterable<Uint8Array> {
  yield Buffer.from(content);
}
