import { Router, type Request, type Response } from 'express';
import { actorIn } from '../../auth/signed-in.js';
import { countItems, listItemsInFile } from '../../evidence/item-store.js';
import { WHOLE_FILE } from '../../evidence/list-query.js';
import { matterOf } from '../../matters/matter-in-hand.js';
import { paperOf, type MatterInHand } from '../../matters/matter.js';
import type { Db } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { NotFoundError } from '../../platform/errors.js';
import { fieldError, NO_ERRORS, parseForm, type FormErrors } from '../../web/form.js';
import { flash, goTo, pageLocals, queryText } from '../../web/locals.js';
import { BadRequestError } from '../../web/guards.js';
import { renderPage } from '../../web/page.js';
import { usedPrefixes } from '../bates-memory.js';
import { idsIn, valuesOf, type Values } from '../building/typed-items.js';
import { detailChoices, problemsOf } from '../bundle-details.js';
import { newBundleForm, ofLetterForm } from '../bundle-form.js';
import { bundlePath, PURPOSE_HINTS, PURPOSE_WORDS, type Bundle } from '../bundle.js';
import { findBundleOfReply } from '../bundle-store.js';
import { createBundle } from '../create-bundle.js';
import { itemsOffered } from './items-offered.js';
import { leftOutWords } from './left-out.js';
import { listProposedIds } from './proposed-items.js';

/** What a bundle begins with from the letter it carries; null for a letter not found. Asked of the room of letters. */
export type LetterCarried = (
  db: Db,
  matter: MatterInHand,
  replyId: string,
) => Promise<{
  readonly title: string;
  readonly datedOn: string;
  /** The demands that the letter responds to. */
  readonly demandIds: readonly string[];
  /** The items that it cites, whatever demand they bear on. */
  readonly itemIds: readonly string[];
} | null>;

/** A file with more items than this is searched, not ticked through on one page. */
const MOST_TICKED = 200;

/** Beginning a bundle: what it is, and what it begins with. */
export function newBundleRoutes(deps: Deps, letterCarried: LetterCarried): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/new', async (req, res) => {
    const values = await newValues(deps, letterCarried, req, res);
    await showNew(deps, letterCarried, req, res, 200, values, NO_ERRORS);
  });
  routes.post('/', (req, res) => createFrom(deps, letterCarried, req, res));
  routes.post('/of-letter', (req, res) => createOfLetter(deps, letterCarried, req, res));
  return routes;
}

/** What a form begins with. A prefix is used on: the last one of the matter stands there with its digits where a production is begun. */
async function newValues(
  deps: Deps,
  letterCarried: LetterCarried,
  req: Request,
  res: Response,
): Promise<Values> {
  const matter = matterOf(res);
  const reply = queryText(req, 'reply') ?? '';
  const letter = reply === '' ? null : await letterCarried(deps.db, matter, reply);
  const purpose = queryText(req, 'purpose') ?? 'enclosures';
  const [last] = purpose === 'production' ? await usedPrefixes(deps.db, matter.id) : [];
  return {
    purpose,
    reply,
    title: letter?.title ?? matter.title,
    paper: paperOf(matter),
    datedOn: letter?.datedOn ?? pageLocals(res).today,
    exhibitStyle: 'letters',
    batesPrefix: last?.prefix ?? '',
    batesDigits: String(last?.digits ?? 6),
    exhibitPages: 'yes',
  };
}

/** Begins the enclosures of a letter as the form proposes them, or leads to those there are; says which items of the file are not among them. */
async function createOfLetter(
  deps: Deps,
  letterCarried: LetterCarried,
  req: Request,
  res: Response,
): Promise<void> {
  const form = parseForm(ofLetterForm, req.body);
  if (!form.ok) throw new BadRequestError('The page is out of date; reload it.', 422);
  const matter = matterOf(res);
  const { reply } = form.value;
  const begun = await findBundleOfReply(deps.db, matter.id, reply);
  if (begun !== null) return goTo(res, bundlePath(begun));
  const letter = await letterCarried(deps.db, matter, reply);
  if (letter === null) throw new NotFoundError('reply', reply);
  const { title, datedOn, demandIds, itemIds: citedIds } = letter;
  const itemIds = await listProposedIds(deps.db, matter.id, { demandIds, citedIds });
  const bundle = { title, datedOn, purpose: 'enclosures', paper: paperOf(matter), legend: null } as const;
  const marks = { exhibitStyle: 'letters', batesPrefix: null, batesDigits: null, exhibitPages: 1 } as const;
  const id = await createBundle(
    deps,
    matter.id,
    { ...bundle, ...marks, replyId: reply, itemIds },
    actorIn(res),
  );
  const behind =
    itemIds.length === 0
      ? 'Nothing is behind the letter yet.'
      : `Behind the letter ${itemIds.length === 1 ? 'is the item' : `are the ${itemIds.length.toLocaleString('en-US')} items`} that it cites or that bear on what it answers.`;
  const left = await leftOutWords(deps.db, matter.id, itemIds);
  flash(req, 'done', ['The file is begun.', behind, left].filter(Boolean).join(' '));
  goTo(res, bundlePath({ matterId: matter.id, id }));
}

