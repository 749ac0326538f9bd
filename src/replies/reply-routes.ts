import { Router, type Request, type Response } from 'express';
import { actorIn } from '../auth/signed-in.js';
import { STATE_WORDS } from '../bundles/bundle.js';
import { fileOfBundle } from '../bundles/file-state.js';
import { canWrite, matterOf } from '../matters/matter-in-hand.js';
import { choices, paperOf, type Matter } from '../matters/matter.js';
import { letterTitle } from '../letters/letter.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { dayText, longDayText } from '../platform/plain-date.js';
import { conflictOf } from '../web/edit-conflict.js';
import { formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo, pageLocals, param, queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { countLinked } from './answer-store.js';
import { editReply, voidReply } from './edit-reply.js';
import { toldIn } from './further/answer-standing.js';
import { saveRepeated } from './further/further-routes.js';
import { certificateHindrances, letterInHand } from './letter-in-hand.js';
import { hasClose } from './complimentary-close.js';
import { KIND_NOUNS, LETTER_KINDS, answersDemands, hasAddressee } from './letter-kind.js';
import { holdPromise, promisesOffered } from './promise-date.js';
import { firstReplyPath, onlyOpen, pathOf } from './open-letters.js';
import { newReplyForm, previewForm, replyFormOf, replyPromiseForm, voidReplyForm } from './reply-form.js';
import { shownLetter } from './paper/shown-letter.js';
import { findReplyInHand, getReplyIn, listAnswerable, listReplies } from './reply-store.js';
import { answerRows, kindText, stateText } from './reply-view.js';
import { changedFields, isWritable, REPLY_FIELDS, type Reply, type ReplyFields } from './reply.js';
import { leftOutOfCertificate, listServed, type Served } from './served.js';
import { listTemplates } from './templates/template-store.js';
import { letterProblem } from './versions/letter-problem.js';
import { contentOf } from './versions/reply-version.js';
import { findApprovedVersion, findLastVersion } from './versions/version-store.js';
import { writeReply } from './write-reply.js';

/** A form that did not pass, with everything typed kept. */
interface Again {
  readonly status: number;
  readonly errors: FormErrors;
  readonly values: Readonly<Record<string, string>>;
  /** What someone else saved meanwhile, where it differs. */
  readonly theirs?: readonly { readonly label: string; readonly theirs: string; readonly yours: string }[];
}

/** Our letters in reply: one at a time for each letter that came in. */
export function replyRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/', (req, res) => showList(deps, req, res, 200, NO_ERRORS, queryText(req, 'letter') ?? ''));
  routes.post('/', async (req, res) => {
    const form = parseForm(newReplyForm, req.body);
    if (!form.ok) return showList(deps, req, res, 422, form.errors, '');
    const { letterId, kind, template, first } = form.value;
    const path = first ? await firstReplyPath(deps, matterOf(res).id, letterId) : null;
    if (path !== null) return goTo(res, path);
    try {
      const beginning = { kind, templateId: template || null };
      const id = await writeReply(deps, matterOf(res), letterId, actorIn(res), beginning);
      goTo(res, `/matters/${matterOf(res).id}/replies/${id}`);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      // Pressed twice: the one that is being written is what was wanted.
      const draft = answersDemands(kind) ? await findReplyInHand(deps.db, letterId) : null;
      if (draft?.matterId === matterOf(res).id) return goTo(res, pathOf(draft));
      await showList(deps, req, res, 409, formError(error.message), letterId);
    }
  });
  routes.get('/:replyId', async (req, res) => showReply(deps, req, res, await replyOf(deps, req, res)));
  routes.post('/:replyId', async (req, res) => {
    const reply = await replyOf(deps, req, res);
    const form = parseForm(replyFormOf(reply.kind), req.body);
    const values = typed(req.body);
    if (!form.ok) return showReply(deps, req, res, reply, { status: 422, errors: form.errors, values });
    try {
      await editReply(deps, reply, form.value, actorIn(res));
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      const now = await replyOf(deps, req, res);
      const errors = formError(`${error.message} Nothing was saved; what you typed is below.`);
      return showReply(deps, req, res, now, {
        status: 409,
        errors,
        values,
        theirs: differing(now, form.value),
      });
    }
    flash(req, 'done', 'The reply is saved.');
    goTo(res, pathOf(reply));
  });
  routes.post('/:replyId/preview', async (req, res) => {
    const reply = await replyOf(deps, req, res);
    const form = parseForm(previewForm, req.body);
    const fields = form.ok ? form.value : reply;
    const { letter } = await letterInHand(deps.db, matterOf(res), reply, fields);
    res.render('replies/_paper', {
      letter: await shownLetter(deps, letter),
      page: { base: pageLocals(res).base },
    });
  });
  routes.post('/:replyId/demands', async (req, res) => {
    const reply = await replyOf(deps, req, res);
    await saveRepeated(deps, reply, req, res, async (status, errors) =>
      showReply(deps, req, res, await replyOf(deps, req, res), { status, errors, values: fieldsOf(reply) }),
    );
  });
  routes.post('/:replyId/promises', async (req, res) => {
    const reply = await replyOf(deps, req, res);
    const form = parseForm(replyPromiseForm, req.body);
    const wrong = form.ok
      ? await conflictOf(() => holdPromise(deps, matterOf(res), reply, form.value, actorIn(res)))
      : Object.values(form.errors).flat().join(' ');
    if (wrong) flash(req, 'error', wrong);
    else flash(req, 'done', 'The promise is a date of our own now.');
    goTo(res, pathOf(reply));
  });
  routes.post('/:replyId/voiding', async (req, res) => {
    const reply = await replyOf(deps, req, res);
    const form = parseForm(voidReplyForm, req.body);
    if (!form.ok) {
      flash(req, 'error', Object.values(form.errors).flat().join(' '));
      return goTo(res, pathOf(reply));
    }
    await voidReply(deps, reply, form.value.reason, actorIn(res));
    flash(req, 'done', 'The reply is voided; it stays on the record.');
    goTo(res, `/matters/${reply.matterId}/replies`);
  });
  return routes;
}

