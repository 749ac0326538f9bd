import { expect } from 'chai';
import fc from 'fast-check';
import type { Entry, LetterPages } from '../../../src/bundles/building/bundle-entry.js';
import { withheldSlip } from '../../../src/bundles/building/bundle-entry.js';
import { planBundle } from '../../../src/bundles/building/plan-bundle.js';
import { planFindings } from '../../../src/bundles/findings/plan-findings.js';
import { parseSpec } from '../../../src/bundles/building/spec.js';
import type { Purpose, Spec, SpecDocument } from '../../../src/bundles/building/spec.js';
import type { OutlineEntry } from '../../../src/pdf/assembly.js';

interface Given {
  readonly mark?: string | null;
  readonly pages?: number;
  readonly becomes?: 'pages' | 'withheld' | 'unreadable' | 'left-out';
  readonly section?: number;
  readonly document?: Partial<SpecDocument>;
}

const bates = { prefix: 'NFLX', start: 5, digits: 6 };
const hash = (n: number) => String(n).padStart(64, '0');

function specOf(purpose: Purpose, given: readonly Given[], more: object = {}): Spec {
  const sections = ['Letters', 'Records'].map((title, section) => ({
    title,
    documents: given
      .map((g, n) => ({ g, n }))
      .filter(({ g }) => (g.section ?? 0) === section)
      .map(({ g, n }) => ({
        file: `source-${n + 1}.pdf`,
        title: `Title ${n + 1}`,
        exhibit: g.mark ?? null,
        withhold: g.becomes === 'withheld' ? { ground: 'Privilege', description: 'A memo' } : null,
        treatment: g.becomes === 'left-out' ? 'leave-out' : 'include',
        ...g.document,
      })),
  }));
  const spec = parseSpec({
    title: 'Bundle',
    matter: 'Verizon – Netflix',
    purpose,
    paper: 'letter',
    bates: purpose === 'production' ? bates : null,
    legend: null,
    date: '2014-06-09',
    sections,
    ...more,
  });
  if (!spec.ok) throw new Error(spec.problems.join('\n'));
  return spec.spec;
}

function entriesOf(spec: Spec, given: readonly Given[]): Entry[] {
  return spec.sections.flatMap(({ documents }, section) =>
    documents.map((document): Entry => {
      const n = Number(/\d+/.exec(document.file)?.[0]);
      const { becomes = 'pages', pages = 1 } = given[n - 1] ?? {};
      const common = { document, section, isNative: false, sha256: hash(n), reason: null, changed: [] };
      if (becomes === 'pages')
        return {
          ...common,
          becomes: {
            kind: 'pages',
            path: document.file,
            sourcePage: 1,
            pageCount: pages,
            footBaselines: [],
            painted: [],
            bookmarks: [],
          },
        };
      if (becomes === 'unreadable')
        return {
          ...common,
          becomes: { kind: 'slip', status: 'slip-sheet', title: document.title, says: 'Not reproduced.' },
        };
      if (becomes === 'withheld' && document.withhold !== null && spec.purpose !== 'enclosures')
        return { ...common, becomes: withheldSlip(document.withhold) };
      return {
        ...common,
        becomes: { kind: 'absent', status: becomes === 'left-out' ? 'left-out' : 'withheld' },
      };
    }),
  );
}

function planOf(
  purpose: Purpose,
  given: readonly Given[],
  letter: LetterPages | null = null,
  more: object = {},
) {
  const spec = specOf(purpose, given, letter === null ? more : { letter: { file: 'letter.pdf' }, ...more });
  const entries = entriesOf(spec, given);
  const plan = planBundle({ spec, entries, letter, indexPages: 2, isDraft: false });
  return { spec, entries, plan, findings: planFindings(spec, entries, letter, plan) };
}

const letterCiting = (...citations: LetterPages['citations'][number]['citation'][]): LetterPages => ({
  path: 'letter.pdf',
  pageCount: 3,
  footBaselines: [],
  citations: citations.map((citation) => ({ citation, page: 1, rect: [72, 700, 100, 712] })),
  sha256: hash(99),
  changed: [],
});

