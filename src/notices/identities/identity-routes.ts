import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { namesOfAccounts } from '../../auth/account-store.js';
import { accountOf, actorIn } from '../../auth/signed-in.js';
import { canWrite, matterOf, requireLead } from '../../matters/matter-in-hand.js';
import { listTeam } from '../../matters/matter-store.js';
import type { Deps } from '../../platform/deps.js';
import { instantText } from '../../platform/plain-date.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { formError, NO_ERRORS, parseForm, text, typed, type FormErrors } from '../../web/form.js';
import { flash, goTo, param } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { grantIdentityRight, withdrawIdentityRight } from './grant-right.js';
import { listIdentityRights, listWhoSeesNames } from './identity-right-store.js';

const grantForm = z.strictObject({
  accountId: text('Choose who may see account names', 40),
  reason: text('Say why this person needs to see account names', 1_000),
});
const endForm = z.strictObject({ reason: text('Say why the right ends', 1_000) });

interface Failed {
  readonly status: number;
  /** `grant`, or the id of the right that was to end. */
  readonly form: string;
  readonly errors: FormErrors;
}

/** Who may see the names behind the rows: given by whoever leads the matter, to a named person, with a reason. */
export function identityRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/identities', (req, res) => showRights(deps, req, res));
  routes.post('/identities', async (req, res) => {
    requireLead(res);
    const form = parseForm(grantForm, req.body);
    if (!form.ok) return showRights(deps, req, res, { status: 422, form: 'grant', errors: form.errors });
    const wrong = await conflictOf(() =>
      grantIdentityRight(deps, matterOf(res).id, form.value, actorIn(res)),
    );
    if (wrong !== null)
      return showRights(deps, req, res, { status: 409, form: 'grant', errors: formError(wrong) });
    flash(req, 'done', 'The right is given. Each look at names is on record.');
    goTo(res, `/matters/${matterOf(res).id}/notices/identities`);
  });
  routes.post('/identities/:rightId/ending', async (req, res) => {
    requireLead(res);
    const id = param(req, 'rightId');
    const form = parseForm(endForm, req.body);
    if (!form.ok) return showRights(deps, req, res, { status: 422, form: id, errors: form.errors });
    const wrong = await conflictOf(() =>
      withdrawIdentityRight(deps, matterOf(res).id, id, form.value.reason, actorIn(res)),
    );
    if (wrong !== null)
      return showRights(deps, req, res, { status: 409, form: id, errors: formError(wrong) });
    flash(req, 'done', 'The right is ended; that there was one stays on record.');
    goTo(res, `/matters/${matterOf(res).id}/notices/identities`);
  });
  return routes;
}

async function showRights(deps: Deps, req: Request, res: Response, failed?: Failed): Promise<void> {
  const matter = matterOf(res);
  const [rights, who, team, names] = await Promise.all([
    listIdentityRights(deps.db, matter.id),
    listWhoSeesNames(deps.db, matter.id),
    listTeam(deps.db, matter.id),
    namesOfAccounts(deps.db),
  ]);
  const nameOf = (id: string | null): string => names.get(id ?? '') ?? 'a former account';
  const of = (form: string) => ({
    values: failed?.form === form ? typed(req.body) : {},
    errors: failed?.form === form ? failed.errors : NO_ERRORS,
  });
  const shown = rights.map((right) => ({
    id: right.id,
    name: nameOf(right.accountId),
    reason: right.reason,
    granted: `${nameOf(right.grantedBy)}, ${instantText(right.grantedAt, matter.zone)}`,
    ended:
      right.endedAt === null ? '' : `${nameOf(right.endedBy)}, ${instantText(right.endedAt, matter.zone)}`,
    endReason: right.endReason ?? '',
    isHeld: right.endedAt === null && who.includes(right.accountId),
    ending: of(right.id),
  }));
  renderPage(
    req,
    res,
    'notices/identities',
    { title: 'Who may see account names', tab: 'notices', status: failed?.status ?? 200 },
    {
      held: shown.filter((right) => right.isHeld),
      past: shown.filter((right) => !right.isHeld),
      team: team
        .filter((member) => !member.isOff && !who.includes(member.accountId))
        .map((member) => ({ value: member.accountId, text: `${member.name}, ${member.role}` })),
      grant: of('grant'),
      errors: failed?.errors ?? NO_ERRORS,
      isLead: matter.access === 'lead' && canWrite(res),
      isMine: who.includes(accountOf(res).id),
    },
  );
}
