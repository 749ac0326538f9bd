import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BundleIo } from './bundles/bundle-command.js';
import { KINDS } from './demands/demand.js';
import { askReadDocument } from './documents/questions.js';
import type { HiddenWords, ReadDocument } from './documents/reading.js';
import { leftOverJson, leftOverOf, leftOverWords, type LeftOver } from './letters/left-over.js';
import { limitWords } from './letters/reading/limit-words.js';
import { readingJson } from './letters/reading/letter-json.js';
import type { LetterReading, ProposedDemand } from './letters/reading/proposal.js';
import { referenceIn } from './letters/reading/reference.js';
import { readLetter } from './letters/reading/read-letter.js';
import { pageList, wordsByMachine, type MachineWords } from './letters/scans/machine-words.js';
import { DocumentChildError } from './platform/ask.js';
import type { Asker } from './platform/ask.js';
import { dayText } from './platform/plain-date.js';

export const LETTER_HELP = `rejoinder letter read FILE [--json]
    FILE is a letter as text, PDF, Word, rich text, a picture, a web page or a mail with what came attached.
    A page that is only a picture is read by machine (OCR, English), which takes some seconds a page.
    Everything printed is a proposal from its words; nobody has confirmed it. Below the demands stands every other
    sentence with demand or time words: “leftOver” in the JSON, with page, offsets and the times it names; “timesLeft”
    are sentences that name a time which the demand proposed over them does not take in.
    Exit codes: 0 it was read, whatever is left to look at; 64 usage; 66 it is missing or its words cannot be read.
`;

const FINE = 0;
const USAGE = 64;
const NO_INPUT = 66;
const TIME_MS = 120_000;

