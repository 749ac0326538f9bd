import { unbroken } from '../../measurements/papers/summary-tables.js';
import { countText, shareText } from '../../measurements/charts/words.js';
import { reconciliationBar } from '../../measurements/charts/reconciliation-bar.js';
import type { Chart } from '../../measurements/charts/chart.js';
import type { Block, Paper } from '../../pdf/blocks.js';
import { MARGIN, paperSize } from '../../pdf/typesetting/paper.js';
import { dayText, instantText } from '../../platform/plain-date.js';
import { NOT_GIVEN, SMALL_COUNTS } from '../disclosures/write-disclosure.js';
import { FIGURES, withinWords } from '../runs/notice-run.js';
import { paperNumber } from './paper-number.js';
import { barCounts, rowsAside } from './reconciliation-facts.js';
import type { PaperRow, ReconciliationFacts, SourceFacts } from './reconciliation-facts.js';

export const PAPER_TITLE = 'Deliveries of the notice and the readings nearest to them';

const CHART_TEXT = 7.5;

/**
 * A reconciliation as a paper that may leave: the bar and the same counts as a table, how far the readings reach, the
 * method, the rows in no count, and the files by their hash. It names nobody, gives no small count, says what was counted
 * and draws no conclusion. The drawing is marked as illustrative (Rule 107); the tables are what is stated.
 */
export function reconciliationBlocks(facts: ReconciliationFacts, paper: Paper): Block[] {
  return [
    { kind: 'heading', level: 1, text: PAPER_TITLE },
    paragraph(
      'Each delivery of the notice counted once, by the latest reading of the same account on the same network shortly before it. This paper states what the two logs say when they are set against each other as described, and nothing beyond that. It names no account.',
    ),
    openingFacts(facts),
    ...figureBlocks(chartOf(facts), paper),
    { kind: 'heading', level: 2, text: 'How far the readings reach' },
    coverageTable(facts.rows),
    paragraph(
      `${SMALL_COUNTS} Where such a count could be worked out from the others, the next smallest are not given either.`,
    ),
    { kind: 'heading', level: 2, text: 'How it was counted' },
    ...methodBlocks(facts),
    { kind: 'heading', level: 2, text: 'Rows in no count' },
    rowsTable(facts),
    { kind: 'heading', level: 2, text: 'The files' },
    sourceFields('The log of deliveries', facts.list, []),
    ...facts.sources.map((source, index) =>
      sourceFields(
        facts.sources.length === 1 ? 'The log of readings' : `Log of readings ${index + 1}`,
        source,
        [
          { label: 'Format', value: source.format },
          ...(source.caveat === null ? [] : [{ label: 'Caveat', value: source.caveat }]),
        ],
      ),
    ),
    { kind: 'heading', level: 2, text: 'Repeating it' },
    paragraph(
      `Whoever has the same files and the same version of the software gets the same figures, and the same result number. The result number of this paper is ${paperNumber(facts)}: the SHA-256 of the files’ own SHA-256s, the method and the figures as this paper gives them. What is not given is not in it.`,
    ),
  ];
}

/** The bar of all deliveries, and one for each network whose whole is given. */
export function chartOf({ rows, method }: Pick<ReconciliationFacts, 'rows' | 'method'>): Chart {
  const bars = rows.flatMap((row) => {
    const counts = barCounts(row);
    return counts === null ? [] : [{ label: row.label, counts }];
  });
  return reconciliationBar({ bars, level: levelWords(method) });
}

function openingFacts({ matter, run, method, rows, measurements }: ReconciliationFacts): Block {
  const deliveries = rows[0]?.deliveries ?? null;
  return {
    kind: 'fields',
    rows: [
      { label: 'Matter', value: matter },
      { label: 'Reconciliation', value: `run ${run.number}` },
      { label: 'Made by', value: `${run.madeBy}, ${instantText(run.finishedAt, method.zone)}` },
      { label: 'Deliveries', value: given(deliveries) },
      { label: 'Readings', value: countText(measurements) },
      { label: 'Software', value: run.software },
    ],
  };
}