describe('the plan of a bundle', () => {
  it('puts the cover first, then the index, then each exhibit behind its sheet', () => {
    const { plan } = planOf('enclosures', [
      { mark: 'A', pages: 2 },
      { mark: 'B', pages: 3, section: 1 },
    ]);
    expect(
      plan.assembly.parts.map(({ kind, firstPage, pageCount }) => [kind, firstPage, pageCount]),
    ).to.deep.equal([
      ['cover', 1, 1],
      ['index', 2, 2],
      ['sheet', 4, 1],
      ['copied', 5, 2],
      ['sheet', 7, 1],
      ['copied', 8, 3],
    ]);
    expect(plan.pages).to.equal(10);
  });

  it('nests the bookmarks by section, each with its page', () => {
    const { plan } = planOf('enclosures', [
      { mark: 'A', pages: 2 },
      { mark: 'B', section: 1 },
    ]);
    const text = ({ title, children }: OutlineEntry): unknown[] => [title, ...children.map(text)];
    expect(plan.assembly.outline.map(text)).to.deep.equal([
      ['Cover (p. 1)'],
      ['Index (p. 2)'],
      ['Letters (p. 4)', ['Exhibit A  Title 1 (p. 5)']],
      ['Records (p. 7)', ['Exhibit B  Title 2 (p. 8)']],
    ]);
  });

  it('keeps the bookmarks of a document beneath its own, nested as they were, on the pages they land on', () => {
    const spec = specOf('enclosures', [{ mark: 'A', pages: 4 }]);
    const entries = entriesOf(spec, [{ mark: 'A', pages: 4 }]).map((entry): Entry => {
      if (entry.becomes.kind !== 'pages') return entry;
      const bookmarks = [
        { title: 'Part 1', index: 0, depth: 0 },
        { title: 'Clause 1', index: 1, depth: 1 },
        { title: 'Deep', index: 1, depth: 4 },
        { title: 'Part 2', index: 3, depth: 0 },
      ];
      return { ...entry, becomes: { ...entry.becomes, bookmarks } };
    });
    const plan = planBundle({ spec, entries, letter: null, indexPages: 1, isDraft: false });
    const text = ({ title, page, children }: OutlineEntry): unknown[] => [title, page, ...children.map(text)];
    expect(plan.assembly.outline.at(-1)?.children.map(text)).to.deep.equal([
      [
        'Exhibit A  Title 1 (p. 4)',
        4,
        ['Part 1 (p. 4)', 4, ['Clause 1 (p. 5)', 5, ['Deep (p. 5)', 5]]],
        ['Part 2 (p. 7)', 7],
      ],
    ]);
  });

  it('puts the letter first and links what it cites to the page of the exhibit', () => {
    const { plan, findings } = planOf(
      'enclosures',
      [
        { mark: 'A', pages: 2 },
        { mark: 'B', pages: 4 },
      ],
      letterCiting({ exhibit: 'B', page: 3 }, { exhibit: 'A', page: null }),
    );
    const [letter] = plan.assembly.parts;
    expect(letter).to.containSubset({ kind: 'copied', pageCount: 3, links: [{ toPage: 12 }, { toPage: 7 }] });
    expect(findings).to.deep.equal([]);
  });

  it('says which citation of the letter points at nothing', () => {
    const { findings } = planOf(
      'enclosures',
      [{ mark: 'A', pages: 2 }],
      letterCiting({ exhibit: 'A', page: 3 }, { exhibit: 'D', page: null }),
    );
    expect(findings.map(({ what }) => what)).to.deep.equal([
      'The letter in front cites Exhibit A, page 3, which is not in this bundle.',
      'The letter in front cites Exhibit D, which is not in this bundle.',
    ]);
  });

  it('says which exhibit the letter cites though only a slip sheet of it goes out', () => {
    const { findings } = planOf(
      'enclosures',
      [{ mark: 'A', becomes: 'unreadable' }, { mark: 'B' }, { mark: 'C', becomes: 'unreadable' }],
      letterCiting({ exhibit: 'A', page: null }, { exhibit: 'B', page: null }, { exhibit: 'A', page: 1 }),
    );
    expect(findings).to.deep.equal([
      {
        level: 'note',
        document: 'letter.pdf',
        page: 1,
        what: 'The letter in front cites Exhibit A, of which only a slip sheet goes out: none of its pages is reproduced.',
      },
    ]);
  });

  it('leaves no trace of what stays away from enclosures', () => {
    const { plan } = planOf('enclosures', [
      { mark: 'A' },
      { becomes: 'withheld', section: 1 },
      { becomes: 'left-out', section: 1 },
    ]);
    const said = JSON.stringify(plan.assembly);
    for (const trace of ['source-2', 'Title 2', 'Title 3', 'Records', 'Privilege', hash(2)])
      expect(said).not.to.include(trace);
  });

  it('gives what is withheld from a production a numbered slip sheet without its title', () => {
    const { plan } = planOf('production', [{ pages: 2 }, { becomes: 'withheld' }, { pages: 1 }]);
    const said = JSON.stringify(plan.assembly);
    expect(said).not.to.include('Title 2');
    expect(plan.placed.map(({ bates: numbers }) => numbers)).to.deep.equal([
      ['NFLX000005', 'NFLX000006'],
      ['NFLX000007'],
      ['NFLX000008'],
    ]);
    expect(plan.assembly.parts.find(({ kind }) => kind === 'slip')).to.containSubset({
      bates: 'NFLX000007',
      title: 'Document withheld',
      reason: 'Privilege: A memo',
    });
  });

  it('keeps the mark and title of what cannot be shown', () => {
    const { plan } = planOf('enclosures', [{ mark: 'A', becomes: 'unreadable' }]);
    expect(plan.assembly.parts.at(-1)).to.containSubset({
      kind: 'slip',
      mark: 'Exhibit A',
      title: 'Title 1',
    });
  });

  it('says in the index where only a slip sheet stands for a document, and whether its file goes along', () => {
    const given = [{ mark: 'A', becomes: 'unreadable' }, { mark: 'B' }, { becomes: 'unreadable' }] as const;
    const spec = specOf('enclosures', given);
    const entries = entriesOf(spec, given).map((entry, at) =>
      at === 2 ? { ...entry, isNative: true } : entry,
    );
    const plan = planBundle({ spec, entries, letter: null, indexPages: 1, isDraft: false });
    const index = plan.assembly.parts.find(({ kind }) => kind === 'index');
    expect(index?.kind === 'index' && index.rows.map(({ title }) => title)).to.deep.equal([
      'Letters',
      'Title 1 (slip sheet: not reproduced)',
      'Title 2',
      'Title 3 (slip sheet: provided in native form)',
    ]);
  });

  it('a draft has no Bates numbers', () => {
    const given = [{ pages: 2 }];
    const spec = specOf('production', given);
    const plan = planBundle({
      spec,
      entries: entriesOf(spec, given),
      letter: null,
      indexPages: 1,
      isDraft: true,
    });
    expect(JSON.stringify(plan)).not.to.include('NFLX0');
  });

  it('gives every page to exactly one part, and every number the same meaning everywhere', () =>
    fc.assert(
      fc.property(
        fc.constantFrom<Purpose>('enclosures', 'production', 'court', 'internal'),
        fc.array(
          fc.record({
            marked: fc.boolean(),
            pages: fc.integer({ min: 1, max: 40 }),
            becomes: fc.constantFrom(
              'pages' as const,
              'withheld' as const,
              'unreadable' as const,
              'left-out' as const,
            ),
            section: fc.integer({ min: 0, max: 1 }),
          }),
          { minLength: 1, maxLength: 30 },
        ),
        fc.integer({ min: 1, max: 9 }),
        (purpose, documents, indexPages) => {
          const given = documents.map(({ marked, ...d }, i) => ({ ...d, mark: marked ? `${i + 1}` : null }));
          const spec = specOf(purpose, given);
          const entries = entriesOf(spec, given);
          const plan = planBundle({ spec, entries, letter: null, indexPages, isDraft: false });
          let next = 1;
          for (const part of plan.assembly.parts) {
            expect(part.firstPage).to.equal(next);
            next += part.pageCount;
          }
          expect(plan.pages).to.equal(next - 1);
          const index = plan.assembly.parts.find((part) => part.kind === 'index');
          const rows = (index?.rows ?? []).flatMap((row) => (row.kind === 'document' ? [row.firstPage] : []));
          const bookmarks = plan.assembly.outline.flatMap(({ children }) => children.map(({ page }) => page));
          expect(rows).to.deep.equal(plan.placed.map(({ firstPage }) => firstPage));
          expect(bookmarks).to.deep.equal(rows);
          const numbers = plan.placed.flatMap(({ bates: given_ }) => given_ ?? []);
          expect(new Set(numbers).size).to.equal(numbers.length);
          if (purpose === 'production')
            expect(numbers).to.have.length(plan.placed.reduce((n, p) => n + p.lastPage - p.firstPage + 1, 0));
        },
      ),
      { numRuns: 200 },
    ));
});

