import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { certificationBlocks } from '../../../src/measurements/papers/certification-paper.js';
import type { CertificationFacts } from '../../../src/measurements/papers/certification-facts.js';
import { summaryCsv } from '../../../src/measurements/papers/summary-csv.js';
import { wishesIn } from '../../../src/measurements/papers/repeat-summary.js';
import { summaryBlocks } from '../../../src/measurements/papers/summary-paper.js';
import { textOfBlocks } from '../../../src/documents/text-of-blocks.js';
import { assemblePdf } from '../../../src/pdf/assemble-pdf.js';
import type { Assembly } from '../../../src/pdf/assembly.js';
import { checkPdf } from '../../../src/pdf/checking/check-pdf.js';
import { pageText } from '../../../src/pdf/page-text.js';
import { typeset } from '../../../src/pdf/typesetting/typeset.js';
import { workFolder } from '../../support/pdf-fixtures.js';
import { exampleFacts } from './example-facts.js';

const quiet = (): void => undefined;
const BESIDE = { name: 'summary-of-measurements-run-2.csv', sha256: 'ef'.repeat(32) };
const VERDICT = /support|contradict|proves?\b|substantiat|confirm|fault|degrad|throttl|congest|admissib/i;

describe('a summary of measurements on paper', () => {
  const words = textOfBlocks(summaryBlocks(exampleFacts(), BESIDE, 'letter'));

  const says: readonly (readonly [what: string, words: string])[] = [
    ['the rule whose form it has', 'Federal Rule of Evidence 1006'],
    ['the file and its SHA-256', `SHA-256: ${'ab'.repeat(32)}`],
    ['who made it and when, in the zone of the method', 'Made by: Omar Reyes, Sat 7 Jun 2014, 11:00 EDT'],
    ['who set the method and when', 'Method set by: Omar Reyes, Fri 6 Jun 2014, 09:00 EDT'],
    ['why that method', 'The rate below which the picture is not shown in high definition.'],
    ['the level with its unit', 'Level: 3 Mbit/s'],
    ['the window', 'Window: 30 minutes before a delivery'],
    ['the zone', 'Zone: America/New_York'],
    ['the peak hours', 'Peak hours: 19:00 to 23:00'],
    ['the filter', 'Filter: every record of the files, less those set aside below.'],
    ['the formula of the median', 'of an even number, the mean of the two in the middle'],
    ['the conversion that was made', 'Converted: download: kbit/s ÷ 1000 = Mbit/s'],
    ['the caveat of the source', 'Caveat: A session reading is a mean.'],
    ['rows in and out', '2,400 records in: 2,380 readings used, 20 set aside.'],
    ['each reason with its count', 'Set aside: The time cannot be read.\t15'],
    ['readings without an hour', '7 used readings name no hour'],
    [
      'where the originals can be examined',
      'At the offices of counsel, any business day from 9:00 to 17:00.',
    ],
    ['that a drawing is illustrative', 'Figure 1, illustrative (Fed. R. Evid. 107).'],
    ['the table under each drawing', 'Table 4. Download: how the readings spread'],
    ['the table file with its hash', `${BESIDE.name}, SHA-256 ${BESIDE.sha256}`],
    ['the result number', 'cd'.repeat(32)],
  ];
  for (const [what, expected] of says) it(`says ${what}`, () => expect(words).to.contain(expected));

  it('says no verdict', () => expect(words).to.not.match(VERDICT));

  it('draws nothing where there is nothing to draw, and says months where the days are not kept', () => {
    const { figures } = exampleFacts();
    const facts = exampleFacts({ figures: { ...figures, hours: [], days: null, peak: [], buckets: [] } });
    const blocks = summaryBlocks(facts, BESIDE, 'letter');
    expect(blocks.some(({ kind }) => kind === 'drawing')).to.equal(false);
    expect(textOfBlocks(blocks)).to.contain('By month').and.contain('Halcyon Fiber\t2014-06\t120');
  });

  it('a table too long to be read is in the table file, and the paper says so', () => {
    const { figures } = exampleFacts();
    const day = figures.days?.[0];
    const days = Array.from({ length: 1_501 }, () => ({ ...day, n: 1, p10: 1, median: 1, p90: 1 }));
    const long = textOfBlocks(
      summaryBlocks(exampleFacts({ figures: { ...figures, days } }), BESIDE, 'letter'),
    );
    expect(long).to.contain('This table has 1,501 rows. They are in the table file beside this paper.');
  });

  it('is set on letter and on A4 within the margins, the same facts as the same bytes', async () => {
    const { folder, remove } = await workFolder();
    try {
      for (const paper of ['letter', 'a4'] as const) {
        const hashes: string[] = [];
        for (const name of ['one', 'two']) {
          const out = join(folder, `${paper}-${name}.pdf`);
          const blocks = summaryBlocks(exampleFacts(), BESIDE, paper);
          await typeset({ blocks, paper, out, date: '2014-06-07', title: 'Summary', style: 'record' }, quiet);
          hashes.push(
            createHash('sha256')
              .update(await readFile(out))
              .digest('hex'),
          );
        }
        expect(hashes[0]).to.equal(hashes[1]);
        const { pages } = await pageText({ path: join(folder, `${paper}-one.pdf`) }, quiet);
        for (const page of pages)
          for (const line of page.lines) {
            expect(line.left, line.text).to.be.at.least(71);
            expect(line.right, line.text).to.be.at.most(page.width - 71);
          }
      }
    } finally {
      await remove();
    }
  });

  it('goes through a draft bundle and its self-check without a note', async () => {
    const { folder, remove } = await workFolder();
    try {
      const { figures } = exampleFacts();
      const longName = 'North Ridge Cable & Telephone Cooperative of the Upper Valley';
      const hours = figures.hours.map((group) => ({ ...group, network: group.network ?? longName }));
      for (const [paper, cut] of [
        ['letter', 0],
        ['a4', 3],
      ] as const) {
        const facts = exampleFacts({ figures: { ...figures, hours: hours.slice(cut) } });
        const [path, out] = [join(folder, `${paper}.pdf`), join(folder, `${paper}-bundle.pdf`)];
        const input = { blocks: summaryBlocks(facts, BESIDE, paper), paper, date: '2014-06-07' };
        const { pages } = await typeset({ ...input, out: path, title: 'Summary', style: 'record' }, quiet);
        const assembly: Assembly = {
          ...{ paper, title: 'Enclosures', date: '2014-06-09', legend: null, isDraft: true, outline: [] },
          parts: [
            { kind: 'copied', path, firstPage: 1, pageCount: pages, sourcePage: 1, bates: null, links: [] },
          ],
        };
        await assemblePdf({ assembly, out }, quiet);
        expect((await checkPdf({ path: out, assembly }, quiet)).findings, paper).to.deep.equal([]);
      }
    } finally {
      await remove();
    }
  });
});

