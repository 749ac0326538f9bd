import type { Bundle } from '../bundles/bundle.js';
import { findBundleOfReply } from '../bundles/bundle-store.js';
import { getLetterIn } from '../letters/letter-store.js';
import type { Letter } from '../letters/letter.js';
import { paperOf, type Matter } from '../matters/matter.js';
import type { Db } from '../platform/database.js';
import type { CitableExhibit } from './paper/cited-runs.js';
import { replyBlocks, type LetterBlocks } from './paper/reply-blocks.js';
import { replyHindrances } from './reply-checks.js';
import { listAnswers, listExhibits, listIssued } from './reply-store.js';
import type { Reply, ReplyFields } from './reply.js';

/** A reply with everything its letter is made of, as it stands now. */
export interface LetterInHand {
  readonly inReplyTo: Letter;
  readonly answers: Awaited<ReturnType<typeof listAnswers>>;
  readonly bundle: Bundle | null;
  readonly exhibits: readonly CitableExhibit[];
  readonly letter: LetterBlocks;
  /** What stands in the way of approving it, in sentences. */
  readonly hindrances: readonly string[];
}

/**
 * Puts the letter together. `fields` are what a person typed and has not saved; `fixed` the bundle and marks of
 * a build under way.
 */
export async function letterInHand(
  db: Db,
  matter: Pick<Matter, 'id' | 'regime' | 'zone'>,
  reply: Reply,
  fields: ReplyFields = reply,
  fixed?: { readonly bundle: Bundle; readonly marks: ReadonlyMap<string, string> },
): Promise<LetterInHand> {
  const inReplyTo = await getLetterIn(db, matter.id, reply.inReplyTo);
  const answers = await listAnswers(db, matter.id, reply.inReplyTo);
  const bundle = fixed?.bundle ?? (await findBundleOfReply(db, matter.id, reply.id));
  const exhibits = bundle === null ? [] : await listExhibits(db, bundle, fixed?.marks);
  const { kind } = reply;
  const letter = replyBlocks({ fields, answers, exhibits, paper: bundle?.paper ?? paperOf(matter), kind });
  const isListComplete = inReplyTo.demandsCompleteAt !== null;
  const issued = await listIssued(db, matter.id);
  const hindrances = replyHindrances({ fields, answers, kind }, letter, isListComplete, issued);
  return { inReplyTo, answers, bundle, exhibits, letter, hindrances };
}
