import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { Router, type Express, type Request, type RequestHandler, type Response } from 'express';
import session from 'express-session';
import { accountRoutes } from './auth/account-routes.js';
import { ownAccountRoutes } from './auth/own-account-routes.js';
import { DatabaseSessions, sessionCookieName } from './auth/session-store.js';
import { sampleRoutes } from './auth/sample-routes.js';
import { findSignedIn, requireAccount } from './auth/signed-in.js';
import { openThrottle, type Throttle } from './auth/sign-in.js';
import { signInAgain, takeUpExpiredForms } from './auth/sign-in-again.js';
import { signInRoutes } from './auth/sign-in-routes.js';
import { welcomeRoutes, type WayIn } from './auth/welcome-routes.js';
import { closureRoutes } from './deadlines/closures/closure-routes.js';
import { deadlineRoutes } from './deadlines/deadline-routes.js';
import { escalationRoutes } from './deadlines/escalations/escalation-routes.js';
import { extensionRoutes } from './deadlines/extensions/extension-routes.js';
import { matterRuleRoutes } from './deadlines/matter-rules/matter-rule-routes.js';
import { preDateRoutes } from './deadlines/pre-dates/pre-date-routes.js';
import { recountRoutes } from './deadlines/recounts/recount-routes.js';
import { tollingRoutes } from './deadlines/tolling/tolling-routes.js';
import { settlingRoutes } from './deadlines/settling/settling-routes.js';
import { whatIfRoutes } from './deadlines/what-if-routes.js';
import { askAboutMatter } from './deadlines/recounts/recount-dates.js';
import { demandRoutes } from './demands/demand-routes.js';
import { documentRoutes } from './documents/document-routes.js';
import {
  itemsByDemand,
  itemsInFile,
  itemsNamed,
  itemsOfDemand,
  linkableItems,
} from './evidence/items-by-demand.js';
import { changeLinks } from './evidence/link-item.js';
import { demandingLetter, lettersById } from './letters/demanding-letter.js';
import { limitOfDate, limitSaid } from './letters/limit-said.js';
import { itemChoiceRoutes } from './evidence/item-choice-routes.js';
import { itemRoutes } from './evidence/item-routes.js';
import { letterRoutes } from './letters/letter-routes.js';
import { unfiledRoutes } from './letters/unfiled-routes.js';
import { measurementRoutes } from './measurements/measurement-routes.js';
import { methodRoutes } from './measurements/method/method-routes.js';
import { paperRoutes } from './measurements/papers/paper-routes.js';
import { runRoutes } from './measurements/runs/run-routes.js';
import { sourceRoutes } from './measurements/sources/source-routes.js';
import { loadMatter, refuseWhenClosed } from './matters/matter-in-hand.js';
import { countLedAlone } from './matters/matter-store.js';
import { wordsOfDates } from './letters/words-of-dates.js';
import { matterRoutes, teamRoutes } from './matters/matter-routes.js';
import { settingsRoutes } from './matters/settings-routes.js';
import { auditRoutes, installationAuditRoutes } from './overview/audit-routes.js';
import { calendarRoutes } from './overview/calendar-routes.js';
import { deskRoutes } from './overview/desk-routes.js';
import { matterWhatIfRoutes } from './overview/matter-what-if-routes.js';
import { matterPageRoutes } from './overview/matter-page-routes.js';
import { statusLine } from './overview/status-line.js';
import { filesWaiting } from './overview/waiting-files.js';
import {
  whatHoldsOpen,
  whatIsUnproved,
  whatIsUnsent,
  whatStillRuns,
  whatWasChanged,
} from './overview/what-holds-open.js';
import { withdrawnBehind } from './notices/disclosures/withdrawn-behind.js';
import { bundlesCarrying } from './bundles/item-use-store.js';
import { buildRoutes } from './bundles/build-routes.js';
import { bundleRoutes } from './bundles/bundle-routes.js';
import { addItemsRoutes } from './bundles/choosing/add-items-routes.js';
import { newBundleRoutes } from './bundles/choosing/new-bundle-routes.js';
import { detailsRoutes } from './bundles/details-routes.js';
import { entryRoutes } from './bundles/entry-routes.js';
import { supplementRoutes } from './bundles/supplement-routes.js';
import { paintRoutes } from './bundles/painting/paint-routes.js';
import { deliveryRoutes } from './replies/delivery/delivery-routes.js';
import { responsesApproved } from './replies/delivery/responses-approved.js';
import { dispatchRoutes } from './replies/dispatch/dispatch-routes.js';
import { letterCarried } from './replies/letter-carried.js';
import { letterFileRoutes } from './replies/letter-file-routes.js';
import { letterOut } from './replies/letter-out.js';
import { replyRoutes } from './replies/reply-routes.js';
import { keepBeforeResponse } from './replies/versions/keep-before-response.js';
import { setLetter } from './replies/paper/set-letter.js';
import { letterProblem } from './replies/versions/letter-problem.js';
import { templateRoutes } from './replies/templates/template-routes.js';
import { versionRoutes } from './replies/versions/version-routes.js';
import { feedRoutes } from './reminders/feed-routes.js';
import type { MailSettings } from './reminders/mail-settings.js';
import { outboxRoutes } from './reminders/outbox-routes.js';
import { reminderRoutes } from './reminders/reminder-routes.js';
import { answersByList } from './notices/answers-by-list.js';
import { seesNames } from './notices/identities/identity-right-store.js';
import { listItemsNamingAccounts } from './notices/identities/names-inside-store.js';
import { restrictionOf } from './notices/identities/names-inside.js';
import { recordNamesSeen } from './notices/identities/rows-mode.js';
import { noticeRoutes } from './notices/notice-routes.js';
import { statementRoutes } from './statements/statement-routes.js';
import { searchRoutes } from './search/search-routes.js';
import type { Deps } from './platform/deps.js';
import { todayIn } from './platform/plain-date.js';
import { errorPage, notFound } from './web/error-page.js';
import { backFromForms } from './web/form-address.js';
import { csrfToken, keepOddNames, noticeOddNames, plainRequests, sameOrigin } from './web/guards.js';
import { securityHeaders } from './web/headers.js';
import { oncePerForm } from './web/once.js';
import { preparePage, type Banner } from './web/locals.js';
import { logRequests } from './web/request-log.js';
import { renderView } from './web/view-engine.js';

