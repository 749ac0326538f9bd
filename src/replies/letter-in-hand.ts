import type { Bundle, ListedEntry } from '../bundles/bundle.js';
import { findBundleOfReply, listEntries } from '../bundles/bundle-store.js';
import { getLetterIn } from '../letters/letter-store.js';
import type { Letter } from '../letters/letter.js';
import { paperOf, type Matter } from '../matters/matter.js';
import type { Paper } from '../pdf/blocks.js';
import type { Db } from '../platform/database.js';
import { listAnswers, type Answer, type Cited, type InLetter } from './answer-store.js';
import { answeringProblem } from './answering.js';
import { standingOf, toldIn, type Standing } from './further/answer-standing.js';
import { listRepliesBefore, listSentBefore } from './further/sent-before-store.js';
import type { CitableExhibit, Unmarked } from './paper/cited-runs.js';
import { answersDemands, type LetterKind } from './letter-kind.js';
import { replyBlocks, type LetterBlocks } from './paper/reply-blocks.js';
import { replyHindrances } from './reply-checks.js';
import { certifiedWrongly, listServed } from './served.js';
import { exhibitsOf } from './exhibits-out.js';
import { listIssued } from './reply-store.js';
import { repeatedIn, type Reply, type ReplyFields } from './reply.js';

/** A reply with everything its letter is made of, as it stands now. */
export interface LetterInHand {
  readonly inReplyTo: Letter;
  readonly answers: readonly (Answer & Standing)[];
  /** The replies to the same letter that this one goes on from, oldest first; null in a first reply. */
  readonly furtherTo: readonly Reply[] | null;
  readonly bundle: Bundle | null;
  readonly exhibits: readonly CitableExhibit[];
  readonly letter: LetterBlocks;
  /** What stands in the way of approving it, in sentences. */
  readonly hindrances: readonly string[];
}

/**
 * Puts the letter together. `fields` are what a person typed and has not saved; `fixed` the bundle, its marks and,
 * where they were read already, its entries.
 */
export async function letterInHand(
  db: Db,
  matter: Pick<Matter, 'id' | 'regime' | 'zone'>,
  reply: Reply,
  fields: ReplyFields = reply,
  fixed?: {
    readonly bundle: Bundle;
    readonly marks: ReadonlyMap<string, string>;
    readonly entries?: readonly ListedEntry[];
  },
): Promise<LetterInHand> {
  const inReplyTo = await getLetterIn(db, matter.id, reply.inReplyTo);
  const furtherTo = repeatedIn(reply) === null ? null : await listRepliesBefore(db, reply);
  const bundle = fixed?.bundle ?? (await findBundleOfReply(db, matter.id, reply.id));
  const { opening, closing } = fields;
  const inLetter = { opening, closing, bundleId: bundle?.id ?? null };
  const { answers, cited } = await answersIn(db, reply, furtherTo, inLetter);
  const exhibits =
    bundle === null
      ? []
      : exhibitsOf(bundle, fixed?.entries ?? (await listEntries(db, bundle.id)), fixed?.marks);
  const { kind } = reply;
  const unmarked: Unmarked = {
    items: cited.filter(({ state }) => state === 'in-file'),
    why: bundle === null ? 'mark to come' : 'not in the bundle',
  };
  const paper = bundle?.paper ?? paperOf(matter);
  const letter = replyBlocks({ fields, answers, exhibits, unmarked, paper, kind });
  const isListComplete = inReplyTo.demandsCompleteAt !== null;
  const issued = await listIssued(db, matter.id);
  const hindrances = [
    ...(furtherTo?.length === 0 ? [NOTHING_BEFORE] : []),
    ...replyHindrances({ fields, answers, kind }, letter, isListComplete, issued),
    ...openingHindrances(kind, opening, answers),
    ...(kind === 'service' ? await certificateHindrances(db, matter, fields, paperOf(matter)) : []),
  ];
  return { inReplyTo, answers, furtherTo, bundle, exhibits, letter, hindrances };
}

/** The opening is written once; a demand may end, or come to be, afterwards. */
function openingHindrances(kind: LetterKind, opening: string, answers: LetterInHand['answers']): string[] {
  if (!answersDemands(kind)) return [];
  const told = toldIn(kind, answers);
  const demands = answers.map((answer) => ({ ...answer.demand, isTold: told.includes(answer) }));
  const problem = answeringProblem(opening, demands);
  return problem === null ? [] : [problem];
}

/** A certificate is written once, and what it certifies may be held, voided or come back afterwards. */
export async function certificateHindrances(
  db: Db,
  matter: Pick<Matter, 'id' | 'zone'>,
  { opening, closing }: Pick<ReplyFields, 'opening' | 'closing'>,
  paper: Paper,
): Promise<string[]> {
  return certifiedWrongly(`${opening}\n${closing}`, await listServed(db, matter, paper), paper);
}

const NOTHING_BEFORE =
  'The earlier letter this one goes on from is no longer on record as sent. Void this one and reply anew, or record the sending again.';

/** The demands of the letter; in a further reply each with how it stood in the letters before. */
async function answersIn(
  db: Db,
  reply: Reply,
  furtherTo: readonly Reply[] | null,
  letter: InLetter,
): Promise<Pick<LetterInHand, 'answers'> & { readonly cited: readonly Cited[] }> {
  const { answers, cited } = await listAnswers(db, reply.matterId, reply.inReplyTo, letter);
  if (furtherTo === null) return { answers, cited };
  const before = await listSentBefore(db, reply.matterId, furtherTo);
  const repeated = repeatedIn(reply) ?? [];
  const standing = answers.map((answer) => ({
    ...answer,
    ...standingOf(answer.demandId, answer.response, before, repeated),
  }));
  return { answers: standing, cited };
}
