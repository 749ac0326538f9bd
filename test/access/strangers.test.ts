import { expect } from 'chai';
import type { Room } from '../../src/app.js';
import { makeSample } from '../../src/sample/make-sample.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import type { Browser } from '../support/browser.js';

/**
 * Every route there is, by who may use it. A route that is missing here fails the build, so that nobody adds one
 * without saying who it is for.
 * - open: before sign-in, the named exceptions
 * - own: shows or changes only what belongs to the account itself, or makes something new
 * - admin: does not exist for anyone else
 * - matter: does not exist for a stranger to the matter
 */
const ROUTES: Readonly<Record<'open' | 'own' | 'admin' | 'matter', readonly string[]>> = {
  open: [
    'GET /',
    'GET /sample-visit',
    'POST /sample-visit',
    'GET /first-account',
    'POST /first-account',
    'GET /sign-in',
    'POST /sign-in',
    'POST /sign-out',
    'GET /calendar/:token.ics',
  ],
  own: [
    'GET /desk',
    'GET /desk/jobs',
    'GET /desk/letters',
    'POST /desk/letters',
    'POST /desk/escalations/:escalationId/acknowledgement',
    'GET /calendar',
    'GET /search',
    'POST /search',
    'GET /reminders',
    'POST /reminders/settings',
    'POST /reminders/feeds',
    'POST /reminders/feeds/:feedId/replacement',
    'POST /reminders/feeds/:feedId/revocation',
    'GET /account',
    'POST /account/zone',
    'POST /account/password',
    'GET /matters',
    'GET /matters/new',
    'POST /matters',
  ],
  admin: [
    'GET /accounts',
    'POST /accounts',
    'POST /accounts/sample',
    'POST /accounts/counsel',
    'GET /accounts/:accountId',
    'POST /accounts/:accountId/password',
    'POST /accounts/:accountId/disabling',
    'POST /accounts/:accountId/enabling',
    'GET /accounts/audit',
    'GET /accounts/mail',
    'POST /accounts/mail/test',
    'POST /accounts/mail/:mailId/arrival',
    'POST /accounts/mail/:mailId/resending',
  ],
  matter: [
    'GET /desk/letters/:letterId',
    'POST /desk/letters/:letterId/filing',
    'POST /desk/letters/:letterId/new-matter',
    'POST /desk/letters/:letterId/voiding',
    'GET /desk/letters/:letterId/scan',
    'POST /desk/letters/:letterId/scan',
    'POST /desk/letters/:letterId/scan/stop',
    'GET /desk/letters/mailboxes/:documentId',
    'POST /desk/letters/mailboxes/:documentId',
    'GET /documents/:documentId',
    'GET /documents/:documentId/text',
    'GET /documents/:documentId/original',
    'GET /documents/:documentId/html',
    'GET /documents/:documentId/pdf',
    'GET /documents/:documentId/pages/:page',
    'GET /matters/:matterId',
    'GET /matters/:matterId/audit',
    'GET /matters/:matterId/team',
    'GET /matters/:matterId/settings',
    'POST /matters/:matterId/settings',
    'POST /matters/:matterId/settings/parties',
    'POST /matters/:matterId/settings/parties/:personId/removal',
    'POST /matters/:matterId/access',
    'POST /matters/:matterId/access/:accountId/withdrawal',
    'POST /matters/:matterId/closure',
    'POST /matters/:matterId/reopening',
    'GET /matters/:matterId/letters',
    'POST /matters/:matterId/letters',
    'GET /matters/:matterId/letters/accuracy',
    'GET /matters/:matterId/letters/:letterId/scan',
    'POST /matters/:matterId/letters/:letterId/scan',
    'POST /matters/:matterId/letters/:letterId/scan/stop',
    'GET /matters/:matterId/letters/mailboxes/:documentId',
    'POST /matters/:matterId/letters/mailboxes/:documentId',
    'GET /matters/:matterId/letters/:letterId',
    'POST /matters/:matterId/letters/:letterId/review',
    'POST /matters/:matterId/letters/:letterId/demands',
    'POST /matters/:matterId/letters/:letterId/proposals',
    'POST /matters/:matterId/letters/:letterId/proposals/:proposalId/confirmation',
    'POST /matters/:matterId/letters/:letterId/proposals/:proposalId/rejection',
    'POST /matters/:matterId/letters/:letterId/proposals/:proposalId/division',
    'POST /matters/:matterId/letters/:letterId/proposals/:proposalId/merger',
    'POST /matters/:matterId/letters/:letterId/completeness',
    'POST /matters/:matterId/letters/:letterId/changes/:changeId/seen',
    'POST /matters/:matterId/letters/:letterId/dismissals',
    'POST /matters/:matterId/letters/:letterId/reopening',
    'POST /matters/:matterId/letters/:letterId/voiding',
    'GET /matters/:matterId/demands',
    'GET /matters/:matterId/demands/:demandId',
    'POST /matters/:matterId/demands/:demandId/edit',
    'POST /matters/:matterId/demands/:demandId/response',
    'POST /matters/:matterId/demands/:demandId/promise',
    'POST /matters/:matterId/demands/:demandId/ending',
    'POST /matters/:matterId/demands/:demandId/reopening',
    'POST /matters/:matterId/demands/:demandId/items',
    'POST /matters/:matterId/demands/:demandId/performance',
    'GET /matters/:matterId/deadlines',
    'GET /matters/:matterId/deadlines/new',
    'GET /matters/:matterId/deadlines/settling',
    'POST /matters/:matterId/deadlines/settling',
    'GET /matters/:matterId/deadlines/what-if',
    'GET /matters/:matterId/deadlines/closures',
    'POST /matters/:matterId/deadlines/closures',
    'POST /matters/:matterId/deadlines/closures/:closureId/voiding',
    'GET /matters/:matterId/deadlines/rules',
    'POST /matters/:matterId/deadlines/rules',
    'GET /matters/:matterId/deadlines/rules/:ruleId',
    'POST /matters/:matterId/deadlines/rules/:ruleId/versions',
    'POST /matters/:matterId/deadlines/rules/:ruleId/withdrawal',
    'GET /matters/:matterId/deadlines/template',
    'POST /matters/:matterId/deadlines/template',
    'POST /matters/:matterId/deadlines',
    'GET /matters/:matterId/deadlines/:deadlineId',
    'POST /matters/:matterId/deadlines/:deadlineId/adoption',
    'POST /matters/:matterId/deadlines/:deadlineId/decision',
    'POST /matters/:matterId/deadlines/:deadlineId/override',
    'POST /matters/:matterId/deadlines/:deadlineId/voiding',
    'POST /matters/:matterId/deadlines/:deadlineId/no-response',
    'POST /matters/:matterId/deadlines/:deadlineId/reopening',
    'POST /matters/:matterId/deadlines/:deadlineId/people',
    'POST /matters/:matterId/deadlines/:deadlineId/pre-dates',
    'POST /matters/:matterId/deadlines/:deadlineId/extensions',
    'POST /matters/:matterId/deadlines/:deadlineId/extensions/:extensionId/confirmation',
    'POST /matters/:matterId/deadlines/:deadlineId/extensions/:extensionId/withdrawal',
    'POST /matters/:matterId/deadlines/:deadlineId/tolling',
    'POST /matters/:matterId/deadlines/:deadlineId/tolling/end',
    'POST /matters/:matterId/deadlines/:deadlineId/tolling/withdrawal',
    'POST /matters/:matterId/deadlines/:deadlineId/recounts/:recountId/answer',
    'GET /matters/:matterId/deadlines/:deadlineId/sheet',
    'GET /matters/:matterId/deadlines/:deadlineId/what-if',
    'POST /matters/:matterId/deadlines/:deadlineId/replacement',
    'GET /matters/:matterId/evidence',
    'POST /matters/:matterId/evidence',
    'POST /matters/:matterId/evidence/links',
    'POST /matters/:matterId/evidence/items',
    'GET /matters/:matterId/evidence/choices',
    'GET /matters/:matterId/evidence/:itemId',
    'POST /matters/:matterId/evidence/:itemId/demands',
    'POST /matters/:matterId/evidence/:itemId/custody',
    'POST /matters/:matterId/evidence/:itemId/attachments/:documentId/item',
    'POST /matters/:matterId/evidence/:itemId/withdrawal',
    'GET /matters/:matterId/measurements',
    'GET /matters/:matterId/measurements/items/:itemId',
    'POST /matters/:matterId/measurements/items/:itemId',
    'GET /matters/:matterId/measurements/sources/:sourceId',
    'GET /matters/:matterId/measurements/sources/:sourceId/progress',
    'GET /matters/:matterId/measurements/sources/:sourceId/rejected.csv',
    'POST /matters/:matterId/measurements/sources/:sourceId/stop',
    'POST /matters/:matterId/measurements/sources/:sourceId/rebuild',
    'POST /matters/:matterId/measurements/sources/:sourceId/withdrawal',
    'GET /matters/:matterId/measurements/method',
    'POST /matters/:matterId/measurements/method',
    'POST /matters/:matterId/measurements/runs',
    'GET /matters/:matterId/measurements/runs/:runId',
    'GET /matters/:matterId/measurements/runs/:runId/progress',
    'GET /matters/:matterId/measurements/runs/:runId/rows',
    'GET /matters/:matterId/measurements/runs/:runId/figures.csv',
    'POST /matters/:matterId/measurements/runs/:runId/stop',
    'POST /matters/:matterId/measurements/runs/:runId/repeat',
    'GET /matters/:matterId/measurements/runs/:runId/papers',
    'POST /matters/:matterId/measurements/runs/:runId/papers/summary',
    'POST /matters/:matterId/measurements/runs/:runId/papers/certification',
    'GET /matters/:matterId/notices',
    'GET /matters/:matterId/notices/items/:itemId',
    'POST /matters/:matterId/notices/items/:itemId',
    'GET /matters/:matterId/notices/lists/:listId',
    'GET /matters/:matterId/notices/lists/:listId/progress',
    'GET /matters/:matterId/notices/lists/:listId/rows',
    'GET /matters/:matterId/notices/lists/:listId/problems.csv',
    'POST /matters/:matterId/notices/lists/:listId/stop',
    'POST /matters/:matterId/notices/lists/:listId/voiding',
    'GET /matters/:matterId/notices/campaigns',
    'POST /matters/:matterId/notices/texts',
    'POST /matters/:matterId/notices/texts/:textId',
    'POST /matters/:matterId/notices/texts/:textId/voiding',
    'POST /matters/:matterId/notices/campaigns',
    'POST /matters/:matterId/notices/campaigns/:campaignId',
    'POST /matters/:matterId/notices/campaigns/:campaignId/voiding',
    'GET /matters/:matterId/notices/runs/new',
    'POST /matters/:matterId/notices/runs',
    'GET /matters/:matterId/notices/runs/:runId',
    'GET /matters/:matterId/notices/runs/:runId/progress',
    'GET /matters/:matterId/notices/runs/:runId/rows',
    'POST /matters/:matterId/notices/runs/:runId/stop',
    'POST /matters/:matterId/notices/runs/:runId/repeat',
    'POST /matters/:matterId/notices/runs/:runId/late',
    'GET /matters/:matterId/notices/identities',
    'POST /matters/:matterId/notices/identities',
    'POST /matters/:matterId/notices/identities/:rightId/ending',
    'GET /matters/:matterId/notices/disclosures/new',
    'POST /matters/:matterId/notices/disclosures',
    'GET /matters/:matterId/notices/disclosures/:disclosureId',
    'GET /matters/:matterId/notices/disclosures/:disclosureId/progress',
    'POST /matters/:matterId/notices/disclosures/:disclosureId/stop',
    'POST /matters/:matterId/notices/disclosures/:disclosureId/approval',
    'POST /matters/:matterId/notices/disclosures/:disclosureId/withdrawal',
    'GET /matters/:matterId/statements',
    'GET /matters/:matterId/statements/new',
    'POST /matters/:matterId/statements',
    'GET /matters/:matterId/statements/:statementId',
    'POST /matters/:matterId/statements/:statementId',
    'POST /matters/:matterId/statements/:statementId/voiding',
    'POST /matters/:matterId/statements/:statementId/links',
    'POST /matters/:matterId/statements/:statementId/links/:linkId/review',
    'POST /matters/:matterId/statements/:statementId/links/:linkId/ending',
    'GET /matters/:matterId/bundles',
    'GET /matters/:matterId/bundles/new',
    'POST /matters/:matterId/bundles',
    'POST /matters/:matterId/bundles/of-letter',
    'GET /matters/:matterId/bundles/:bundleId',
    'GET /matters/:matterId/bundles/:bundleId/details',
    'POST /matters/:matterId/bundles/:bundleId/details',
    'GET /matters/:matterId/bundles/:bundleId/items',
    'POST /matters/:matterId/bundles/:bundleId/items',
    'POST /matters/:matterId/bundles/:bundleId/order',
    'POST /matters/:matterId/bundles/:bundleId/order/sorted',
    'GET /matters/:matterId/bundles/:bundleId/entries/:entryId',
    'POST /matters/:matterId/bundles/:bundleId/entries/:entryId',
    'POST /matters/:matterId/bundles/:bundleId/entries/:entryId/place',
    'POST /matters/:matterId/bundles/:bundleId/entries/:entryId/removal',
    'GET /matters/:matterId/bundles/:bundleId/entries/:entryId/pages/:page',
    'POST /matters/:matterId/bundles/:bundleId/entries/:entryId/pages/:page/boxes',
    'POST /matters/:matterId/bundles/:bundleId/entries/:entryId/pages/:page/boxes/removal',
    'POST /matters/:matterId/bundles/:bundleId/entries/:entryId/pages/:page/picture',
    'POST /matters/:matterId/bundles/:bundleId/builds/:buildId/findings/:findingId/rasterisation',
    'POST /matters/:matterId/bundles/:bundleId/supersession',
    'POST /matters/:matterId/bundles/:bundleId/supplement',
    'POST /matters/:matterId/bundles/:bundleId/entries/:entryId/opening',
    'GET /matters/:matterId/bundles/:bundleId/builds/:buildId/volumes/:volume/bundle.pdf',
    'GET /matters/:matterId/bundles/:bundleId/builds/:buildId/volumes/:volume/download',
    'GET /matters/:matterId/bundles/:bundleId/builds/:buildId/volumes/:volume/package',
    'POST /matters/:matterId/bundles/:bundleId/builds',
    'GET /matters/:matterId/bundles/:bundleId/builds/:buildId',
    'GET /matters/:matterId/bundles/:bundleId/builds/:buildId/progress',
    'POST /matters/:matterId/bundles/:bundleId/builds/:buildId/stop',
    'GET /matters/:matterId/bundles/:bundleId/builds/:buildId/bundle.pdf',
    'GET /matters/:matterId/bundles/:bundleId/builds/:buildId/download',
    'GET /matters/:matterId/bundles/:bundleId/builds/:buildId/package',
    'POST /matters/:matterId/bundles/:bundleId/builds/:buildId/notes',
    'POST /matters/:matterId/bundles/:bundleId/builds/:buildId/stops/:findingId',
    'POST /matters/:matterId/bundles/:bundleId/builds/:buildId/approval',
    'GET /matters/:matterId/replies',
    'POST /matters/:matterId/replies',
    'GET /matters/:matterId/replies/:replyId',
    'POST /matters/:matterId/replies/:replyId',
    'POST /matters/:matterId/replies/:replyId/preview',
    'POST /matters/:matterId/replies/:replyId/voiding',
    'POST /matters/:matterId/replies/:replyId/promises',
    'POST /matters/:matterId/replies/:replyId/demands',
    'GET /matters/:matterId/replies/:replyId/versions',
    'POST /matters/:matterId/replies/:replyId/versions',
    'GET /matters/:matterId/replies/:replyId/letter.pdf',
    'GET /matters/:matterId/replies/:replyId/letter.docx',
    'GET /matters/:matterId/replies/templates',
    'POST /matters/:matterId/replies/templates',
    'GET /matters/:matterId/replies/templates/:templateId',
    'POST /matters/:matterId/replies/templates/:templateId',
    'POST /matters/:matterId/replies/templates/:templateId/withdrawal',
    'GET /matters/:matterId/deliveries',
    'POST /matters/:matterId/deliveries',
    'POST /matters/:matterId/deliveries/mail',
    'POST /matters/:matterId/deliveries/dispatches',
    'POST /matters/:matterId/deliveries/dispatches/:dispatchId/withdrawal',
    'POST /matters/:matterId/deliveries/dispatches/:dispatchId/settlement',
    'POST /matters/:matterId/deliveries/set-aside/:documentId/letter',
    'POST /matters/:matterId/deliveries/set-aside/:documentId/sending',
    'POST /matters/:matterId/deliveries/:deliveryId/proof',
    'POST /matters/:matterId/deliveries/:deliveryId/override',
    'POST /matters/:matterId/deliveries/:deliveryId/check',
    'POST /matters/:matterId/deliveries/:deliveryId/voiding',
  ],
};

