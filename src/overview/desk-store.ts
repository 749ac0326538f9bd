import { sql, type Selectable } from 'kysely';
import type { Actor } from '../audit/event.js';
import { standsInFor } from '../auth/account-store.js';
import type { Extension } from '../deadlines/extensions/extension-store.js';
import type { BundleTable, DocumentTable, LetterTable } from '../migrations/schema.js';
import type { Db } from '../platform/database.js';
import type { HeldDate } from './due-date.js';

/** A letter nobody has confirmed yet, with what the document says of itself. */
export type UnreviewedLetter = Pick<
  Selectable<LetterTable>,
  | 'id'
  | 'number'
  | 'matterId'
  | 'sender'
  | 'subject'
  | 'datedOn'
  | 'receivedOn'
  | 'earliestOn'
  | 'earliestWords'
  | 'limitUnread'
  | 'loggedAt'
> & {
  readonly matterTitle: string | null;
  readonly document: Pick<Selectable<DocumentTable>, 'name' | 'label' | 'pages' | 'state'> | null;
};

export interface WaitingBundle {
  readonly id: string;
  readonly matterId: string;
  readonly matterTitle: string;
  readonly number: number;
  readonly title: string;
  readonly purpose: BundleTable['purpose'];
  readonly builtBy: string;
  readonly builtByName: string;
}

export interface QuietMatter {
  readonly id: string;
  readonly title: string;
  readonly openedAt: string;
  readonly lastAt: string;
}

const LIVE_STATES = ['provisional', 'open', 'decision'] as const;

/** Letters to review: of my matters, and those I logged that have no matter yet. Those that press first come first. */
export async function listUnreviewedLetters(db: Db, actor: Actor, limit = 50): Promise<UnreviewedLetter[]> {
  const rows = await db
    .selectFrom('letter')
    .leftJoin('matter', 'matter.id', 'letter.matterId')
    .leftJoin('document', 'document.id', 'letter.documentId')
    .where('letter.state', '=', 'unreviewed')
    .where('letter.direction', '=', 'in')
    .where((eb) =>
      eb.or([
        eb('letter.matterId', 'in', myMatters(db, actor)),
        eb.and([
          eb('letter.matterId', 'is', null),
          eb('letter.loggedBy', 'in', standsInFor(db, actor.accountId)),
        ]),
      ]),
    )
    .orderBy(sql`coalesce(letter.earliest_on, '9999')`)
    .orderBy('letter.loggedAt', 'desc')
    .limit(limit)
    .select([
      'letter.id',
      'letter.number',
      'letter.matterId',
      'letter.sender',
      'letter.subject',
      'letter.datedOn',
      'letter.receivedOn',
      'letter.earliestOn',
      'letter.earliestWords',
      'letter.limitUnread',
      'letter.loggedAt',
      'matter.title as matterTitle',
      'document.name as documentName',
      'document.label as documentLabel',
      'document.pages as documentPages',
      'document.state as documentState',
    ])
    .execute();
  return rows.map(({ documentName, documentLabel, documentPages, documentState, ...letter }) => ({
    ...letter,
    document:
      documentName === null || documentLabel === null || documentState === null
        ? null
        : { name: documentName, label: documentLabel, pages: documentPages, state: documentState },
  }));
}

/** Every live date of my open matters, and of the letters I logged or stand in for that have no matter yet. */
export async function listMyDates(db: Db, actor: Actor): Promise<HeldDate[]> {
  return db
    .selectFrom('deadline')
    .leftJoin('matter', 'matter.id', 'deadline.matterId')
    .leftJoin('letter', 'letter.id', 'deadline.letterId')
    .where('deadline.state', 'in', LIVE_STATES)
    .where((eb) =>
      eb.or([
        eb.and([eb('deadline.matterId', 'in', myMatters(db, actor)), eb('matter.state', '=', 'open')]),
        eb.and([
          eb('deadline.matterId', 'is', null),
          eb('letter.loggedBy', 'in', standsInFor(db, actor.accountId)),
        ]),
      ]),
    )
    .selectAll('deadline')
    .select('matter.title as matterTitle')
    .execute();
}

/** The extensions of the open dates of my open matters, the latest of each date first. */
export async function listMyExtensions(db: Db, actor: Actor): Promise<Extension[]> {
  return db
    .selectFrom('extension')
    .innerJoin('deadline', 'deadline.id', 'extension.deadlineId')
    .innerJoin('matter', 'matter.id', 'extension.matterId')
    .where('extension.matterId', 'in', myMatters(db, actor))
    .where('matter.state', '=', 'open')
    .where('deadline.state', '=', 'open')
    .orderBy('extension.recordedAt', 'desc')
    .orderBy('extension.id', 'desc')
    .selectAll('extension')
    .execute();
}

