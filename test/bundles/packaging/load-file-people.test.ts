import { expect } from 'chai';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBundle } from '../../../src/bundles/building/build-bundle.js';
import { parseSpec } from '../../../src/bundles/building/spec.js';
import { readDat } from '../../../src/bundles/packaging/load-files.js';
import { mailWith, pdfOf } from '../mixed-files.js';
import { documentAsker } from '../../support/document-asker.js';

const [FROM, TO] = ['Randal <randal@firm.example>', 'David <david@client.example>'];
const HELD = { ground: 'Attorney-client privilege', description: 'Advice', author: 'A. Counsel' };

describe('whose document it was, who wrote it and to whom', function () {
  this.timeout(120_000);
  const asker = documentAsker();
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-people-'));
    const mail = mailWith('Your letter', [
      { name: 'terms.pdf', type: 'application/pdf', content: await pdfOf('Terms', 1) },
    ]);
    await writeFile(
      join(folder, 'mail.eml'),
      mail.replace('To: ', 'Cc: Carla <carla@client.example>\r\nBcc: Canaryblind <b@x.example>\r\nTo: '),
    );
    await writeFile(join(folder, 'a.pdf'), await pdfOf('Alpha', 1));
    await writeFile(join(folder, 'b.pdf'), await pdfOf('Beta', 1));
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function built(documents: readonly object[], more: object = {}) {
    const parsed = parseSpec({
      ...{ title: 'Production', matter: 'Verizon – Netflix', purpose: 'production', paper: 'letter' },
      ...{ date: '2014-06-09', bates: { prefix: 'NFLX', start: 1, digits: 6 } },
      sections: [{ title: 'Documents', documents }],
      ...more,
    });
    if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
    const out = await mkdtemp(join(folder, 'out-'));
    const options = { specFolder: folder, onUnreadable: 'slip', selfCheck: false, isDraft: false } as const;
    const { findings, isBuilt } = await buildBundle(asker, parsed.spec, {
      ...options,
      out: join(out, 'made'),
    });
    const stops = findings.filter(({ level }) => level === 'stop').map(({ what }) => what);
    if (!isBuilt) return { rows: [], dat: '', stops };
    const dat = await readFile(join(out, 'made', 'package', 'load', 'VOL001.dat'), 'utf8');
    const rows = (readDat(dat) ?? []).map((cells) =>
      ['CUSTODIAN', 'AUTHOR', 'RECIPIENTS'].map((name) => cells.get(name) ?? 'no such column'),
    );
    return { rows, dat, stops };
  }

  it('stands in the load file: as the SPEC says it, of a mail as its headers do, nobody copied in blind', async () => {
    const { rows, dat } = await built([
      {
        file: 'a.pdf',
        title: 'Alpha',
        custodian: 'Network þ team',
        author: 'J. Doe',
        recipients: 'The file',
      },
      { file: 'mail.eml', title: 'Mail', custodian: 'Reed, Dana' },
      { file: 'b.pdf', title: 'Beta' },
    ]);
    expect(rows).to.deep.equal([
      ['Network   team', 'J. Doe', 'The file'],
      ['Reed, Dana', FROM, `${TO}; Carla <carla@client.example>`],
      ['Reed, Dana', '', ''],
      ['', '', ''],
    ]);
    expect(dat).not.to.include('Canaryblind');
  });

  it('of a mail with boxes on it, without its first page or held back, says nothing that a person did not give', async () => {
    const redactions = [{ page: 1, left: 10, top: 10, width: 500, height: 200, reason: 'PII' }];
    const attachments = [{ number: 1, treatment: 'leave-out' }];
    const boxed = await built([{ file: 'mail.eml', title: 'Mail', redactions, attachments }]);
    expect(boxed.rows).to.deep.equal([['', '', '']]);
    const given = { author: 'A lawyer', recipients: 'A client' };
    const said = await built([{ file: 'mail.eml', title: 'Mail', redactions, attachments, ...given }]);
    expect(said.rows).to.deep.equal([['', 'A lawyer', 'A client']]);
    const withhold = { ...HELD, recipients: 'D. Client' };
    const held = await built([
      { file: 'mail.eml', title: 'Mail', custodian: 'Canarycustodian', withhold, attachments },
    ]);
    expect(held.rows[0]).to.deep.equal(['', 'A. Counsel', 'D. Client']);
    expect(held.dat).not.to.match(/Canary|randal@/);
  });

  it('of a document held back has to stand in the privilege log before it goes', async () => {
    const stopsOf = async (withhold: object, more: object = {}) =>
      (await built([{ file: 'a.pdf', title: 'Alpha', withhold }], more)).stops;
    const { ground } = HELD;
    expect(await stopsOf({ ground })).to.deep.equal([
      'The privilege log that goes with it has no description, author and recipients of it: give what is missing, “not known” where nobody knows.',
    ]);
    expect((await stopsOf({ ground }, { log: 'metadata' })).join()).to.include('has no topic, author and');
    expect((await stopsOf(HELD)).join()).to.include('has no recipients of it');
    expect(await stopsOf({ ...HELD, recipients: 'not known' })).to.deep.equal([]);
  });
});