export interface Site extends WayIn {
  readonly sessionSecret: string;
  /** The path part of the public address, before anything the server mounts itself. */
  readonly basePath: string;
  readonly banner: ((res: Response) => Banner) | null;
  /** How mail goes out and where its links lead. */
  readonly mail: MailSettings;
}

/** One folder's routes and where they stand. Kept as a list so that a test can walk every route there is. */
export interface Room {
  readonly at: string;
  readonly routes: Router;
  readonly needs: 'nobody' | 'account' | 'matter';
}

/** Where the matter in hand stands, and everything of it below. */
const MATTER = '/matters/:matterId';
const ROOT = fileURLToPath(new URL('..', import.meta.url));

export function createApp(deps: Deps, site: Site): { app: Express; rooms: readonly Room[] } {
  const app = express()
    .set('view engine', 'ejs')
    .set('views', join(ROOT, 'views'))
    .set('query parser', 'simple');
  const throttle = openThrottle();
  app.engine('ejs', renderView);
  app.disable('x-powered-by').set('trust proxy', deps.isSecure ? 1 : false);

  app.use(securityHeaders(deps.isSecure), logRequests(deps.log));
  app.get('/healthz', (_req, res) => void res.type('text/plain').send('alive\n'));
  app.use(
    express.static(join(ROOT, 'public'), {
      index: false,
      // Vendored files carry a version; our own change with the program.
      setHeaders: (res, path) =>
        void res.set('Cache-Control', path.includes('/vendor/') ? 'public, max-age=86400' : 'no-cache'),
    }),
  );
  app.use(preparation(deps, site), plainRequests, sessions(deps, site), findSignedIn(deps));
  app.use(
    // A little over 100 kB: the sign-in that a full form may have to pass on its way comes on top.
    express.urlencoded({ extended: false, limit: '102kb', parameterLimit: 2_000, verify: noticeOddNames }),
    keepOddNames,
    sameOrigin,
    takeUpExpiredForms(deps),
    signInAgain(deps, throttle),
    oncePerForm(),
  );

  const rooms = listRooms(deps, site, throttle);
  for (const room of rooms) {
    const guards: RequestHandler[] = room.needs === 'nobody' ? [] : [requireAccount];
    if (room.needs === 'matter') guards.push(loadMatter(deps, statusLine(deps.clock)));
    if (room.needs === 'matter' && room.at !== MATTER) guards.push(refuseWhenClosed);
    app.use(room.at, Router({ mergeParams: true }).use(...[...guards, room.routes]));
  }
  app.use(backFromForms(rooms), notFound, errorPage(deps.log));
  return { app, rooms };
}