/** The dates of my open matters that were counted anew and wait for counsel's answer. */
export async function listMyQuestions(
  db: Db,
  actor: Actor,
): Promise<{ deadlineId: string; earliestOn: string; basis: string }[]> {
  return db
    .selectFrom('recount')
    .innerJoin('deadline', 'deadline.id', 'recount.deadlineId')
    .innerJoin('matter', 'matter.id', 'recount.matterId')
    .where('recount.matterId', 'in', myMatters(db, actor))
    .where('matter.state', '=', 'open')
    .where('deadline.state', '=', 'open')
    .where('recount.state', '=', 'asked')
    .orderBy('recount.raisedAt')
    .orderBy('recount.id')
    .select(['recount.deadlineId', 'recount.earliestOn', 'recount.basis'])
    .execute();
}

/** Bundles of my open matters that have a final file and that nobody has approved, by the newest of these files. */
export async function listWaitingBundles(db: Db, actor: Actor): Promise<WaitingBundle[]> {
  return db
    .selectFrom('bundle')
    .innerJoin('matter', 'matter.id', 'bundle.matterId')
    .innerJoin('bundleBuild', 'bundleBuild.bundleId', 'bundle.id')
    .innerJoin('account', 'account.id', 'bundleBuild.builtBy')
    .where('bundle.matterId', 'in', myMatters(db, actor))
    .where('matter.state', '=', 'open')
    .where('bundle.state', '=', 'open')
    .where('bundleBuild.state', '=', 'built')
    .where('bundleBuild.isDraft', '=', 0)
    .where((eb) =>
      eb(
        'bundleBuild.number',
        '=',
        eb
          .selectFrom('bundleBuild as later')
          .whereRef('later.bundleId', '=', 'bundle.id')
          .where('later.state', '=', 'built')
          .where('later.isDraft', '=', 0)
          .select((e) => e.fn.max('later.number').as('n')),
      ),
    )
    .where('bundleBuild.id', 'not in', db.selectFrom('approval').select('approval.buildId'))
    .orderBy('bundleBuild.builtAt')
    .select([
      'bundle.id',
      'bundle.matterId',
      'matter.title as matterTitle',
      'bundle.number',
      'bundle.title',
      'bundle.purpose',
      'bundleBuild.builtBy',
      'account.name as builtByName',
    ])
    .execute();
}

/** My open matters in which no date is running: where something may have been forgotten. */
export async function listQuietMatters(db: Db, actor: Actor): Promise<QuietMatter[]> {
  return db
    .selectFrom('matter')
    .where('matter.id', 'in', myMatters(db, actor))
    .where('matter.state', '=', 'open')
    .where('matter.id', 'not in', datedMatters(db))
    .orderBy('matter.openedAt')
    .limit(50)
    .select((eb) => [
      'matter.id',
      'matter.title',
      'matter.openedAt',
      eb.fn
        .coalesce(
          eb
            .selectFrom('auditEvent')
            .whereRef('auditEvent.matterId', '=', 'matter.id')
            .orderBy('auditEvent.seq', 'desc')
            .limit(1)
            .select('auditEvent.at'),
          'matter.openedAt',
        )
        .as('lastAt'),
    ])
    .execute();
}

/** Matters a letter may be filed under by whoever drops it: open, and not only read. */
export async function listMattersToFileUnder(db: Db, actor: Actor): Promise<{ id: string; title: string }[]> {
  if (actor.role === 'auditor') return [];
  return db
    .selectFrom('matter')
    .innerJoin('matterAccess', 'matterAccess.matterId', 'matter.id')
    .where('matterAccess.accountId', '=', actor.accountId)
    .where('matterAccess.access', '!=', 'viewer')
    .where('matter.state', '=', 'open')
    .orderBy('matter.number', 'desc')
    .select(['matter.id', 'matter.title'])
    .execute();
}

function myMatters(db: Db, actor: Actor) {
  return db.selectFrom('matterAccess').where('accountId', '=', actor.accountId).select('matterId');
}

function datedMatters(db: Db) {
  return db
    .selectFrom('deadline')
    .where('state', 'in', LIVE_STATES)
    .where('matterId', 'is not', null)
    .select((eb) => eb.ref('deadline.matterId').$castTo<string>().as('matterId'));
}