function replyOf(deps: Deps, req: Request, res: Response): Promise<Reply> {
  return getReplyIn(deps.db, matterOf(res).id, param(req, 'replyId'));
}

async function showList(
  deps: Deps,
  req: Request,
  res: Response,
  status: number,
  errors: FormErrors,
  letterId: string,
): Promise<void> {
  const matter = matterOf(res);
  const letters = await listAnswerable(deps.db, matter.id);
  const replies = await listReplies(deps.db, matter.id);
  renderPage(
    req,
    res,
    'replies/list',
    { title: 'Replies', tab: 'replies', status },
    {
      replies: replies.map((reply) => ({
        path: pathOf(reply),
        number: reply.number,
        kind: kindText(reply),
        subject: reply.subject,
        answers: `${reply.letterSender ? `Letter from ${reply.letterSender}` : 'Letter'}, ${reply.letterNumber}`,
        day: dayText(reply.datedOn),
        state: stateText(reply, reply.bundleState),
        bundle:
          reply.bundleId && reply.bundleState
            ? {
                path: `/matters/${matter.id}/bundles/${reply.bundleId}`,
                text: STATE_WORDS[reply.bundleState],
              }
            : null,
      })),
      letters: letters.map((letter) => ({
        value: letter.id,
        text: `${letterTitle(letter)}, ${letter.number}${letter.datedOn ? `, ${dayText(letter.datedOn)}` : ''}`,
      })),
      kinds: choices(LETTER_KINDS),
      notCertified:
        canWrite(res) && letters.length > 0 ? leftOutOfCertificate(await servedIn(deps, matter)) : [],
      sentPath: `/matters/${matter.id}/deliveries`,
      templates: (await listTemplates(deps.db, matter.id)).map(({ id, name, kind }) => ({
        ...{ value: id, text: `${name} (${KIND_NOUNS[kind]})` },
      })),
      templatesPath: `/matters/${matter.id}/replies/templates`,
      canWrite: canWrite(res),
      values: { letterId: letterId || onlyOpen(letters, replies), kind: 'reply', ...typed(req.body) },
      errors,
    },
  );
}