function listRooms(deps: Deps, site: Site, throttle: Throttle): Room[] {
  const withLetters = { ...deps, letterProblem, letterOut };
  const withLimits = { ...deps, limitOf: limitOfDate };
  return [
    { at: '/', routes: welcomeRoutes(deps, site), needs: 'nobody' },
    { at: '/', routes: sampleRoutes(deps, site.sample), needs: 'nobody' },
    { at: '/', routes: signInRoutes(deps, throttle), needs: 'nobody' },
    { at: '/calendar', routes: feedRoutes(deps, site.mail.publicUrl), needs: 'nobody' },
    { at: '/reminders', routes: reminderRoutes(deps, site.mail), needs: 'account' },
    { at: '/account', routes: ownAccountRoutes(deps), needs: 'account' },
    { at: '/accounts/mail', routes: outboxRoutes(deps, site.mail), needs: 'account' },
    { at: '/accounts/audit', routes: installationAuditRoutes(deps), needs: 'account' },
    {
      at: '/accounts',
      routes: accountRoutes(
        deps,
        { sample: site.sample, sendsMail: site.mail.server !== null },
        countLedAlone,
      ),
      needs: 'account',
    },
    { at: '/desk', routes: deskRoutes(deps, site.mail.server !== null), needs: 'account' },
    { at: '/desk/letters', routes: unfiledRoutes(deps), needs: 'account' },
    { at: '/desk/escalations', routes: escalationRoutes(deps), needs: 'account' },
    { at: '/calendar', routes: calendarRoutes(deps), needs: 'account' },
    { at: '/search', routes: searchRoutes(deps), needs: 'account' },
    { at: '/documents', routes: documentRoutes(deps, restrictionOf), needs: 'account' },
    { at: '/matters', routes: matterRoutes(deps), needs: 'account' },
    { at: MATTER, routes: matterPageRoutes(deps), needs: 'matter' },
    { at: `${MATTER}/audit`, routes: auditRoutes(deps), needs: 'matter' },
    { at: `${MATTER}/letters`, routes: letterRoutes(deps), needs: 'matter' },
    {
      at: `${MATTER}/demands`,
      routes: demandRoutes(deps, {
        letterOf: demandingLetter,
        limitSaid,
        lettersOf: lettersById,
        itemsOf: itemsByDemand,
        itemsOfDemand,
        itemsOffered: linkableItems,
        itemsByIds: itemsNamed,
        itemsInFile,
        changeLinks,
        responsesApproved,
        filesWaiting,
        itemsNamingPeople: listItemsNamingAccounts,
        answersOf: answersByList,
        keepBeforeResponse,
      }),
      needs: 'matter',
    },
    { at: `${MATTER}/deadlines`, routes: closureRoutes(deps), needs: 'matter' },
    { at: `${MATTER}/deadlines`, routes: matterRuleRoutes(deps), needs: 'matter' },
    { at: `${MATTER}/deadlines`, routes: preDateRoutes(withLimits), needs: 'matter' },
    { at: `${MATTER}/deadlines`, routes: matterWhatIfRoutes(deps), needs: 'matter' },
    { at: `${MATTER}/deadlines`, routes: settlingRoutes(deps), needs: 'matter' },
    { at: `${MATTER}/deadlines`, routes: deadlineRoutes(withLimits, wordsOfDates), needs: 'matter' },
    { at: `${MATTER}/deadlines`, routes: extensionRoutes(withLimits), needs: 'matter' },
    { at: `${MATTER}/deadlines`, routes: tollingRoutes(withLimits), needs: 'matter' },
    { at: `${MATTER}/deadlines`, routes: recountRoutes(withLimits), needs: 'matter' },
    { at: `${MATTER}/deadlines`, routes: whatIfRoutes(deps), needs: 'matter' },
    { at: `${MATTER}/evidence`, routes: itemChoiceRoutes(deps), needs: 'matter' },
    {
      at: `${MATTER}/evidence`,
      routes: itemRoutes(deps, bundlesCarrying, { restrictionOf, withdrawnBehind }),
      needs: 'matter',
    },
    { at: `${MATTER}/measurements`, routes: measurementRoutes(deps), needs: 'matter' },
    {
      at: `${MATTER}/measurements`,
      routes: sourceRoutes(deps, { restrictionOf, seesNames, recordNamesSeen }),
      needs: 'matter',
    },
    { at: `${MATTER}/measurements`, routes: methodRoutes(deps), needs: 'matter' },
    { at: `${MATTER}/measurements`, routes: runRoutes(deps), needs: 'matter' },
    { at: `${MATTER}/measurements`, routes: paperRoutes(deps), needs: 'matter' },
    ...noticeRoutes(deps).map((routes) => ({
      at: `${MATTER}/notices`,
      routes,
      needs: 'matter' as const,
    })),
    { at: `${MATTER}/statements`, routes: statementRoutes(deps), needs: 'matter' },
    { at: `${MATTER}/bundles`, routes: newBundleRoutes(deps, letterCarried), needs: 'matter' },
    { at: `${MATTER}/bundles`, routes: addItemsRoutes(deps), needs: 'matter' },
    { at: `${MATTER}/bundles`, routes: bundleRoutes(withLetters), needs: 'matter' },
    { at: `${MATTER}/bundles`, routes: detailsRoutes(deps), needs: 'matter' },
    { at: `${MATTER}/bundles`, routes: entryRoutes(withLetters), needs: 'matter' },
    { at: `${MATTER}/bundles`, routes: supplementRoutes(withLetters), needs: 'matter' },
    { at: `${MATTER}/bundles`, routes: paintRoutes(deps), needs: 'matter' },
    { at: `${MATTER}/bundles`, routes: buildRoutes(withLetters, setLetter), needs: 'matter' },
    { at: `${MATTER}/replies/templates`, routes: templateRoutes(deps), needs: 'matter' },
    { at: `${MATTER}/replies`, routes: versionRoutes(deps), needs: 'matter' },
    { at: `${MATTER}/replies`, routes: letterFileRoutes(deps), needs: 'matter' },
    { at: `${MATTER}/replies`, routes: replyRoutes(deps), needs: 'matter' },
    { at: `${MATTER}/deliveries/dispatches`, routes: dispatchRoutes(deps, site.mail), needs: 'matter' },
    { at: `${MATTER}/deliveries`, routes: deliveryRoutes(deps, site.mail), needs: 'matter' },
    { at: `${MATTER}/settings`, routes: settingsRoutes(deps, askAboutMatter), needs: 'matter' },
    {
      at: MATTER,
      routes: teamRoutes(
        deps,
        {
          ...{ holds: whatHoldsOpen, runs: whatStillRuns, unsent: whatIsUnsent },
          ...{ changed: whatWasChanged, unproved: whatIsUnproved },
        },
        askAboutMatter,
      ),
      needs: 'matter',
    },
  ];
}

function sessions(deps: Deps, site: Site): RequestHandler {
  const name = sessionCookieName(deps);
  return session({
    name,
    // The live app and the sample must not take each other's cookies.
    secret: createHash('sha256').update(`${site.sessionSecret} ${name}`).digest('hex'),
    store: new DatabaseSessions(deps.db, deps.clock),
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: deps.isSecure, path: '/' },
  });
}

function preparation(deps: Deps, site: Site): RequestHandler {
  return (req, res, next) => {
    preparePage(res, {
      base: site.basePath + req.baseUrl,
      address: withoutToken(req.url),
      today: todayIn(deps.clock, deps.zone),
      zone: deps.zone,
      account: null,
      banner: site.banner?.(res) ?? null,
      matter: null,
      // A refusal before the session was read still needs its page.
      csrf: () => ((req.session as Request['session'] | undefined) ? csrfToken(req) : ''),
    });
    next();
  };
}

function withoutToken(url: string): string {
  const [path = '', query] = url.split('?');
  const kept = (query ?? '').split('&').filter((one) => one !== '' && !one.startsWith('_csrf='));
  return kept.length === 0 ? path : `${path}?${kept.join('&')}`;
}
