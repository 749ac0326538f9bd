import { Router, type Request, type Response } from 'express';
import { accountOf, actorIn } from '../auth/signed-in.js';
import { listMattersFor } from '../matters/matter-store.js';
import { DEFAULT_LEGEND } from '../matters/matter.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { instantText } from '../platform/plain-date.js';
import { formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo, pageLocals, param } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import { changeSettings } from './change-settings.js';
import { listFeeds } from './feed-store.js';
import type { MailSettings } from './mail-settings.js';
import { makeFeed, replaceFeed, revokeFeed } from './make-feed.js';
import { emptyForm, feedForm, settingsForm } from './reminder-form.js';
import { findPerson } from './setting-store.js';

interface Shown {
  readonly status?: number;
  readonly values?: Readonly<Record<string, string>>;
  readonly errors?: FormErrors;
  readonly feedErrors?: FormErrors;
  /** The address just made: shown this once. */
  readonly address?: string;
}

/** How an account is reminded, and the addresses of its calendars. */
export function reminderRoutes(deps: Deps, mail: MailSettings): Router {
  const routes = Router();
  const show = (req: Request, res: Response, shown: Shown = {}) => showPage(deps, mail, req, res, shown);
  const addressOf = (token: string): string => `${mail.publicUrl}/calendar/${token}.ics`;

  routes.get('/', (req, res) => show(req, res));
  routes.post('/settings', async (req, res) => {
    const values = typed(req.body);
    const form = parseForm(settingsForm, req.body);
    if (!form.ok) return show(req, res, { status: 422, values, errors: form.errors });
    try {
      await changeSettings(deps, form.value, actorIn(res));
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return show(req, res, {
        status: 409,
        values: withoutVersion(values),
        errors: formError(
          `${error.message} Nothing was saved; what you chose is below, save it again to keep it.`,
        ),
      });
    }
    flash(req, 'done', 'Your reminders are changed.');
    goTo(res, '/reminders');
  });
  routes.post('/feeds', async (req, res) => {
    const form = parseForm(feedForm, req.body);
    if (!form.ok) return show(req, res, { status: 422, feedErrors: form.errors });
    const { matterId, words } = form.value;
    const token = await makeFeed(deps, { matterId: matterId === '' ? null : matterId, words }, actorIn(res));
    await show(req, res, { address: addressOf(token) });
  });
  routes.post('/feeds/:feedId/replacement', async (req, res) => {
    const form = parseForm(emptyForm, req.body);
    if (!form.ok) return show(req, res, { status: 422, feedErrors: form.errors });
    const token = await replaceFeed(deps, param(req, 'feedId'), actorIn(res));
    await show(req, res, { address: addressOf(token) });
  });
  routes.post('/feeds/:feedId/revocation', async (req, res) => {
    const form = parseForm(emptyForm, req.body);
    if (!form.ok) return show(req, res, { status: 422, feedErrors: form.errors });
    await revokeFeed(deps, param(req, 'feedId'), actorIn(res));
    flash(req, 'done', 'The address opens nothing any more.');
    goTo(res, '/reminders');
  });
  return routes;
}

async function showPage(
  deps: Deps,
  mail: MailSettings,
  req: Request,
  res: Response,
  shown: Shown,
): Promise<void> {
  const account = accountOf(res);
  const person = await findPerson(deps.db, account.id);
  if (person === null) throw new NotFoundError('account');
  const { setting } = person;
  const matters = await listMattersFor(deps.db, actorIn(res));
  const feeds = await listFeeds(deps.db, account.id);
  const stored = {
    zone: person.zone,
    digest: setting.digest ? 'on' : '',
    digestHour: String(setting.digestHour),
    words: setting.words ? 'on' : '',
  };
  renderPage(
    req,
    res,
    'reminders/settings',
    {
      title: 'Reminders and calendars',
      legend: DEFAULT_LEGEND,
      ...(shown.status === undefined ? {} : { status: shown.status }),
    },
    {
      email: person.email,
      isMailSet: mail.server !== null,
      version: setting.version,
      values: shown.values ?? stored,
      errors: shown.errors ?? NO_ERRORS,
      feedErrors: shown.feedErrors ?? NO_ERRORS,
      address: shown.address ?? null,
      matters: matters
        .filter((matter) => matter.state === 'open')
        .map((matter) => ({ value: matter.id, text: `${matter.number} ${matter.title}` })),
      feeds: feeds.map((feed) => ({
        id: feed.id,
        of:
          feed.matterId === null ? 'All my matters' : `${feed.matterNumber ?? ''} ${feed.matterTitle ?? ''}`,
        words: feed.words === 1 ? 'titles of matters and dates' : 'numbers and days only',
        made: instantText(feed.madeAt, pageLocals(res).zone),
      })),
    },
  );
}

/** The form is shown again with the version there is now: who saves it has seen that. */
function withoutVersion({ version: _old, ...values }: Readonly<Record<string, string>>) {
  return values;
}
