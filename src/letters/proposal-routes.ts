import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { actorIn } from '../auth/signed-in.js';
import { demandColumns } from '../demands/demand-columns.js';
import { demandForm } from '../demands/demand-form.js';
import { quotedInside, UNREAD } from '../demands/demand.js';
import { matterOf } from '../matters/matter-in-hand.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { conflictOf } from '../web/edit-conflict.js';
import { parseForm } from '../web/form.js';
import { flash, goTo, param } from '../web/locals.js';
import { mergeProposals, rejectProposal, splitProposal } from './decide-proposals.js';
import { asDemanding } from './demanding-letter.js';
import { enterFromLetter } from './enter-proposed.js';
import { letterPath } from './letter-drop.js';
import { letterInFull, type LetterInFull } from './letter-in-full.js';
import { getLetterIn } from './letter-store.js';
import { proposeDemandsWith } from './propose-demands.js';
import { readingOf } from './read-words.js';
import { getProposalOf } from './proposal-store.js';
import { formValues, splitPlaces, type ProposedDemand } from './proposed-demand.js';

const splitForm = z.strictObject({
  at: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
});
const HERE = '#proposed';

/** What a person makes of each demand that the words propose: among the routes of the letters. */
export function addProposalRoutes(routes: Router, deps: Deps): void {
  routes.post('/:letterId/proposals', (req, res) => readAgain(deps, req, res));
  routes.post('/:letterId/proposals/:proposalId/confirmation', (req, res) => confirm(deps, req, res));
  routes.post('/:letterId/proposals/:proposalId/rejection', async (req, res) => {
    const { full, proposal } = await inHand(deps, req, res);
    await answer(req, res, full, 'It is no demand; the proposal is kept as rejected.', () =>
      rejectProposal(deps, full.letter, proposal, actorIn(res)),
    );
  });
  routes.post('/:letterId/proposals/:proposalId/division', async (req, res) => {
    const { full, proposal } = await inHand(deps, req, res);
    const form = parseForm(splitForm, req.body);
    await answer(req, res, full, 'The proposal is two now.', async () => {
      const text = full.words.pages.find((page) => page.page === proposal.page)?.text ?? '';
      const cuts = splitPlaces(text.slice(proposal.quoteStart, proposal.quoteEnd)).map((cut) => cut.at);
      if (!form.ok || !cuts.includes(form.value.at))
        throw new ConflictError('Choose where the second demand begins.');
      await splitProposal(deps, full.letter, { proposal, text, at: form.value.at }, actorIn(res));
    });
  });
  routes.post('/:letterId/proposals/:proposalId/merger', async (req, res) => {
    const { full, proposal } = await inHand(deps, req, res);
    await answer(req, res, full, 'The two proposals are one demand now.', async () => {
      const first = full.proposals[full.proposals.findIndex((one) => one.id === proposal.id) - 1];
      if (!first) throw new ConflictError('There is no proposal above this one to merge it with.');
      const text = full.words.pages.find((page) => page.page === first.page)?.text ?? '';
      await mergeProposals(deps, full.letter, { first, second: proposal, text }, actorIn(res));
    });
  });
}

/** As proposed, in one step; what cannot be counted as it stands opens in the form instead. */
async function confirm(deps: Deps, req: Request, res: Response): Promise<void> {
  const { full, proposal } = await inHand(deps, req, res);
  const matter = matterOf(res);
  const { proposal: _, ...values } = formValues(proposal);
  const form = parseForm(demandForm, values);
  const columns = form.ok
    ? demandColumns(form.value, asDemanding(full.letter, full.words, matter), full.demands)
    : form;
  if (!columns.ok) {
    const why =
      proposal.limitUnit === UNREAD
        ? `its words limit the time, “${quotedInside(proposal.limitWords ?? '')}”, and could not be read: set the limit, or say that no time is named`
        : Object.values(columns.errors).flat().join('. ');
    flash(req, 'warn', `It needs a look first: ${why}`);
    return goTo(res, `${letterPath(full.letter)}?view=words&proposal=${proposal.id}#enter`);
  }
  let number = 0;
  const wrong = await conflictOf(async () => {
    const request = { columns: columns.value, proposalId: proposal.id };
    number = (await enterFromLetter(deps, matter, full, request, actorIn(res))).number;
  });
  flash(req, wrong ? 'error' : 'done', wrong ?? `Demand ${number} is entered as proposed.`);
  goTo(res, letterPath(full.letter) + HERE);
}

/** For a letter whose words came later, or whose proposals were all decided too soon. */
async function readAgain(deps: Deps, req: Request, res: Response): Promise<void> {
  const full = await fullLetterOf(deps, req, res);
  const { letter, words } = full;
  const reading = await readingOf(deps, words, letter.datedOn);
  let open = 0;
  await answer(req, res, full, null, async () => {
    if (letter.state !== 'reviewed' || letter.demandsCompleteAt !== null)
      throw new ConflictError('Demands are proposed while the list is open.');
    await inTransaction(deps, async (tx) => {
      open = await proposeDemandsWith(tx, letter.id, { words, reading, at: deps.clock.now() });
    });
    flash(
      req,
      'done',
      open === 0 ? 'Nothing more is proposed from its words.' : `Proposed from its words: ${open}.`,
    );
  });
}

async function answer(
  req: Request,
  res: Response,
  { letter }: LetterInFull,
  done: string | null,
  decide: () => Promise<void>,
): Promise<void> {
  const wrong = await conflictOf(decide);
  if (wrong) flash(req, 'error', wrong);
  else if (done !== null) flash(req, 'done', done);
  goTo(res, letterPath(letter) + HERE);
}

async function inHand(
  deps: Deps,
  req: Request,
  res: Response,
): Promise<{ full: LetterInFull; proposal: ProposedDemand }> {
  const full = await fullLetterOf(deps, req, res);
  return { full, proposal: await getProposalOf(deps.db, full.letter.id, param(req, 'proposalId')) };
}

async function fullLetterOf(deps: Deps, req: Request, res: Response): Promise<LetterInFull> {
  return letterInFull(deps, await getLetterIn(deps.db, matterOf(res).id, param(req, 'letterId')));
}
