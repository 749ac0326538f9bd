import { Router, type Request, type Response } from 'express';
import { namesOfAccounts } from '../../auth/account-store.js';
import { actorIn } from '../../auth/signed-in.js';
import { itemChoice, withItemOf } from '../../evidence/item-choice.js';
import { listInFileByIds } from '../../evidence/linked-item-store.js';
import { itemNumber } from '../../evidence/item.js';
import { canWrite, matterOf } from '../../matters/matter-in-hand.js';
import type { Deps } from '../../platform/deps.js';
import { dayText, instantText } from '../../platform/plain-date.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { formError, NO_ERRORS, parseForm, typed, type FormErrors, type Parsed } from '../../web/form.js';
import { flash, goTo, param } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { linesOf } from '../lists/list-form.js';
import { listNoticeLists } from '../lists/list-store.js';
import { profileOf } from '../lists/notice-list.js';
import { campaignForm, textForm, voidForm } from './campaign-form.js';
import { listCampaigns, listTexts } from './campaign-store.js';
import { networksOf, type NoticeCampaign, type NoticeText } from './campaign.js';
import { enterCampaign, enterText, voidCampaign, voidText } from './change-campaigns.js';

type Values = Readonly<Record<string, string>>;

/** What the page shows again after a form that was not taken, and whose it was. */
interface Failed {
  readonly status: number;
  /** `text` or `campaign` for a new one, else the id of the revision, `void` before it where it was to be voided. */
  readonly form: string;
  readonly values: Values;
  readonly errors: FormErrors;
}

/** The texts that were shown, and which of them went to which networks, from when to when. */
export function campaignRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/campaigns', (req, res) => showCampaigns(deps, req, res));
  routes.post('/texts', (req, res) => saveText(deps, req, res, null));
  routes.post('/texts/:textId', (req, res) => saveText(deps, req, res, param(req, 'textId')));
  routes.post('/texts/:textId/voiding', (req, res) => {
    const id = param(req, 'textId');
    const form = parseForm(voidForm, req.body);
    const done = 'The text is voided; it stays on record.';
    return act(deps, req, res, `void ${id}`, form, done, ({ reason }) =>
      voidText(deps, matterOf(res).id, id, reason, actorIn(res)),
    );
  });
  routes.post('/campaigns', (req, res) => saveCampaign(deps, req, res, null));
  routes.post('/campaigns/:campaignId', (req, res) => saveCampaign(deps, req, res, param(req, 'campaignId')));
  routes.post('/campaigns/:campaignId/voiding', (req, res) => {
    const id = param(req, 'campaignId');
    const form = parseForm(voidForm, req.body);
    const done = 'The campaign is voided; it stays on record.';
    return act(deps, req, res, `void ${id}`, form, done, ({ reason }) =>
      voidCampaign(deps, matterOf(res).id, id, reason, actorIn(res)),
    );
  });
  return routes;
}

async function saveText(deps: Deps, req: Request, res: Response, revises: string | null): Promise<void> {
  const done =
    revises === null ? 'The text is entered.' : 'The text is revised; its earlier wording stays on record.';
  const matterId = matterOf(res).id;
  const form = await withItemOf(deps.db, matterId, parseForm(textForm, req.body), 'shownBy');
  return act(deps, req, res, revises ?? 'text', form, done, (request) =>
    enterText(deps, matterId, request, revises, actorIn(res)),
  );
}

function saveCampaign(deps: Deps, req: Request, res: Response, revises: string | null): Promise<void> {
  const done =
    revises === null
      ? 'The campaign is entered.'
      : 'The campaign is revised; what stood before stays on record.';
  const form = parseForm(campaignForm, req.body);
  return act(deps, req, res, revises ?? 'campaign', form, done, (campaign) =>
    enterCampaign(
      deps,
      matterOf(res).id,
      { ...campaign, networks: linesOf(campaign.networks) },
      revises,
      actorIn(res),
    ),
  );
}

/** Does what one of the forms of the page asks, and shows the page again where it cannot. */
async function act<T>(
  deps: Deps,
  req: Request,
  res: Response,
  name: string,
  form: Parsed<T>,
  done: string,
  work: (request: T) => Promise<void>,
): Promise<void> {
  const again = (status: number, errors: FormErrors) =>
    showCampaigns(deps, req, res, { status, form: name, values: typed(req.body), errors });
  if (!form.ok) return again(422, form.errors);
  const wrong = await conflictOf(() => work(form.value));
  if (wrong !== null) return again(409, formError(wrong));
  flash(req, 'done', done);
  goTo(res, `/matters/${matterOf(res).id}/notices/campaigns`);
}