/** The items that are proposed: those that bear on the demands the letter responds to or that it cites, on any demand where there is no letter. */
async function proposedIds(
  deps: Deps,
  letterCarried: LetterCarried,
  matter: MatterInHand,
  replyId: string | null,
): Promise<string[]> {
  const letter = replyId === null ? null : await letterCarried(deps.db, matter, replyId);
  return listProposedIds(deps.db, matter.id, {
    demandIds: letter?.demandIds ?? null,
    citedIds: letter?.itemIds ?? [],
  });
}

async function showNew(
  deps: Deps,
  letterCarried: LetterCarried,
  req: Request,
  res: Response,
  status: number,
  values: Values,
  errors: FormErrors,
): Promise<void> {
  const matter = matterOf(res);
  const inFile = await countItems(deps.db, matter.id, WHOLE_FILE);
  const isFirst = req.method === 'GET';
  const { reply } = values;
  const proposed =
    isFirst || inFile > MOST_TICKED
      ? await proposedIds(
          deps,
          letterCarried,
          matter,
          typeof reply === 'string' && reply !== '' ? reply : null,
        )
      : [];
  // A form that comes back carries what a person typed.
  const chosen = new Set(isFirst ? proposed : idsIn(values['item']));
  const items = inFile > MOST_TICKED ? [] : await listItemsInFile(deps.db, matter.id);
  renderPage(
    req,
    res,
    'bundles/new',
    { title: 'Begin a bundle', tab: 'bundles', status },
    {
      values: { begin: proposed.length > 0 ? 'proposed' : 'none', ...values },
      errors,
      isProposed: isFirst,
      ...(await detailChoices(deps, matter.id)),
      purposes: Object.entries(PURPOSE_WORDS).map(([value, text]) => ({
        value,
        text,
        hint: PURPOSE_HINTS[value as Bundle['purpose']],
      })),
      begins: inFile > MOST_TICKED ? { inFile, proposed: proposed.length } : null,
      items: (await itemsOffered(deps.db, matter.id, items)).map((item) => ({
        ...item,
        isChosen: chosen.has(item.id),
      })),
    },
  );
}

async function createFrom(
  deps: Deps,
  letterCarried: LetterCarried,
  req: Request,
  res: Response,
): Promise<void> {
  const again = (errors: FormErrors) =>
    showNew(deps, letterCarried, req, res, 422, valuesOf(req.body), errors);
  const form = parseForm(newBundleForm, req.body);
  if (!form.ok) return again(form.errors);
  const { reply, item, begin, proposed, ...bundle } = form.value;
  const matter = matterOf(res);
  const problems = await problemsOf(deps, matter.id, bundle.purpose, bundle);
  if (problems !== null) return again(problems);
  const itemIds = begin === 'proposed' ? await proposedIds(deps, letterCarried, matter, reply) : item;
  if (begin === 'proposed' && itemIds.length !== proposed)
    return again(
      fieldError(
        'begin',
        `Items came, went or changed meanwhile: ${itemIds.length.toLocaleString('en-US')} are proposed now. Begin once more if that is right`,
      ),
    );
  const id = await createBundle(deps, matter.id, { ...bundle, replyId: reply, itemIds }, actorIn(res));
  const path = bundlePath({ matterId: matter.id, id });
  if (begin === 'none') {
    flash(req, 'done', 'The bundle is begun. Find its items and add them.');
    return goTo(res, `${path}/items`);
  }
  flash(req, 'done', 'The bundle is begun. Look at the order, then build a draft.');
  goTo(res, path);
}
