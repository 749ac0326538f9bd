import { join } from 'node:path';
import { buildBundle } from '../bundles/building/build-bundle.js';
import { paperDate } from '../bundles/building/paper-date.js';
import { findBundleOfReply } from '../bundles/bundle-store.js';
import type { Spec } from '../bundles/building/spec.js';
import { LETTER_FILE } from '../bundles/stored-spec.js';
import { paperOf, type Matter } from '../matters/matter.js';
import { typesetBlocks } from '../pdf/questions.js';
import type { Block, Paper, Run } from '../pdf/blocks.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { letterInHand } from './letter-in-hand.js';
import { setDocx } from './questions.js';
import { contentOf, type LetterContent } from './versions/reply-version.js';
import type { Reply } from './reply.js';
import { findApprovedVersion } from './versions/version-store.js';

const LONGEST_MS = 60_000;

type MatterOfLetter = Pick<Matter, 'id' | 'regime' | 'title' | 'zone'>;

/** A letter for a file: as it was approved, or as it stands and then a draft. */
export interface LetterToSet {
  readonly content: LetterContent;
  readonly paper: Paper;
  readonly title: string;
  readonly date: string;
  readonly isDraft: boolean;
}

/** What PDF and DOCX are made from: the letter of the approved file where there is one, else the letter in hand. */
export async function letterToSet(deps: Deps, matter: MatterOfLetter, reply: Reply): Promise<LetterToSet> {
  const approved = await findApprovedVersion(deps.db, reply.id);
  const bundle = await findBundleOfReply(deps.db, matter.id, reply.id);
  const { letter } = await letterInHand(deps.db, matter, reply);
  const paper = bundle?.paper ?? paperOf(matter);
  return {
    content: approved === null ? letter : contentOf(approved),
    paper,
    title: `Letter of ${paperDate(reply.datedOn, paper)}`,
    date: reply.datedOn,
    isDraft: approved === null,
  };
}

/** The letter alone as a DOCX in `folder`; its references lead to its own list of enclosures. */
export async function writeLetterDocx(deps: Deps, letter: LetterToSet, folder: string): Promise<string> {
  const { content, ...rest } = letter;
  const out = join(folder, 'letter.docx');
  const { letterhead, blocks } = content;
  await deps.asker.ask(setDocx, { letterhead, blocks, ...rest, out }, { timeoutMs: LONGEST_MS });
  return out;
}

/** The letter alone as a PDF in `folder`, its references plain; a draft says so on every page. */
export async function writeLetterPdf(
  deps: Deps,
  matter: MatterOfLetter,
  letter: LetterToSet,
  folder: string,
): Promise<string> {
  const { content, paper, title, date, isDraft } = letter;
  const { letterhead, blocks } = content;
  const out = join(folder, LETTER_FILE);
  const input = {
    blocks: blocks.map(withoutLinks),
    paper,
    out,
    date,
    title,
    style: 'letter',
    letterhead,
  } as const;
  await deps.asker.ask(typesetBlocks, input, { timeoutMs: LONGEST_MS });
  const spec: Spec = {
    ...{ title, matter: matter.title, purpose: 'enclosures', paper, bates: null, legend: null, date },
    letter: { file: LETTER_FILE, title, date, citations: [] },
    sections: [],
  };
  const options = {
    specFolder: folder,
    out: join(folder, 'out'),
    onUnreadable: 'ask',
    selfCheck: true,
  } as const;
  const built = await buildBundle(deps.asker, spec, { ...options, isDraft });
  if (!built.isBuilt)
    throw new ConflictError(built.findings[0]?.what ?? 'The letter could not be set as a PDF.');
  return join(folder, 'out', 'package', 'bundle.pdf');
}

/** Alone, a letter has no exhibits behind it to lead to: its cites are words like any other. */
function withoutLinks(block: Block): Block {
  const plain = (runs: readonly Run[]): Run[] => runs.map(({ citation: _citation, ...run }) => run);
  if (block.kind === 'paragraph' || block.kind === 'quote') return { ...block, runs: plain(block.runs) };
  return block.kind === 'list' ? { ...block, items: block.items.map(plain) } : block;
}