const UNKNOWN = 'zzzzzzzzzzzzzzzzzzzz';
const CHANGING = ['session', 'auditEvent'] as const;

describe('a stranger to the matter', function () {
  this.timeout(300_000);
  let started: Started;
  let rolf: Browser;
  let ids: Readonly<Record<string, string>>;
  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    await makeSample(started.deps);
    ids = await realIds(started);
    rolf = await started.signIn('rolf');
    await rolf.get('/matters');
  });
  after(() => started.close());

  it('every route there is has its place in the list, and the list names no other', () => {
    expect(routesOf(started.rooms)).to.have.members(Object.values(ROUTES).flat());
  });

  for (const route of ROUTES.matter)
    it(`gets exactly the not-found page: ${route}`, async () => {
      const [method = '', pattern = ''] = route.split(' ');
      const before = await countRows(started);
      const real = await visit(rolf, method, filled(pattern, ids));
      const unknown = await visit(rolf, method, filled(pattern, {}));
      expect([real.status, unknown.status]).to.deep.equal([404, 404]);
      expect(real.text).to.equal(unknown.text);
      expect(await countRows(started)).to.deep.equal(before);
    });

  for (const route of ROUTES.admin)
    it(`who is not an admin gets the not-found page: ${route}`, async () => {
      const [method = '', pattern = ''] = route.split(' ');
      const answer = await visit(rolf, method, pattern);
      const unknown = await rolf.get('/no-such-page');
      expect([answer.status, answer.text]).to.deep.equal([404, unknown.text]);
    });

  for (const route of [...ROUTES.own, ...ROUTES.admin, ...ROUTES.matter])
    it(`whoever has not signed in is sent to sign in: ${route}`, async () => {
      const [method = '', pattern = ''] = route.split(' ');
      const visitor = started.visitor();
      await visitor.get('/sign-in');
      const answer = await visit(visitor, method, filled(pattern, ids));
      expect([answer.status, answer.location]).to.deep.equal([303, '/sign-in']);
    });

  for (const page of [
    '/desk',
    '/desk/letters',
    '/calendar',
    '/matters',
    '/search?q=Verizon',
    '/search?q=notice',
    '/search?q=R-0001',
  ])
    it(`sees nothing of the matter on ${page}`, async () => {
      const { status, text } = await rolf.get(page);
      expect(status).to.equal(200);
      const shown = text.replaceAll(/value="[^"]*"/g, ''); // the box repeats what was searched for
      const said = page.startsWith('/search') ? shown.replaceAll(/“[^”]*”/g, '') : shown; // and the page says for what
      expect(said).not.to.match(/Netflix|Verizon|Speed Index|solely attributable/);
      for (const id of Object.values(ids)) expect(text).not.to.include(id);
    });
});

