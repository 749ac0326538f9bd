import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { limitJson } from '../src/letters/reading/letter-json.js';
import type { ProposedDemand } from '../src/letters/reading/proposal.js';
import { readLetter } from '../src/letters/reading/read-letter.js';

/** The annotations name no finer units of days than these. */
const COARSE: Readonly<Record<string, string>> = {
  ...{ hour: 'hour', day: 'day', 'calendar-day': 'day', 'clear-day': 'day' },
  ...{ 'business-day': 'business-day', 'court-day': 'business-day', week: 'week', month: 'month' },
};

const LEAST_SHARE = 0.6;
const PAGE_CHARACTERS = 3_000;

const deadline = z.looseObject({
  count: z.number().optional(),
  unit: z.string().optional(),
  from: z.string().optional(),
  from_stated: z.boolean().optional(),
  date: z.string().optional(),
});
type Deadline = z.infer<typeof deadline>;

const annotation = z.looseObject({
  letter_date: z.string().nullable(),
  sender: z.string().nullable(),
  sender_alt: z.array(z.string()).optional(),
  counsel: z.string().nullable(),
  recipient: z.string().nullable(),
  recipient_alt: z.array(z.string()).optional(),
  demands: z.array(
    z.looseObject({
      quote: z.string(),
      kind: z.string(),
      alt_kinds: z.array(z.string()).optional(),
      deadline: deadline.nullable(),
      alt_deadline: z.union([deadline, z.array(deadline)]).optional(),
      alt_deadline_null: z.boolean().optional(),
      also_at: z.array(z.string()).optional(),
      optional: z.boolean().optional(),
    }),
  ),
});
type Annotated = z.infer<typeof annotation>['demands'][number];

interface Score {
  demands: number;
  found: number;
  /** Found where each proposal may stand for one demand only. */
  foundOnce: number;
  proposals: number;
  right: number;
  limits: number;
  kinds: number;
  letters: number;
  dates: number;
  senders: number;
  recipients: number;
  counsel: number;
}

const total = emptyScore();
const [folder, ...flags] = process.argv.slice(2);
if (folder === undefined) {
  console.error('npm run bench:letters FOLDER [--quiet]');
  process.exit(64);
}
await benchFolder(folder, flags.includes('--quiet'));

async function benchFolder(path: string, isQuiet: boolean): Promise<void> {
  const names = (await readdir(path)).filter((name) => name.endsWith('.txt')).sort();
  const texts: string[] = [];
  for (const name of names) {
    const text = await readFile(join(path, name), 'utf8');
    const json = await readFile(join(path, name.replace(/\.txt$/, '.json')), 'utf8');
    texts.push(text);
    benchLetter(name.replace(/\.txt$/, ''), text, annotation.parse(JSON.parse(json)), isQuiet);
  }
  console.log(`\n${names.length} letters`);
  print('demands found', total.found, total.demands);
  print('  with each proposal standing for one demand only', total.foundOnce, total.demands);
  print('proposals right', total.right, total.proposals);
  print('time limits right, of the demands found', total.limits, total.found);
  print('kinds right, of the demands found', total.kinds, total.found);
  print('letter dates right', total.dates, total.letters);
  print('senders right', total.senders, total.letters);
  print('recipients right', total.recipients, total.letters);
  print('counsel right', total.counsel, total.letters);
  speed(texts);
}

function benchLetter(name: string, text: string, wanted: z.infer<typeof annotation>, isQuiet: boolean): void {
  const reading = readLetter(text);
  const real = wanted.demands.filter((one) => one.optional !== true);
  const score = emptyScore();
  const lines: string[] = [];
  const taken = new Set<ProposedDemand>();
  for (const one of real) {
    score.demands += 1;
    const candidates = reading.demands
      .map((proposal) => ({
        proposal,
        share: Math.max(...placesOf(one).map((words) => shareOf(proposal.quote, words))),
        closeness: Math.max(...placesOf(one).map((words) => closenessOf(proposal.quote, words))),
      }))
      .filter(({ share }) => share >= LEAST_SHARE)
      .sort((a, b) => b.closeness - a.closeness);
    const best = candidates[0]?.proposal;
    if (!best) {
      lines.push(`  missed   ${one.kind}: ${short(one.quote)}`);
      continue;
    }
    score.found += 1;
    const free = candidates.find(({ proposal }) => !taken.has(proposal));
    if (free) {
      score.foundOnce += 1;
      taken.add(free.proposal);
    }
    if (isLimitRight(best, one)) score.limits += 1;
    else
      lines.push(
        `  limit    ${said(one.deadline)}, read as ${said(best.limit && deadline.parse(limitJson(best.limit)))} (${best.limitRule ?? 'own words'}): ${short(one.quote)}`,
      );
    if ([one.kind, ...(one.alt_kinds ?? [])].includes(best.kind)) score.kinds += 1;
    else lines.push(`  kind     ${one.kind}, read as ${best.kind}: ${short(one.quote)}`);
  }
  for (const proposal of reading.demands) {
    const isOptional =
      wanted.demands.some((one) => one.optional === true && matches(proposal, one)) &&
      !real.some((one) => matches(proposal, one));
    if (isOptional) continue;
    score.proposals += 1;
    if (real.some((one) => matches(proposal, one))) score.right += 1;
    else lines.push(`  false    ${proposal.kind}, by “${proposal.rule}”: ${short(proposal.quote)}`);
  }
  score.letters = 1;
  score.dates = Number(reading.letterDate === wanted.letter_date);
  if (score.dates === 0) lines.push(`  date     ${wanted.letter_date}, read as ${reading.letterDate}`);
  for (const [what, field] of [
    ['senders', 'sender'],
    ['recipients', 'recipient'],
    ['counsel', 'counsel'],
  ] as const) {
    const alternatives =
      field === 'sender' ? wanted.sender_alt : field === 'recipient' ? wanted.recipient_alt : undefined;
    const isRight = isSameName(reading[field], [wanted[field], ...(alternatives ?? [])]);
    score[what] = Number(isRight);
    if (!isRight) lines.push(`  ${field.padEnd(9)}${wanted[field]}, read as ${reading[field]}`);
  }
  for (const key of Object.keys(total) as (keyof Score)[]) total[key] += score[key];
  if (isQuiet && lines.length === 0) return;
  console.log(
    `${name}: found ${score.found} of ${score.demands}, right ${score.right} of ${score.proposals}, limits ${score.limits} of ${score.found}, date ${score.dates === 1 ? 'right' : 'wrong'}`,
  );
  for (const line of lines) console.log(line);
}