function figureBlocks(chart: Chart, paper: Paper): Block[] {
  const width = paperSize(paper).width - 2 * MARGIN;
  return [
    { kind: 'heading', level: 2, text: `Figure 1. ${chart.title}` },
    {
      kind: 'drawing',
      scene: chart.draw({ width, text: CHART_TEXT }),
      caption: `Figure 1, illustrative (Fed. R. Evid. 107). ${chart.description} The figures themselves are in table 1.`,
    },
    { kind: 'heading', level: 3, text: `Table 1. ${chart.title}` },
    { kind: 'table', columns: chart.table.columns, rows: chart.table.rows.map(unbroken) },
  ];
}

/** What of the deliveries has a reading at all: what cannot be said is as plain as what can. */
function coverageTable(rows: readonly PaperRow[]): Block {
  return {
    kind: 'table',
    columns: [
      'Deliveries',
      'Counted',
      'Accounts',
      'With a reading in the window',
      'Share',
      'No reading in the window',
      'Share',
    ],
    rows: rows.map(({ label, deliveries, accounts, counts }) => {
      const without = counts.unmeasured;
      const reached = deliveries === null || without === null ? null : deliveries - without;
      return [
        label,
        given(deliveries),
        given(accounts),
        given(reached),
        share(reached, deliveries),
        given(without),
        share(without, deliveries),
      ];
    }),
  };
}

function methodBlocks({ run, method, beside }: ReconciliationFacts): Block[] {
  return [
    {
      kind: 'fields',
      rows: [
        { label: 'Level', value: `${method.level} Mbit/s; a reading of exactly this is not below it` },
        {
          label: 'Window',
          value: `${withinWords(method.withinMs)} before a delivery, both ends counted; of the account’s readings on that network in it the latest`,
        },
        {
          label: 'Other networks',
          value:
            'The median of all readings on the other networks in the delivery’s hour (UTC); of an even number, the mean of the two in the middle',
        },
        { label: 'Days in', value: method.zone },
        { label: 'Set before it was run', value: instantText(run.startedAt, method.zone) },
      ],
    },
    {
      kind: 'table',
      columns: ['Of the deliveries counted', 'Count'],
      rows: [
        [`“${FIGURES.supported}”: ${FIGURES.notCompared}`, given(beside.notCompared)],
        [`“${FIGURES.unmeasured}”: ${FIGURES.networkMismatch}`, given(beside.networkMismatch)],
        ...(method.cease === null
          ? []
          : [[`${FIGURES.afterCease} (${stopWords(method.cease, method.zone)})`, given(beside.afterCease)]]),
      ],
    },
  ];
}

function rowsTable(facts: ReconciliationFacts): Block {
  return {
    kind: 'table',
    columns: ['Of', 'Reason', 'Rows'],
    rows: rowsAside(facts).map(({ of, reason, rows }) => [of, reason, rows]),
  };
}

function sourceFields(
  name: string,
  { sha256, bytes }: SourceFacts,
  more: readonly { readonly label: string; readonly value: string }[],
): Block {
  return {
    kind: 'fields',
    rows: [
      { label: name, value: `SHA-256 ${sha256}` },
      { label: 'Size', value: `${countText(bytes)} bytes` },
      ...more,
    ],
  };
}

function levelWords({ level, withinMs }: ReconciliationFacts['method']): string {
  return `${level} Mbit/s, at most ${withinWords(withinMs)} before a delivery`;
}

function stopWords(cease: string, zone: string): string {
  return cease.length === 10 ? dayText(cease) : instantText(cease, zone);
}

function given(count: number | null): string {
  return count === null ? NOT_GIVEN : countText(count);
}

function share(part: number | null, whole: number | null): string {
  return part === null || whole === null || whole === 0 ? '' : shareText(part / whole);
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', runs: [{ text }] };
}