describe('findings on a plan', () => {
  const two = (first: Partial<SpecDocument>, second: Partial<SpecDocument>) =>
    planOf('enclosures', [
      { document: { file: 'one-1.pdf', ...first } },
      { document: { file: 'one-1.pdf', ...second } },
    ]).findings;

  it('the same document twice is a stop', () =>
    expect(two({}, {})).to.containSubset([{ level: 'stop', document: 'one-1.pdf' }]));
  it('the same pages of one document twice are a stop', () =>
    expect(two({ pages: '1-3' }, { pages: '3' })).to.containSubset([{ level: 'stop' }]));
  it('other pages of one document are fine', () =>
    expect(two({ pages: '1-3' }, { pages: '4-' })).to.deep.equal([]));

  describe('of the same bytes under two names', () => {
    const box = (page: number) => ({ page, left: 10, top: 10, width: 50, height: 30, reason: 'PII' });
    const copies = (purpose: Purpose, first: Given, second: Partial<SpecDocument> = {}) => {
      const { spec, entries, plan } = planOf(purpose, [first, { document: second }]);
      return planFindings(
        spec,
        entries.map((entry) => ({ ...entry, sha256: hash(1) })),
        null,
        plan,
      );
    };
    const stops = (findings: ReturnType<typeof copies>) =>
      findings
        .filter(({ level }) => level === 'stop')
        .map(({ document, what }) => `${document ?? ''}: ${what}`);

    it('are a note where both show the same', () => {
      expect(copies('enclosures', {})).to.containSubset([{ level: 'note', document: 'source-2.pdf' }]);
      const both = copies('enclosures', { document: { redactions: [box(2)] } }, { redactions: [box(2)] });
      expect(stops(both)).to.deep.equal([]);
    });

    it('are a stop where one shows what the other covers', () => {
      const [one, ...more] = stops(copies('production', { document: { redactions: [box(2)] } }));
      expect(one).to.match(/^source-2\.pdf: It has the same bytes as source-1\.pdf, which has redactions/);
      expect(more).to.deep.equal([]);
      const eachOther = copies(
        'production',
        { document: { redactions: [box(2)] } },
        { redactions: [box(3)] },
      );
      expect(stops(eachOther)).to.have.length(2);
    });

    it('are a stop where one shows what is hidden in the workbook and the other was to leave it out', () => {
      const [one, ...more] = stops(
        copies('production', { document: { hidden: 'drop' } }, { hidden: 'show' }),
      );
      expect(one).to.match(/^source-2\.pdf: .*which leaves out what is hidden in it/);
      expect(more).to.deep.equal([]);
      expect(stops(copies('production', { document: { hidden: 'drop' } }, { hidden: 'drop' }))).to.deep.equal(
        [],
      );
    });

    it('are none where the covered page is not in the other', () =>
      expect(
        stops(copies('production', { document: { redactions: [box(2)] } }, { pages: '3-4' })),
      ).to.deep.equal([]));

    it('are a stop where the other is held back, with a slip sheet or without a trace', () => {
      for (const purpose of ['production', 'enclosures'] as const)
        expect(stops(copies(purpose, { becomes: 'withheld' }))[0], purpose).to.match(
          /^source-2\.pdf: .*is held back/,
        );
    });
  });

  it('a settlement paper goes in a court bundle only with a reason', () => {
    const found = (reason: string | null) =>
      planOf('court', [{ document: { settlement: { reason } } }]).findings;
    expect(found(null)).to.containSubset([{ level: 'stop' }]);
    expect(found('Offered on costs, after judgment')).to.deep.equal([]);
  });

  it('a bundle of 20,001 pages is asked to be split, one of 20,000 is not', () => {
    // Beside the documents: a cover, and an index of two pages.
    const stopsFor = (pages: number) =>
      planOf('internal', [{ pages: 9_997 }, { pages: pages - 10_000 }]).findings.filter(
        ({ level }) => level === 'stop',
      );
    expect(stopsFor(20_000)).to.deep.equal([]);
    expect(
      stopsFor(20_001)
        .map(({ what }) => what)
        .join(),
    ).to.contain('The bundle has 20001 pages; one file holds 20000. Split it into volumes');
  });
});