function matches(proposal: ProposedDemand, one: Annotated): boolean {
  return placesOf(one).some((words) => shareOf(proposal.quote, words) >= LEAST_SHARE);
}

function placesOf(one: Annotated): string[] {
  return [one.quote, ...(one.also_at ?? [])];
}

/** The share of the shorter one's words that both have in the same order. */
function shareOf(a: string, b: string): number {
  const [first, second] = [wordsOf(a), wordsOf(b)];
  return inOrder(first, second) / Math.max(1, Math.min(first.length, second.length));
}

function closenessOf(a: string, b: string): number {
  const [first, second] = [wordsOf(a), wordsOf(b)];
  return inOrder(first, second) / Math.max(1, first.length, second.length);
}

/** The length of the longest sequence of words that both have in order. */
function inOrder(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const next = [0];
    for (const [index, other] of b.entries())
      next.push(word === other ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    row = next;
  }
  return row[b.length] ?? 0;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Right when count, unit and, where it is stated, the start agree, or the date does; an alternative listed is right too. */
function isLimitRight(proposal: ProposedDemand, one: Annotated): boolean {
  const read = proposal.limit;
  if (read === null || 'isUnread' in read) return one.deadline === null || one.alt_deadline_null === true;
  const wanted = [one.deadline, ...(Array.isArray(one.alt_deadline) ? one.alt_deadline : [one.alt_deadline])];
  return wanted.some((limit) => {
    if (!limit) return false;
    if ('date' in read) return limit.date === read.date;
    return (
      limit.count === read.count &&
      limit.unit === COARSE[read.unit] &&
      (limit.from_stated !== true || limit.from === read.from)
    );
  });
}

function isSameName(read: string | null, wanted: readonly (string | null)[]): boolean {
  return wanted.some((name) => {
    if (name === null || read === null) return name === read;
    const [a, b] = [wordsOf(name), wordsOf(read)];
    return inOrder(a, b) >= Math.min(a.length, b.length) * 0.6 && a.length > 0 && b.length > 0;
  });
}

function said(limit: Deadline | null): string {
  if (limit === null) return 'no limit';
  return limit.date ?? `${limit.count} ${limit.unit} from ${limit.from}`;
}

function short(words: string): string {
  return words.length > 110 ? `${words.slice(0, 110)}…` : words;
}

function print(what: string, part: number, whole: number): void {
  console.log(`${what}: ${part} of ${whole}${whole === 0 ? '' : `, ${((100 * part) / whole).toFixed(1)} %`}`);
}

/** 100 letters of three pages, made of the folder's own. */
function speed(texts: readonly string[]): void {
  const long = texts.map((text) => {
    const whole = text
      .repeat(Math.max(1, Math.ceil((3 * PAGE_CHARACTERS) / Math.max(1, text.length))))
      .slice(0, 3 * PAGE_CHARACTERS);
    return [0, 1, 2].map((page) => whole.slice(page * PAGE_CHARACTERS, (page + 1) * PAGE_CHARACTERS));
  });
  if (long.length === 0) return;
  const started = performance.now();
  const before = process.cpuUsage();
  for (let index = 0; index < 100; index += 1) readLetter(long[index % long.length] ?? []);
  const { user, system } = process.cpuUsage(before);
  const [clock, own] = [(performance.now() - started) / 1000, (user + system) / 1e6];
  console.log(
    `100 letters of 3 pages read in ${clock.toFixed(2)} s, ${own.toFixed(2)} s of them on the processor`,
  );
}

function emptyScore(): Score {
  return {
    demands: 0,
    found: 0,
    foundOnce: 0,
    proposals: 0,
    right: 0,
    limits: 0,
    kinds: 0,
    letters: 0,
    dates: 0,
    senders: 0,
    recipients: 0,
    counsel: 0,
  };
}
