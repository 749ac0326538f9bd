import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { agreedBy } from '../deadlines/agreed.js';
import { listClosuresToCount } from '../deadlines/closures/closure-store.js';
import { AID } from '../deadlines/counting/computation.js';
import type { LetterFacts } from '../deadlines/counting/readings.js';
import { formChoices, REGIME_OF } from '../deadlines/deadline-choices.js';
import { listDeadlines } from '../deadlines/deadline-store.js';
import { heldTo } from '../deadlines/deadline.js';
import { listDemands } from '../demands/demand-store.js';
import { demandingLetter } from '../letters/demanding-letter.js';
import { listLetters } from '../letters/letter-store.js';
import { letterTitle } from '../letters/letter.js';
import { matterOf } from '../matters/matter-in-hand.js';
import type { Deps } from '../platform/deps.js';
import { dayText, todayIn } from '../platform/plain-date.js';
import {
  fieldError,
  NO_ERRORS,
  optionalPlainDate,
  optionalText,
  parseForm,
  typed,
  type FormErrors,
} from '../web/form.js';
import { renderPage } from '../web/page.js';
import { whatMoves, type CountedMatter, type Supposition } from './what-moves.js';

const suppositionForm = z
  .strictObject({
    letterId: optionalText(60),
    receivedOn: optionalPlainDate(),
    service: optionalText(60),
    closedOn: optionalPlainDate(),
    deadlineId: optionalText(60),
    extendedTo: optionalPlainDate(),
  })
  .refine((form) => form.receivedOn === null || form.letterId !== '', {
    path: ['letterId'],
    message: 'Choose the letter that arrived on that day',
  })
  .refine((form) => form.extendedTo === null || form.deadlineId !== '', {
    path: ['deadlineId'],
    message: 'Choose the date that is extended',
  });

/** Every date of the matter under other facts, before anything is saved. */
export function matterWhatIfRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/what-if', (req, res) => showMatterWhatIf(deps, req, res));
  return routes;
}

async function showMatterWhatIf(deps: Deps, req: Request, res: Response): Promise<void> {
  const matter = matterOf(res);
  const letters = (await listLetters(deps.db, matter.id)).filter((one) => one.direction === 'in');
  const onRecord: CountedMatter = {
    deadlines: await listDeadlines(deps.db, matter.id),
    demands: await listDemands(deps.db, matter.id),
    letters: await factsOfLetters(deps, req, res),
    closures: await listClosuresToCount(deps.db, matter.id),
    agreed: await agreedBy(deps.db, { matterId: matter.id }),
  };
  const form = parseForm(suppositionForm, req.query);
  const todayOf = (zone: string) => todayIn(deps.clock, zone);
  const errors = form.ok ? problemOf(form.value, onRecord, letters, todayOf) : form.errors;
  const isAsked = form.ok && Object.values(form.value).some((value) => value !== null && value !== '');
  const moves = form.ok && isAsked && errors === NO_ERRORS ? whatMoves(onRecord, form.value, todayOf) : null;
  const open = onRecord.deadlines.filter((one) => one.state === 'open');
  renderPage(
    req,
    res,
    'overview/what-if',
    { title: 'What if', tab: 'deadlines', status: errors === NO_ERRORS ? 200 : 422 },
    {
      letters: letters.map((one) => ({
        value: one.id,
        text: `${letterTitle(one)}${one.receivedOn ? `, received ${dayText(one.receivedOn)}` : ''}`,
      })),
      services: formChoices(REGIME_OF[matter.regime]).services,
      dates: open.map((one) => {
        const on = heldTo(one, todayOf(one.zone));
        return { value: one.id, text: `${one.title}${on === null ? '' : `, ${dayText(on)}`}` };
      }),
      open: open.length,
      moves,
      moved: moves?.filter((one) => one.isMoved).length ?? 0,
      values: typed(req.query),
      errors,
      aid: AID,
    },
  );
}

/** Only the letter asked about is read: its facts are what changes. */
async function factsOfLetters(
  deps: Deps,
  req: Request,
  res: Response,
): Promise<ReadonlyMap<string, LetterFacts>> {
  const id = req.query['letterId'];
  const matter = matterOf(res);
  const known = (await listLetters(deps.db, matter.id)).some((one) => one.id === id);
  if (typeof id !== 'string' || !known) return new Map();
  return new Map([[id, (await demandingLetter(deps.db, matter, id)).facts]]);
}

function problemOf(
  supposed: Supposition,
  { deadlines }: CountedMatter,
  letters: readonly { readonly id: string }[],
  todayOf: (zone: string) => string,
): FormErrors {
  const { letterId, deadlineId, extendedTo } = supposed;
  if (letterId !== '' && !letters.some((one) => one.id === letterId))
    return fieldError('letterId', 'Choose a letter of this matter');
  if (deadlineId === '') return NO_ERRORS;
  const deadline = deadlines.find((one) => one.id === deadlineId && one.state === 'open');
  if (!deadline) return fieldError('deadlineId', 'Choose an open date of this matter');
  const on = heldTo(deadline, todayOf(deadline.zone));
  if (extendedTo !== null && on !== null && extendedTo <= on)
    return fieldError(
      'extendedTo',
      `An extension to ${dayText(extendedTo)} would be earlier than the date it extends, ${dayText(on)}, or no later.`,
    );
  return NO_ERRORS;
}
