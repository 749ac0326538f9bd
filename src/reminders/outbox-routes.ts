import { Router, type Request, type Response } from 'express';
import { isAdministrator } from '../auth/account.js';
import { accountOf, actorIn } from '../auth/signed-in.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { dayText, instantText } from '../platform/plain-date.js';
import { formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo, pageLocals, param, queryText } from '../web/locals.js';
import { renderPage } from '../web/page.js';
import type { MailSettings } from './mail-settings.js';
import { countMail, listMail, type ListedMail } from './outbox-store.js';
import { arrivalForm, emptyForm, resendForm } from './reminder-form.js';
import { MAIL_KINDS, MAIL_STATES, type MailState } from './reminder.js';
import { queueTestMail, recordArrival, resendMail } from './resend-mail.js';

/** What the page can be narrowed to; what needs a person comes first. */
const VIEWS = {
  all: ['waiting', 'claimed', 'sending', 'sent', 'in-doubt', 'failed', 'withdrawn', 'no-server'],
  doubt: ['in-doubt'],
  failed: ['failed'],
  unsent: ['waiting', 'claimed', 'sending', 'no-server'],
  sent: ['sent'],
  withdrawn: ['withdrawn'],
} as const satisfies Record<string, readonly MailState[]>;

const VIEW_WORDS = {
  all: 'All',
  doubt: 'In doubt',
  failed: 'Failed',
  unsent: 'Not sent yet',
  sent: 'Sent',
  withdrawn: 'Withdrawn',
} as const satisfies Record<View, string>;

const CHIPS = {
  waiting: '',
  claimed: '',
  sending: '',
  sent: 'ok',
  'in-doubt': 'due',
  failed: 'due',
  withdrawn: 'plain',
  'no-server': 'warn',
} as const satisfies Record<MailState, string>;

const PAGE = 50;

type View = keyof typeof VIEWS;

interface Shown {
  readonly status?: number;
  readonly errors?: FormErrors;
  /** The mail whose form is shown again, and what was typed in it. */
  readonly about?: string;
  readonly values?: Readonly<Record<string, string>>;
}

/** The admin's page of all mail: what went out, what did not and why. To everyone else it does not exist. */
export function outboxRoutes(deps: Deps, mail: MailSettings): Router {
  const routes = Router();
  routes.use((_req, res, next) => {
    if (!isAdministrator(accountOf(res))) throw new NotFoundError('page');
    next();
  });
  const show = (req: Request, res: Response, shown: Shown = {}) => showOutbox(deps, mail, req, res, shown);

  routes.get('/', (req, res) => show(req, res));
  routes.post('/test', async (req, res) => {
    const form = parseForm(emptyForm, req.body);
    if (!form.ok) return show(req, res, { status: 422, errors: form.errors });
    await queueTestMail(deps, mail, actorIn(res));
    flash(
      req,
      'done',
      'A test mail to yourself is in the outbox. Reload this page to see what became of it.',
    );
    goTo(res, '/accounts/mail');
  });
  routes.post('/:mailId/resending', async (req, res) => {
    const id = param(req, 'mailId');
    const form = parseForm(resendForm, req.body);
    if (!form.ok)
      return show(req, res, { status: 422, errors: form.errors, about: id, values: typed(req.body) });
    try {
      await resendMail(deps, id, form.value.reason, actorIn(res));
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return show(req, res, { status: 409, errors: formError(error.message) });
    }
    flash(req, 'done', 'It is sent again, with your reason on record.');
    goTo(res, '/accounts/mail');
  });
  routes.post('/:mailId/arrival', async (req, res) => {
    const id = param(req, 'mailId');
    const form = parseForm(arrivalForm, req.body);
    if (!form.ok)
      return show(req, res, {
        status: 422,
        errors: form.errors,
        about: `arrival ${id}`,
        values: typed(req.body),
      });
    try {
      await recordArrival(deps, id, form.value.reason, actorIn(res));
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return show(req, res, { status: 409, errors: formError(error.message) });
    }
    flash(req, 'done', 'It counts as sent, with your reason on record.');
    goTo(res, '/accounts/mail');
  });
  return routes;
}

async function showOutbox(
  deps: Deps,
  mail: MailSettings,
  req: Request,
  res: Response,
  shown: Shown,
): Promise<void> {
  const { zone } = pageLocals(res);
  const asked = queryText(req, 'show') ?? 'all';
  const view: View = isView(asked) ? asked : 'all';
  const page = Math.max(
    1,
    Math.min(10_000, Number(/^\d{1,5}$/.exec(queryText(req, 'page') ?? '')?.[0] ?? 1)),
  );
  const counts = await countMail(deps.db);
  const countOf = (states: readonly MailState[]): number =>
    states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
  const rows = await listMail(deps.db, VIEWS[view], { offset: (page - 1) * PAGE, limit: PAGE });
  const doubts =
    view === 'all' && page === 1
      ? await listMail(deps.db, ['in-doubt', 'failed'], { offset: 0, limit: PAGE })
      : [];
  const rowOf = (one: ListedMail) => mailRow(one, zone);
  renderPage(
    req,
    res,
    'reminders/outbox',
    { title: 'Mail', section: 'admin', ...(shown.status === undefined ? {} : { status: shown.status }) },
    {
      server: mail.server && { host: mail.server.host, port: mail.server.port, from: mail.server.from },
      kept: counts.get('no-server') ?? 0,
      doubts: doubts.map(rowOf),
      rows: rows.filter((one) => !doubts.some((doubt) => doubt.id === one.id)).map(rowOf),
      views: Object.entries(VIEW_WORDS).map(([value, text]) => ({
        value,
        text: `${text} (${countOf(isView(value) ? VIEWS[value] : [])})`,
      })),
      view,
      pageNumber: page,
      pageSize: PAGE,
      total: countOf(VIEWS[view]),
      about: shown.about ?? '',
      values: shown.values ?? {},
      errors: shown.errors ?? NO_ERRORS,
    },
  );
}

/** No matter and no date: an administrator may have no access to what the mail is about. */
function mailRow(mail: ListedMail, zone: string) {
  return {
    id: mail.id,
    kind: MAIL_KINDS[mail.kind],
    day: dayText(mail.day),
    iso: mail.day,
    to: mail.accountName,
    state: MAIL_STATES[mail.state],
    chip: CHIPS[mail.state],
    planned: instantText(mail.plannedAt, zone),
    ended: mail.endedAt === null ? null : instantText(mail.endedAt, zone),
    attempts: mail.attempts,
    answer: mail.answer,
    reason: mail.reason,
    messageId: `reminder-${mail.id}`,
    isInDoubt: mail.state === 'in-doubt',
    mayResend: mail.state === 'in-doubt' || mail.state === 'failed',
  };
}

function isView(text: string): text is View {
  return Object.hasOwn(VIEWS, text);
}