function routesOf(rooms: readonly Room[]): string[] {
  return rooms.flatMap((room) =>
    room.routes.stack.flatMap((layer) => {
      const route = layer.route as { path: string; methods: Record<string, boolean> } | undefined;
      if (!route) return [];
      const path = `${room.at}${route.path}`.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1');
      return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${path}`);
    }),
  );
}

/** One real thing of each kind in the sample matter, by the name its routes use. */
async function realIds({ deps }: Started): Promise<Record<string, string>> {
  const first = async (
    table:
      | 'matter'
      | 'letter'
      | 'document'
      | 'demand'
      | 'deadline'
      | 'item'
      | 'bundle'
      | 'bundleEntry'
      | 'bundleBuild'
      | 'reply',
  ) => (await deps.db.selectFrom(table).select('id').orderBy('id').executeTakeFirstOrThrow()).id;
  return {
    matterId: await first('matter'),
    letterId: await first('letter'),
    documentId: await first('document'),
    demandId: await first('demand'),
    deadlineId: await first('deadline'),
    itemId: await first('item'),
    bundleId: await first('bundle'),
    entryId: await first('bundleEntry'),
    buildId: await first('bundleBuild'),
    replyId: await first('reply'),
  };
}

function filled(pattern: string, ids: Readonly<Record<string, string>>): string {
  return pattern.replaceAll(/:(\w+)/g, (_, name: string) => (name === 'page' ? '1' : (ids[name] ?? UNKNOWN)));
}

function visit(browser: Browser, method: string, path: string) {
  return method === 'GET' ? browser.get(path) : browser.post(path, { reason: 'x', version: '1' });
}

/** How many rows each table has: a refused visit must add none, but for the session itself. */
async function countRows({ deps }: Started): Promise<Record<string, number>> {
  const tables = await deps.db.introspection.getTables();
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    if (CHANGING.some((table) => table === name || name === 'audit_event')) continue;
    const { n } = await deps.db
      .selectFrom(name as 'matter')
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow();
    counts[name] = Number(n);
  }
  return counts;
}
