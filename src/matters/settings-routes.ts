import { Router, type Request, type Response } from 'express';
import { actorIn } from '../auth/signed-in.js';
import { listParties } from '../people/person-store.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, ForbiddenError, NotFoundError } from '../platform/errors.js';
import { formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo, param } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import type { OnceOpenAgain } from './close-matter.js';
import { addParty, editMatter, takeOffSide } from './edit-matter.js';
import { matterOf, maySet } from './matter-in-hand.js';
import { getMatterFor } from './matter-store.js';
import { offSideForm, partyForm, settingsForm } from './matter-form.js';
import { APPROVAL_FORMS, CAPACITIES, choices, PRIVILEGE_LOGS, SIDES, type MatterInHand } from './matter.js';

type Values = Readonly<Record<string, string>>;

/** What the page shows again after a form that was not taken, and whose it was. */
interface Failed {
  readonly status: number;
  /** `settings`, `party` (someone added), or the id of the person who was to be taken off. */
  readonly form: string;
  readonly values: Values;
  readonly errors: FormErrors;
  /** What someone else saved meanwhile. */
  readonly theirs?: MatterInHand;
}

/** What a matter is called, how it is worked and who is on its sides: for who leads it, or works on it and administers. */
export function settingsRoutes(deps: Deps, askAboutDates: OnceOpenAgain): Router {
  const routes = Router({ mergeParams: true });
  const show = settingsPage(deps);
  routes.get('/', (req, res) => {
    requireSetter(res);
    return show(req, res);
  });
  routes.post('/', async (req, res) => {
    requireSetter(res);
    const values = typed(req.body);
    const form = parseForm(settingsForm, req.body);
    if (!form.ok) return show(req, res, { status: 422, form: 'settings', values, errors: form.errors });
    try {
      const asked = await editMatter(deps, matterOf(res), form.value, actorIn(res), askAboutDates);
      const question =
        asked === 0
          ? ''
          : ` ${asked === 1 ? 'One of its dates is' : `${asked} of its dates are`} counted differently with it: nothing has moved, counsel decides on the page of each.`;
      flash(req, asked === 0 ? 'done' : 'warn', `The matter is changed.${question}`);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return show(req, res, await meanwhile(deps, res, 'settings', values, error));
    }
    goTo(res, `/matters/${matterOf(res).id}/team`);
  });
  routes.post('/parties', async (req, res) => {
    requireSetter(res);
    const values = typed(req.body);
    const form = parseForm(partyForm, req.body);
    if (!form.ok) return show(req, res, { status: 422, form: 'party', values, errors: form.errors });
    try {
      await addParty(deps, matterOf(res), form.value, actorIn(res));
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return show(req, res, await meanwhile(deps, res, 'party', values, error));
    }
    flash(req, 'done', `${form.value.name} is on the matter.`);
    goTo(res, `/matters/${matterOf(res).id}/team`);
  });
  routes.post('/parties/:personId/removal', async (req, res) => {
    requireSetter(res);
    const personId = param(req, 'personId');
    const name = (await listParties(deps.db, matterOf(res).id)).find(({ id }) => id === personId)?.name;
    if (name === undefined) throw new NotFoundError('party');
    const values = typed(req.body);
    const form = parseForm(offSideForm, req.body);
    if (!form.ok) return show(req, res, { status: 422, form: personId, values, errors: form.errors });
    try {
      await takeOffSide(deps, matterOf(res), { personId, ...form.value }, actorIn(res));
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return show(req, res, await meanwhile(deps, res, personId, values, error));
    }
    flash(req, 'done', `${name} is no longer on the matter. Letters that name them stay as they are.`);
    goTo(res, `/matters/${matterOf(res).id}/settings`);
  });
  return routes;
}

function requireSetter(res: Response): void {
  if (!maySet(res))
    throw new ForbiddenError(
      'Only whoever leads the matter, or administers, can change this; nothing was saved.',
    );
}

/** Both versions side by side: what was typed stays, and sending it again is a decision. */
async function meanwhile(
  deps: Deps,
  res: Response,
  form: Failed['form'],
  values: Values,
  error: ConflictError,
): Promise<Failed> {
  const theirs = await getMatterFor(deps.db, actorIn(res), matterOf(res).id);
  const errors = formError(
    `${error.message} Look at what is stored now, and send yours again if it still holds.`,
  );
  return { status: 409, form, values: { ...values, version: String(theirs.version) }, errors, theirs };
}

const settingsPage =
  (deps: Deps) =>
  async (req: Request, res: Response, failed?: Failed): Promise<void> => {
    const matter = failed?.theirs ?? matterOf(res);
    const { title, legend, zone, approvalForm, privilegeLog } = matter;
    const court = matter.court ?? '';
    const of = (form: Failed['form'], start: Values) => ({
      values: failed?.form === form ? failed.values : { ...start, version: String(matter.version) },
      errors: failed?.form === form ? failed.errors : NO_ERRORS,
    });
    renderPage(
      req,
      res,
      'matters/settings',
      { title: 'Settings of the matter', tab: 'overview', status: failed?.status ?? 200 },
      {
        settings: of('settings', { title, legend, zone, court, approvalForm, privilegeLog }),
        party: of('party', { side: 'theirs', capacity: 'counsel', kind: 'person' }),
        errors: failed?.errors ?? NO_ERRORS,
        theirs:
          failed?.theirs === undefined
            ? null
            : {
                ...{ title, legend, zone, court },
                approvalForm: APPROVAL_FORMS[approvalForm],
                privilegeLog: PRIVILEGE_LOGS[privilegeLog],
              },
        parties: (await listParties(deps.db, matter.id)).map((party) => ({
          ...party,
          off: of(party.id, {}),
        })),
        approvalForms: choices(APPROVAL_FORMS),
        privilegeLogs: choices(PRIVILEGE_LOGS),
        sides: choices(SIDES),
        capacities: choices(CAPACITIES),
        isOpen: matter.state === 'open',
        isFederal: matter.regime === 'us-federal',
      },
    );
  };
