import type { Block, Paper, Run } from '../../pdf/blocks.js';
import { instantText } from '../../platform/plain-date.js';
import { peakText } from '../charts/hour-bands.js';
import { levelText } from '../charts/spread-band.js';
import { countText } from '../charts/words.js';
import { SHOWN } from '../measurement.js';
import { FORMULAS } from './summary-facts.js';
import type { SummaryFacts, SummarySource } from './summary-facts.js';
import { chartsOf, figureBlocks, monthTable, networkTable } from './summary-tables.js';

/** The table file that goes with a paper, as the paper names it. */
export interface BesideFile {
  readonly name: string;
  readonly sha256: string;
}

/**
 * A summary of measurements in the form that Federal Rule of Evidence 1006 describes: what was summarised and where it
 * can be examined, how, how many rows went in and out and why, and the figures. It says what was measured and draws no
 * conclusion. The drawings are marked as illustrative (Rule 107); the tables are the summary.
 */
export function summaryBlocks(facts: SummaryFacts, beside: BesideFile, paper: Paper): Block[] {
  const months = monthTable(facts);
  return [
    { kind: 'heading', level: 1, text: titleOf(facts) },
    paragraph(
      'A summary in the form described by Federal Rule of Evidence 1006. It states what the readings in the files named below say when they are counted as described, and nothing beyond that.',
    ),
    ...openingFacts(facts, beside),
    { kind: 'heading', level: 2, text: 'Where the originals can be examined' },
    paragraph(facts.examination),
    { kind: 'heading', level: 2, text: 'What is summarised' },
    ...facts.sources.flatMap((source, index) => sourceBlocks(source, index + 1, facts.figures.method.zone)),
    { kind: 'heading', level: 2, text: 'How it was counted' },
    ...methodBlocks(facts),
    { kind: 'heading', level: 2, text: 'Rows in and out' },
    ...rowBlocks(facts),
    { kind: 'heading', level: 2, text: 'The summary' },
    networkTable(facts),
    ...(months === null ? [] : [{ kind: 'heading', level: 3, text: 'By month' } as const, months]),
    paragraph(
      'The figures that follow are drawn from the tables under them. Drawings are illustrative aids (Fed. R. Evid. 107); the tables are part of the summary.',
    ),
    ...figureBlocks(chartsOf(facts), paper),
    { kind: 'heading', level: 2, text: 'Repeating it' },
    paragraph(
      `Whoever has the same files and the same version of the software gets the same figures, and the same result number. The result number of this summary is ${facts.figures.resultHash}: the SHA-256 of the files’ own SHA-256s, the method and every figure.`,
    ),
  ];
}

/** `Summary of measurements: download by network` */
export function titleOf({ figures }: Pick<SummaryFacts, 'figures'>): string {
  return `Summary of measurements: ${SHOWN[figures.method.measure]} by network`;
}

function openingFacts({ matter, run, method, figures }: SummaryFacts, beside: BesideFile): Block[] {
  const { zone } = figures.method;
  return [
    {
      kind: 'fields',
      rows: [
        { label: 'Matter', value: matter },
        { label: 'Summary', value: `run ${run.number}, by method version ${method.number}` },
        { label: 'Made by', value: `${run.madeBy}, ${instantText(run.madeAt, zone)}` },
        { label: 'Method set by', value: `${method.setBy}, ${instantText(method.setAt, zone)}` },
        { label: 'Readings', value: `${countText(figures.used)} used of ${countText(figures.records)}` },
        { label: 'Software', value: run.software },
        { label: 'Table file', value: `${beside.name}, SHA-256 ${beside.sha256}` },
      ],
    },
  ];
}

function sourceBlocks(source: SummarySource, number: number, zone: string): Block[] {
  const { rejected, used, records } = source;
  return [
    { kind: 'heading', level: 3, text: `File ${number}: ${source.fileName}` },
    {
      kind: 'fields',
      rows: [
        { label: 'SHA-256', value: source.sha256 },
        { label: 'Size', value: `${countText(source.bytes)} bytes` },
        { label: 'Custodian', value: source.custodian === '' ? 'not stated' : source.custodian },
        { label: 'Received', value: instantText(source.receivedAt, zone) },
        { label: 'Format', value: source.format },
        {
          label: 'Records',
          value: `${countText(records)}: ${countText(used)} can be used, ${countText(rejected)} cannot`,
        },
        ...source.conversions.map((value, index) => ({ label: index === 0 ? 'Converted' : '', value })),
        ...source.notes.map((value, index) => ({ label: index === 0 ? 'Notes' : '', value })),
        ...(source.caveat === null ? [] : [{ label: 'Caveat', value: source.caveat }]),
      ],
    },
  ];
}

function methodBlocks({ method, figures }: SummaryFacts): Block[] {
  const { measure, peak, zone } = figures.method;
  const level = levelText({ value: figures.method.level, unit: figures.unit });
  return [
    {
      kind: 'fields',
      rows: [
        { label: 'Measured', value: `${SHOWN[measure]}, in ${figures.unit}` },
        { label: 'Level', value: level },
        { label: 'Peak hours', value: `${peakText(peak)}, the last not included` },
        { label: 'Zone', value: `${zone}; every hour and day here is of this zone` },
        {
          label: 'Window',
          value: `${countText(method.windowMinutes)} minutes before a delivery; used where deliveries are set against readings, not in this summary`,
        },
        { label: 'Reason given', value: method.reason },
        ...(method.note === '' ? [] : [{ label: 'Note', value: method.note }]),
      ],
    },
    {
      kind: 'list',
      ordered: false,
      items: [
        [run('Filter: every record of the files, less those set aside below. Nothing else was left out.')],
        ...Object.values(FORMULAS).map((words) => [run(words)]),
      ],
    },
    ...(figures.clocks.length === 0
      ? []
      : [
          {
            kind: 'table',
            columns: ['How the time of a reading is known', 'Readings'],
            rows: figures.clocks.map(({ clock, n }) => [clock, countText(n)]),
          } as const,
        ]),
  ];
}

function rowBlocks({ figures }: SummaryFacts): Block[] {
  const out = figures.reasons.reduce((sum, { count }) => sum + count, 0);
  return [
    paragraph(
      `${countText(figures.records)} records in: ${countText(figures.used)} readings used, ${countText(out)} set aside. Nothing was dropped without being counted.${timeless(figures)}`,
    ),
    {
      kind: 'table',
      columns: ['Records', 'Count'],
      rows: [
        ['Read from the files', countText(figures.records)],
        ...figures.reasons.map(({ reason, count }) => [`Set aside: ${reason}`, countText(count)]),
        ['Used', countText(figures.used)],
      ],
    },
  ];
}

/** Readings that name no hour or no day are in the figures by network, and this says so. */
function timeless({ withoutHour, withoutDay }: SummaryFacts['figures']): string {
  const hours =
    withoutHour === 0
      ? ''
      : ` ${countText(withoutHour)} used readings name no hour and are not in the figures by hour nor at peak and off peak.`;
  const days =
    withoutDay === 0 ? '' : ` ${countText(withoutDay)} name no day and are not in the figures by day.`;
  return hours + days;
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', runs: [run(text)] };
}

function run(text: string): Run {
  return { text };
}