describe('the table of a summary', () => {
  const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true });

  it('has every figure unrounded', () => {
    const { figures } = exampleFacts();
    const hours = figures.hours.map((group) => ({ ...group, median: 1 / 3 }));
    const rows = rowsOf(summaryCsv(exampleFacts({ figures: { ...figures, hours } })));
    const row = rows.find(
      ({ part, network, key }) => part === 'hour' && network === 'Halcyon Fiber' && key === '19',
    );
    expect(row).to.include({
      n: '120',
      median: '0.3333333333333333',
      below_level: '30',
      share_below: '0.25',
    });
    expect(rows.filter(({ part }) => part === 'day')).to.have.length(12);
  });

  it('adds up: read is used and set aside', () => {
    const rows = rowsOf(summaryCsv(exampleFacts())).filter(({ part }) => part === 'rows');
    const count = (key: string): number =>
      rows.filter((row) => row['key'] === key).reduce((sum, { n }) => sum + Number(n), 0);
    expect(count('read')).to.equal(count('used') + count('set aside'));
  });

  for (const evil of ['=1+1', '+1', '-1', '@x', '\tx', '＝1'])
    it(`a name that a spreadsheet would run stays a name: ${JSON.stringify(evil)}`, () => {
      const { figures } = exampleFacts();
      const networks = [{ network: evil, n: 1, p10: 1, median: 1, p90: 1 }];
      const csv = summaryCsv(exampleFacts({ figures: { ...figures, networks }, examination: evil }));
      for (const row of parse(csv, { relaxColumnCount: true }))
        for (const cell of row) expect(/^[=+\-@\t＝]/.test(cell), cell).to.equal(false);
      expect(wishesIn(csv).examination).to.equal(evil);
    });

  it('what a person gave the summary is read back out of it', () => {
    const examination = 'At 1 Main Street, “room 2”,\nfrom 9:00';
    const marked = [
      { on: '2014-06-05', words: 'letter from Halcyon, Inc.' },
      { on: '2014-06-09', words: 'letter to Halcyon, Inc.' },
    ];
    expect(wishesIn(summaryCsv(exampleFacts({ examination, marked })))).to.deep.equal({
      examination,
      marked,
    });
  });
});

