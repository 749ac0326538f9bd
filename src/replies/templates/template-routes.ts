import { Router, type Request, type Response } from 'express';
import { actorIn } from '../../auth/signed-in.js';
import { canWrite, matterOf } from '../../matters/matter-in-hand.js';
import { choices } from '../../matters/matter.js';
import type { Deps } from '../../platform/deps.js';
import { conflictOf } from '../../web/edit-conflict.js';
import { formError, NO_ERRORS, parseForm, typed, type FormErrors } from '../../web/form.js';
import { flash, goTo, param, queryText } from '../../web/locals.js';
import { renderPage } from '../../web/page.js';
import { builtInTemplate } from './built-in-templates.js';
import { keepTemplate, withdrawTemplate } from './keep-template.js';
import { LETTER_KINDS, type LetterKind } from '../letter-kind.js';
import { templateEditForm, templateForm, withdrawTemplateForm } from './template-form.js';
import { getTemplateIn, listTemplates, type LetterTemplate } from './template-store.js';
import { TEMPLATE_FIELDS } from './template.js';

interface Again {
  readonly status: number;
  readonly errors: FormErrors;
  readonly values: Readonly<Record<string, string>>;
}

/** The matter's own words to begin letters with. */
export function templateRoutes(deps: Deps): Router {
  const routes = Router({ mergeParams: true });
  routes.get('/', (req, res) => showTemplates(deps, req, res, null, null));
  routes.post('/', async (req, res) => {
    const form = parseForm(templateForm, req.body);
    const values = typed(req.body);
    if (!form.ok) return showTemplates(deps, req, res, null, { status: 422, errors: form.errors, values });
    await keepTemplate(deps, matterOf(res).id, form.value, actorIn(res));
    flash(req, 'done', `The template “${form.value.name}” is kept.`);
    goTo(res, templatesPath(res));
  });
  routes.get('/:templateId', async (req, res) =>
    showTemplates(deps, req, res, await templateOf(deps, req, res), null),
  );
  routes.post('/:templateId', async (req, res) => {
    const template = await templateOf(deps, req, res);
    const form = parseForm(templateEditForm, req.body);
    const again = (status: number, errors: FormErrors): Promise<void> =>
      showTemplates(deps, req, res, template, { status, errors, values: typed(req.body) });
    if (!form.ok) return again(422, form.errors);
    const { version, ...request } = form.value;
    const before = { id: template.id, version };
    const wrong = await conflictOf(() =>
      keepTemplate(deps, template.matterId, request, actorIn(res), before).then(() => undefined),
    );
    if (wrong) return again(409, formError(`${wrong} Reload the page to see it.`));
    flash(req, 'done', `The template “${request.name}” is kept.`);
    goTo(res, templatesPath(res));
  });
  routes.post('/:templateId/withdrawal', async (req, res) => {
    const template = await templateOf(deps, req, res);
    const form = parseForm(withdrawTemplateForm, req.body);
    const wrong = form.ok
      ? await conflictOf(() => withdrawTemplate(deps, template, form.value.version, actorIn(res)))
      : Object.values(form.errors).flat().join(' ');
    if (wrong) flash(req, 'error', wrong);
    else flash(req, 'done', `The template “${template.name}” is off the list.`);
    goTo(res, templatesPath(res));
  });
  return routes;
}

function templateOf(deps: Deps, req: Request, res: Response): Promise<LetterTemplate> {
  return getTemplateIn(deps.db, matterOf(res).id, param(req, 'templateId'));
}

function templatesPath(res: Response): string {
  return `/matters/${matterOf(res).id}/replies/templates`;
}

async function showTemplates(
  deps: Deps,
  req: Request,
  res: Response,
  editing: LetterTemplate | null,
  again: Again | null,
): Promise<void> {
  const matter = matterOf(res);
  const asked = queryText(req, 'kind') ?? '';
  const kind: LetterKind = Object.hasOwn(LETTER_KINDS, asked) ? (asked as LetterKind) : 'acknowledgement';
  const start = editing ?? { ...builtInTemplate(kind, matter), kind, name: '', version: 0 };
  renderPage(
    req,
    res,
    'replies/templates',
    { title: 'Templates of letters', tab: 'replies', status: again?.status ?? 200 },
    {
      path: templatesPath(res),
      templates: (await listTemplates(deps.db, matter.id)).map(({ id, name, kind: of, version }) => ({
        ...{ id, name, version, kind: LETTER_KINDS[of], path: `${templatesPath(res)}/${id}` },
      })),
      editing: editing && { id: editing.id, name: editing.name, version: editing.version },
      kinds: choices(LETTER_KINDS),
      fields: Object.entries(TEMPLATE_FIELDS).map(([name, words]) => ({ name: `{{${name}}}`, words })),
      canWrite: canWrite(res),
      errors: again?.errors ?? NO_ERRORS,
      values: again?.values ?? {
        ...{ kind: start.kind, name: start.name, subject: start.subject, salutation: start.salutation },
        ...{ opening: start.opening, closing: start.closing, legend: start.legend },
      },
    },
  );
}