async function showCampaigns(deps: Deps, req: Request, res: Response, failed?: Failed): Promise<void> {
  const matter = matterOf(res);
  const [texts, campaigns, lists, names] = await Promise.all([
    listTexts(deps.db, matter.id),
    listCampaigns(deps.db, matter.id),
    listNoticeLists(deps.db, matter.id),
    namesOfAccounts(deps.db),
  ]);
  const standing = texts.filter((text) => text.state === 'current');
  const shown = standing.flatMap(({ shownBy }) => shownBy ?? []);
  const items = await listInFileByIds(deps.db, matter.id, shown);
  const of = (form: string, start: Values) => ({
    values: failed?.form === form ? { ...start, ...failed.values } : start,
    errors: failed?.form === form ? failed.errors : NO_ERRORS,
    isOpen: failed?.form === form,
  });
  const who = (row: NoticeText | NoticeCampaign): string =>
    `${names.get(row.enteredBy) ?? 'someone'}, ${instantText(row.enteredAt, matter.zone)}`;
  const shows = (id: string | null) => items.find((item) => item.id === id);
  const known = new Set(
    lists
      .filter((list) => list.state === 'ready')
      .flatMap((list) => profileOf(list)?.networks.map(({ name }) => name) ?? []),
  );
  renderPage(
    req,
    res,
    'notices/campaigns',
    { title: 'Texts and campaigns', tab: 'notices', status: failed?.status ?? 200 },
    {
      texts: standing.map((text) => ({
        ...{ id: text.id, number: text.number, code: text.code, words: text.words, revision: text.revision },
        entered: who(text),
        shows: shownItem(shows(text.shownBy)),
        edit: of(text.id, { code: text.code, words: text.words, shownBy: text.shownBy ?? '' }),
        voiding: of(`void ${text.id}`, {}),
      })),
      campaigns: campaigns
        .filter((campaign) => campaign.state === 'current')
        .map((campaign) => ({
          ...campaignView(campaign, who(campaign)),
          edit: of(campaign.id, campaignValues(campaign)),
          voiding: of(`void ${campaign.id}`, {}),
        })),
      earlier: [
        ...texts
          .filter((text) => text.state !== 'current')
          .map((text) => ({
            what: `Text ${text.number}, revision ${text.revision}`,
            words: text.words,
            state: text.state,
            reason: text.voidReason ?? '',
            entered: who(text),
          })),
        ...campaigns
          .filter((campaign) => campaign.state !== 'current')
          .map((campaign) => {
            const { title, span, networks } = campaignView(campaign, '');
            return {
              what: `Campaign ${campaign.number}, revision ${campaign.revision}`,
              words: `${title}: ${span}, ${networks}`,
              state: campaign.state,
              reason: campaign.voidReason ?? '',
              entered: who(campaign),
            };
          }),
      ],
      newText: of('text', {}),
      newCampaign: of('campaign', {}),
      textChoices: standing.map((text) => ({
        value: String(text.number),
        text: `Text ${text.number}${text.code === '' ? '' : ` (${text.code})`}: ${text.words.slice(0, 60)}`,
      })),
      items: await itemChoice(deps.db, matter.id, { named: shown }),
      knownNetworks: [...known].sort(),
      errors: failed?.errors ?? NO_ERRORS,
      canWrite: canWrite(res),
    },
  );
}

function campaignView(campaign: NoticeCampaign, entered: string) {
  const networks = networksOf(campaign);
  const { id, number, title, textNumber, source, revision } = campaign;
  return {
    ...{ id, number, title, textNumber, source, revision, entered },
    networks: networks.length === 0 ? 'every network' : networks.join(', '),
    span: `${dayText(campaign.fromOn)} to ${campaign.toOn === null ? 'no end on record' : dayText(campaign.toOn)}`,
  };
}

function campaignValues(campaign: NoticeCampaign): Values {
  return {
    title: campaign.title,
    textNumber: campaign.textNumber === null ? '' : String(campaign.textNumber),
    networks: networksOf(campaign).join('\n'),
    fromOn: campaign.fromOn,
    toOn: campaign.toOn ?? '',
    source: campaign.source,
  };
}

function shownItem(
  item: { readonly id: string; readonly number: number; readonly title: string } | undefined,
) {
  return item ? { id: item.id, text: `${itemNumber(item.number)} ${item.title}` } : null;
}