describe('a draft certification', () => {
  const sha256 = 'ab'.repeat(32);
  const facts: CertificationFacts = {
    matter: 'Halcyon Fiber – Lumenreel',
    zone: 'America/New_York',
    draftedAt: '2014-06-07T16:00:00.000Z',
    draftedBy: 'Omar Reyes',
    software: 'Rejoinder, a test',
    run: { number: 1, resultHash: 'cd'.repeat(32) },
    repeats: [],
    files: [
      {
        fileName: 'sessions.csv',
        bytes: 48_211,
        sha256,
        receivedAt: '2014-06-05T18:00:00.000Z',
        custodian: '',
        source: 'Playback log',
        format: 'Table with a mapping',
        isWhole: true,
        chain: [
          { holder: 'Data engineering', what: 'exported', from: '2014-06-04', sha256, recordedBy: 'Dana' },
          {
            holder: 'Data engineering',
            what: 'received into the file',
            from: '2014-06-05T18:00:00.000Z',
            sha256,
            recordedBy: 'Dana',
          },
        ],
      },
    ],
  };
  const textOf = (changes: Partial<CertificationFacts> = {}): string =>
    textOfBlocks(certificationBlocks({ ...facts, ...changes }));

  it('says that it is a draft, at its head and beside the signature, and names nobody as signer', () => {
    const words = textOf();
    expect(words).to.match(/^Certification of electronic records and copies: draft\nDraft for/);
    expect(words).to.match(/Signature: _+\n.*Name in print: _+\nPlace: _+\nDate: _+\nDraft\. Not signed\.$/s);
    expect(words).to.match(/1\. Who certifies\nName: _+\nPosition and employer: _+/);
  });

  it('says what the signer must know and which rules ask for it', () => {
    const words = textOf();
    for (const rule of [
      '902(13)',
      '902(14)',
      '902(11)',
      '902(12)',
      '28 U.S.C. 1746',
      'reasonable written notice',
    ])
      expect(words).to.contain(rule);
  });

  it('has the chain of custody with its days, and an open line for what is not on record', () => {
    const words = textOf();
    expect(words).to.contain('Wed 4 Jun 2014\tData engineering\texported\tas above\tDana');
    expect(words).to.match(/Custodian: not on record _+/);
  });

  it('says so where a file is not what it was', () => {
    const [file] = facts.files;
    if (!file) throw new Error('The facts have a file.');
    const [entry] = file.chain;
    if (!entry) throw new Error('The file has a chain.');
    for (const changed of [
      { ...file, isWhole: false },
      { ...file, chain: [{ ...entry, sha256: 'ff'.repeat(32) }] },
    ]) {
      const words = textOf({ files: [changed] });
      expect(words).to.contain('this did not hold for: sessions.csv').and.contain('must be cleared up');
      expect(words).to.not.contain('every stored file was hashed again and had');
    }
  });

  it('says whether the run was made again, and with which outcome', () => {
    expect(textOf()).to.contain('It has not been made a second time.');
    expect(textOf({ repeats: [{ number: 2, isEqual: true }] })).to.contain(
      'made again as run 2, with the same result number',
    );
    expect(textOf({ repeats: [{ number: 3, isEqual: false }] })).to.contain(
      'Made again as run 3, the result number was another one',
    );
  });
});