/** `letter read`: exit code 0 it was read, 64 usage, 66 the file is missing or its words cannot be read. */
export async function runLetterRead(args: readonly string[], io: BundleIo): Promise<number> {
  const asked = argumentsOf(args);
  if (!asked) {
    io.stderr(LETTER_HELP);
    return USAGE;
  }
  const there = await stat(asked.file).catch(() => null);
  if (!there?.isFile()) {
    io.stderr(`“${asked.file}” is no file that can be read.\n`);
    return NO_INPUT;
  }
  const asker = io.openAsker();
  const folder = await mkdtemp(join(tmpdir(), 'rejoinder-letter-'));
  try {
    const document = await documentAt(asker, asked.file, basename(asked.file), folder);
    const words = await pagesOf(asker, document, asked.file, folder);
    const { pages, byMachine, unread } = words;
    const why = document.state === 'readable' ? null : (document.reason ?? 'It cannot be read.');
    if (why !== null || pages.every((page) => page.trim() === '')) {
      const empty =
        'No words were found in it, and none by machine (OCR) where it is a picture. Scan it again, sharper: 300 dots to the inch.';
      io.stderr(`“${asked.file}” cannot be read as a letter. ${why ?? unread ?? empty}\n`);
      return NO_INPUT;
    }
    const reading = withMailFacts(readLetter(pages, document.facts.dateOn ?? null), document);
    if (unread !== null) io.stderr(`${unread}\n`);
    const left = leftOverOf(pages, reading, document.facts.dateOn ?? null);
    const json = {
      ...readingJson(reading),
      ...leftOverJson(left),
      ...(byMachine.length > 0 ? { readByMachine: byMachine } : {}),
      ...(words.notes.length > 0 ? { notes: words.notes } : {}),
      ...(words.hidden.length > 0 ? { hidden: words.hidden } : {}),
    };
    io.stdout(asked.isJson ? `${JSON.stringify(json, null, 2)}\n` : wordsOf(reading, left, words));
    return FINE;
  } finally {
    await asker.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A document in words; one the child could not get through says so as a document that cannot be read. */
async function documentAt(asker: Asker, path: string, name: string, folder: string): Promise<ReadDocument> {
  try {
    const input = { path, name, attachmentsTo: folder };
    return await asker.ask(askReadDocument, input, { timeoutMs: TIME_MS });
  } catch (error) {
    if (!(error instanceof DocumentChildError)) throw error;
    return {
      ...{
        mediaType: 'application/octet-stream',
        label: 'Unknown file',
        state: 'damaged',
        reason: error.message,
      },
      ...{ pages: null, pageText: [], facts: { notes: [] }, table: null },
    };
  }
}

/** The words of a file with what a person should know of it, and what its reader does not see. */
interface WordsRead extends MachineWords {
  readonly notes: readonly string[];
  readonly hidden: readonly HiddenWords[];
}

/** Its own pages, then those of what came attached and can be read; the pages are counted through. */
async function pagesOf(
  asker: Asker,
  document: ReadDocument,
  path: string,
  folder: string,
): Promise<WordsRead> {
  let all: WordsRead = {
    ...(await wordsByMachine(asker, document, { path, name: basename(path), folder })),
    ...{ notes: document.facts.notes, hidden: document.facts.hidden ?? [] },
  };
  for (const { name, sha256, isInline } of document.facts.attachments ?? []) {
    if (isInline) continue;
    const at = join(folder, sha256);
    const attached = await documentAt(asker, at, name, folder);
    if (attached.state !== 'readable') continue;
    const more = await wordsByMachine(asker, attached, { path: at, name, folder });
    const before = all.pages.length;
    all = {
      pages: [...all.pages, ...more.pages],
      byMachine: [...all.byMachine, ...more.byMachine.map((one) => ({ ...one, page: one.page + before }))],
      unread:
        [all.unread, more.unread === null ? null : `“${name}”: ${more.unread}`]
          .filter((one) => one !== null)
          .join('\n') || null,
      notes: [...all.notes, ...attached.facts.notes.map((note) => `“${name}”: ${note}`)],
      hidden: [
        ...all.hidden,
        ...(attached.facts.hidden ?? []).map(({ words, why }) => ({ words, why: `${why}, in “${name}”` })),
      ],
    };
  }
  return all;
}

/** A mail bears its own date, sender and subject; its words speak of others. */
function withMailFacts(reading: LetterReading, { facts }: ReadDocument): LetterReading {
  if (!facts.from && !facts.dateOn) return reading;
  return {
    ...reading,
    letterDate: facts.dateOn ?? reading.letterDate,
    sender: reading.sender ?? facts.from ?? null,
    recipient: reading.recipient ?? facts.to?.[0] ?? null,
    subject: facts.subject ?? reading.subject,
    reference: reading.reference ?? referenceIn(facts.subject ?? null),
    delivery: reading.delivery ?? 'email',
  };
}

function wordsOf(reading: LetterReading, left: LeftOver, { byMachine, notes, hidden }: WordsRead): string {
  const facts: readonly (readonly [string, string | null])[] = [
    ['Date', reading.letterDate && dayText(reading.letterDate)],
    ['From', reading.sender],
    ['Counsel', reading.counsel],
    ['To', reading.recipient],
    ['About', reading.subject],
    ['Reference', reading.reference],
    ['Sent by', reading.delivery],
  ];
  const lines = facts.map(([term, value]) => `${term.padEnd(10)} ${value ?? 'not found'}`);
  const demands = reading.demands.map(demandWords);
  const threats = reading.threats.map((one) => `  page ${one.page}: ${one.quote}`);
  return [
    ...lines,
    '',
    demands.length === 0
      ? 'No demand was found. That does not mean there is none.'
      : `${demands.length} ${demands.length === 1 ? 'demand' : 'demands'} proposed:`,
    ...demands,
    '',
    ...leftOverWords(left),
    ...(threats.length === 0 ? [] : ['', 'Threats and reserved rights:', ...threats]),
    '',
    ...(byMachine.length === 0
      ? []
      : [
          `${pageList(byMachine.map(({ page }) => page))} had no words and ${byMachine.length === 1 ? 'was' : 'were'} read by machine (OCR), ${Math.round(Math.min(...byMachine.map(({ confidence }) => confidence)))} % sure at the least: a letter or a figure may be wrong.`,
        ]),
    ...notes.map((note) => `Note: ${note}`),
    ...(hidden.length === 0
      ? []
      : [
          'Hidden words, not read as part of the letter:',
          ...hidden.map(({ words, why }) => `  “${words}” (${why})`),
        ]),
    'Proposals from the words of the letter; check each against it.',
    '',
  ].join('\n');
}

function demandWords(demand: ProposedDemand, index: number): string {
  const vague = demand.vagueTime === null ? 'no time named' : `no day named: “${demand.vagueTime}”`;
  const limit = demand.limit === null ? vague : limitWords(demand.limit);
  const from = demand.limitRule === null ? '' : ` (from ${demand.limitRule})`;
  const also = demand.alsoAt.map((one) => `\n     also on page ${one.page}: “${one.quote}”`).join('');
  return `${String(index + 1).padStart(3)}. ${KINDS[demand.kind]}; ${limit}${from}; page ${demand.page}; by the rule “${demand.rule}”\n     “${demand.quote}”${also}`;
}

function argumentsOf(args: readonly string[]): { file: string; isJson: boolean } | null {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' } },
    });
    const [file] = positionals;
    return file === undefined || positionals.length > 1
      ? null
      : { file: resolve(file), isJson: values.json === true };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