async function showReply(
  deps: Deps,
  req: Request,
  res: Response,
  reply: Reply,
  again?: Again,
): Promise<void> {
  const matter = matterOf(res);
  const inHand = await letterInHand(deps.db, matter, reply);
  const { inReplyTo, bundle, furtherTo } = inHand;
  const isFurther = furtherTo !== null;
  const isOpen = isWritable(reply, bundle?.state ?? null);
  // What was approved stays as it was, whatever is written about its demands since.
  const approved = isOpen ? null : await findApprovedVersion(deps.db, reply.id);
  renderPage(
    req,
    res,
    'replies/reply',
    {
      title: answersDemands(reply.kind) ? `Reply ${reply.number}` : `Letter ${reply.number}`,
      tab: 'replies',
      status: again?.status ?? 200,
    },
    {
      reply: {
        number: reply.number,
        version: reply.version,
        state: stateText(reply, bundle?.state ?? null),
        reason: reply.stateReason,
      },
      path: pathOf(reply),
      title: answersDemands(reply.kind)
        ? `${isFurther ? 'Further reply' : 'Reply'} to ${letterTitle(inReplyTo)}`
        : LETTER_KINDS[reply.kind],
      furtherTo: (inHand.furtherTo ?? []).map((before) => ({
        path: pathOf(before),
        text: `reply ${before.number} of ${dayText(before.datedOn)}`,
      })),
      isFurther,
      answersDemands: answersDemands(reply.kind),
      hasAddressee: hasAddressee(reply.kind),
      hasClose: hasClose(reply.kind),
      noun: KIND_NOUNS[reply.kind],
      promises: isOpen
        ? (await promisesOffered(deps.db, matter.id, reply, toldIn(reply.kind, inHand.answers))).map(
            (promise) => ({ ...promise, day: dayText(promise.on) }),
          )
        : [],
      lastVersion: (await findLastVersion(deps.db, reply.id))?.number ?? 0,
      inReplyTo: {
        path: `/matters/${matter.id}/letters/${inReplyTo.id}`,
        text: `${letterTitle(inReplyTo)}, ${inReplyTo.number}`,
        day: inReplyTo.datedOn ? longDayText(inReplyTo.datedOn) : null,
      },
      datedText: dayText(reply.datedOn),
      answers: answerRows(inHand, matter.id, await countLinked(deps.db, inReplyTo.id)),
      hindrances: approved === null ? inHand.hindrances : [],
      // Approved or sent, its words stay; what they certify may be held, voided or come back since.
      certifiedWrongly:
        approved === null || reply.kind !== 'service'
          ? []
          : await certificateHindrances(deps.db, matter, reply, paperOf(matter)),
      leftOut: reply.kind === 'service' && isOpen ? leftOutOfCertificate(await servedIn(deps, matter)) : [],
      sentPath: `/matters/${matter.id}/deliveries`,
      letter: await shownLetter(deps, approved === null ? inHand.letter : contentOf(approved)),
      isApproved: approved !== null,
      exhibits: inHand.exhibits.map(({ mark, title, itemNumber }) => ({ mark, title, itemNumber })),
      bundle: bundle && {
        path: `/matters/${matter.id}/bundles/${bundle.id}`,
        title: bundle.title,
        state: STATE_WORDS[bundle.state],
        file: await fileOfBundle({ db: deps.db, letterProblem }, bundle),
      },
      begin: { path: `/matters/${matter.id}/bundles/of-letter`, post: { reply: reply.id } },
      newBundlePath: `/matters/${matter.id}/bundles/new?purpose=enclosures&reply=${reply.id}`,
      fields: REPLY_FIELDS,
      canWrite: canWrite(res) && isOpen,
      isFrozen: !isOpen && reply.state === 'draft',
      values: again?.values ?? fieldsOf(reply),
      errors: again?.errors ?? NO_ERRORS,
      theirs: again?.theirs ?? [],
    },
  );
}

function servedIn({ db }: Deps, matter: Matter): Promise<Served[]> {
  return listServed(db, matter, paperOf(matter));
}

function differing(now: Reply, typedFields: ReplyFields): NonNullable<Again['theirs']> {
  return changedFields(now, typedFields).map((name) => ({
    label: REPLY_FIELDS[name],
    theirs: now[name],
    yours: typedFields[name],
  }));
}

function fieldsOf(reply: Reply): Readonly<Record<string, string>> {
  const names = Object.keys(REPLY_FIELDS) as (keyof ReplyFields)[];
  return Object.fromEntries(names.map((name) => [name, reply[name]]));
}
