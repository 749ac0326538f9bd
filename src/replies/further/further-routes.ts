import type { Request, Response } from 'express';
import { actorIn } from '../../auth/signed-in.js';
import type { Deps } from '../../platform/deps.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { fieldError, formError, parseForm, type FormErrors } from '../../web/form.js';
import { flash, goTo } from '../../web/locals.js';
import { listStandingDemands } from '../answer-store.js';
import type { Reply } from '../reply.js';
import { chooseRepeated } from './choose-repeated.js';
import { repeatedForm } from './further-form.js';

/** Shows the reply's page again with what was wrong. */
type ShowAgain = (status: number, errors: FormErrors) => Promise<void>;

/** The boxes under what stands as it was sent: which of it a further reply repeats. */
export async function saveRepeated(
  deps: Deps,
  reply: Reply,
  req: Request,
  res: Response,
  showAgain: ShowAgain,
): Promise<void> {
  const form = parseForm(repeatedForm, req.body);
  if (!form.ok) return showAgain(422, form.errors);
  const known = (await listStandingDemands(deps.db, reply.matterId, reply.inReplyTo)).map(({ id }) => id);
  if (form.value.demand.some((id) => !known.includes(id)))
    return showAgain(422, fieldError('demand', 'Choose among the demands of this letter'));
  const conflict = await conflictOf(() => chooseRepeated(deps, reply, form.value, actorIn(res)));
  if (conflict !== null)
    return showAgain(409, formError(`${conflict} Nothing was saved; choose again below.`));
  flash(req, 'done', 'What the letter repeats is saved.');
  goTo(res, `/matters/${reply.matterId}/replies/${reply.id}`);
}
