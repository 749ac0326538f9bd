import { heldTo, type Deadline } from '../deadlines/deadline.js';
import { listToTell } from '../deadlines/escalations/escalation-store.js';
import { confirmationDue } from '../deadlines/extensions/extension.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { addDays, dayIn, nowIn } from '../platform/plain-date.js';
import { digestOf, isEmptyDigest } from './digest.js';
import {
  listAccessTo,
  listDatesDueBy,
  listDatesOf,
  listOpenEscalations,
  listQuietMattersOf,
  type HeldDate,
} from './held-date-store.js';
import { whyNotSent } from './judge-mail.js';
import type { MailSettings } from './mail-settings.js';
import { insertMail, keyOf, listPlanned, updateWithdrawn, type NewMail } from './outbox-store.js';
import { confirmationStage, DEFAULT_HOUR, dayBegun, overdueDay, stageOn, type Stage } from './reminder.js';
import { listPeople, updateDigestedOn, type Person } from './setting-store.js';

/** Days ahead that can matter anywhere: three, and one for the zones on the other side of the world. */
const AHEAD = 4;
const PIECE = 100;

interface PlannedDigest {
  readonly person: Person;
  readonly day: string;
  /** Null on a day on which there is nothing to tell. */
  readonly mail: NewMail | null;
}

/**
 * Puts every reminder that is due by now into the outbox: a row each, the same one however often and by however many
 * servers it is planned. Returns how many are new.
 */
export async function planReminders(deps: Deps, mail: MailSettings): Promise<number> {
  const at = deps.clock.now();
  const state = mail.server === null ? ('no-server' as const) : ('waiting' as const);
  const people = await listPeople(deps.db);
  const dates = await listDatesDueBy(deps.db, addDays(dayIn(at, 'UTC'), AHEAD));
  const wanted = [
    ...(await remindersOf(deps, dates, people, at)),
    ...(await escalationsOf(deps, people, at)),
    ...(await confirmationsOf(deps, dates, people, at)),
  ];
  const planned = await listPlanned(deps.db, [...new Set(wanted.map((one) => one.about))]);
  const fresh = wanted.filter((one) => planned.get(keyOf(one)) === undefined);
  let count = 0;
  for (let from = 0; from < fresh.length; from += PIECE)
    count += await inTransaction(deps, async (tx) => {
      let added = 0;
      for (const one of fresh.slice(from, from + PIECE))
        if ((await insertMail(tx, one, at, state)) !== null) added += 1;
      return added;
    });
  // A date that moved away and back, or ended and runs again: what was taken back unsent stands again.
  for (const one of wanted) {
    const withdrawn = planned.get(keyOf(one));
    if (withdrawn?.state !== 'withdrawn' || (await whyNotSent(deps.db, withdrawn, at)) !== null) continue;
    count += await inTransaction(deps, async (tx) =>
      (await updateWithdrawn(tx, withdrawn, at, state)) ? 1 : 0,
    );
  }
  for (const digest of await digestsOf(deps, people, at))
    count += await inTransaction(deps, async (tx) => {
      if (!(await updateDigestedOn(tx, digest.person, digest.day)) || digest.mail === null) return 0;
      return (await insertMail(tx, digest.mail, at, state)) === null ? 0 : 1;
    });
  return count;
}

/** Something that a date is told of: that it comes, or that the confirmation of its extension is due. */
interface Occasion {
  readonly date: HeldDate;
  readonly stage: Stage;
  readonly about: string;
  readonly on: string;
}

function occasionsOf(date: HeldDate, today: string): Occasion[] {
  const own = { date, stage: stageOn(date, today), about: date.id, on: heldTo(date, today) };
  const confirmation = {
    date,
    stage: confirmationStage(date, today),
    about: date.extensionId,
    on: confirmationDue(date, today),
  };
  return [own, confirmation].flatMap(({ stage, about, on }) =>
    stage === null || about === null || on === null ? [] : [{ date, stage, about, on }],
  );
}

/** What is due about single dates, for the people it goes to, once the hour of their day has come. */
async function remindersOf(
  deps: Deps,
  dates: readonly HeldDate[],
  people: readonly Person[],
  at: string,
): Promise<NewMail[]> {
  const byId = new Map(people.map((person) => [person.id, person]));
  const staged = dates.flatMap((date) => occasionsOf(date, dayIn(at, date.zone)));
  const matters = staged.flatMap(({ date }) => (date.matterId === null ? [] : [date.matterId]));
  // Whoever is disabled is told nothing, so the date goes to the next in line.
  const access = (await listAccessTo(deps.db, [...new Set(matters)])).filter((one) =>
    byId.has(one.accountId),
  );
  return staged.flatMap(({ date, stage, about, on }) =>
    recipientsOf(date, access, people).flatMap((id) => {
      const person = byId.get(id);
      const day = person && dayBegun(at, hourOf(stage, person), person.zone);
      if (!day) return [];
      return [
        {
          kind: stage,
          about,
          // An overdue date is told of again on later days; the others once for the day they lead to.
          day: stage === 'overdue' ? overdueDay(on, day) : on,
          accountId: id,
          deadlineId: date.id,
          matterId: date.matterId,
        },
      ];
    }),
  );
}

/** On the day itself no later than in the morning: at an hour in the evening what is due might be over. */
function hourOf(stage: Stage, { setting }: Person): number {
  return stage === 'T-0' ? Math.min(setting.digestHour, DEFAULT_HOUR) : setting.digestHour;
}

/**
 * The responsible person and the second; where neither works on it, whoever leads the matter; where nobody does, all who
 * work on it; where all their accounts are disabled, who administers. Before there is a matter, whoever logged the letter; once that account is disabled, who administers.
 */
function recipientsOf(
  date: HeldDate,
  access: readonly { matterId: string; accountId: string; access: string }[],
  people: readonly Person[],
): string[] {
  if (date.matterId === null) {
    if (date.letterLoggedBy === null) return [];
    const logger = people.filter((one) => one.id === date.letterLoggedBy);
    return (logger.length > 0 ? logger : people.filter((one) => one.administers)).map((one) => one.id);
  }
  const team = access.filter((one) => one.matterId === date.matterId);
  if (team.length === 0) return people.filter((one) => one.administers).map((one) => one.id);
  const named = namedOn(date).filter((id) => team.some((one) => one.accountId === id));
  if (named.length > 0) return named;
  const leads = team.filter((one) => one.access === 'lead');
  return (leads.length > 0 ? leads : team).map((one) => one.accountId);
}

function namedOn({ responsible, second }: Pick<Deadline, 'responsible' | 'second'>): string[] {
  return [...new Set([responsible, second])].filter((id) => id !== null);
}

/** Escalations go out when they are raised, at whatever hour. */
async function escalationsOf(deps: Deps, people: readonly Person[], at: string): Promise<NewMail[]> {
  const active = new Set(people.map((person) => person.id));
  return (await listOpenEscalations(deps.db, at))
    .filter((one) => active.has(one.accountId))
    .map((one) => ({
      kind: 'escalation',
      about: one.id,
      day: one.dueOn,
      accountId: one.accountId,
      deadlineId: one.deadlineId,
      matterId: one.matterId,
    }));
}

/**
 * A binding or promised date that hangs on a confirmation goes to the lead and the administrators too: the day before
 * it is due and on the day, at whatever hour.
 */
async function confirmationsOf(
  deps: Deps,
  dates: readonly HeldDate[],
  people: readonly Person[],
  at: string,
): Promise<NewMail[]> {
  const active = new Set(people.map((person) => person.id));
  const wanted: NewMail[] = [];
  for (const { id, matterId, whose, zone, extensionId, ...date } of dates) {
    if (matterId === null || extensionId === null || (whose !== 'binding' && whose !== 'promised')) continue;
    const day = dayIn(at, zone);
    const by = confirmationDue(date, day);
    if (by === null || (day !== by && addDays(day, 1) !== by)) continue;
    for (const accountId of await listToTell(deps.db, matterId))
      if (active.has(accountId))
        wanted.push({ kind: 'escalation', about: extensionId, day, accountId, deadlineId: id, matterId });
  }
  return wanted;
}

async function digestsOf(deps: Deps, people: readonly Person[], at: string): Promise<PlannedDigest[]> {
  const digests: PlannedDigest[] = [];
  for (const person of people) {
    if (!person.setting.digest) continue;
    const day = dayBegun(at, person.setting.digestHour, person.zone);
    // A later day on record is one of a clock that ran ahead; the outbox has each day's digest once.
    if (day === null || person.setting.digestedOn === day) continue;
    const digest = digestOf(
      await listDatesOf(deps.db, person.id),
      await listQuietMattersOf(deps.db, person.id),
      await listOpenEscalations(deps.db, at, person.id),
      (zone) => nowIn(at, zone),
    );
    const mail: NewMail = {
      kind: 'digest',
      about: 'digest',
      day,
      accountId: person.id,
      deadlineId: null,
      matterId: null,
    };
    digests.push({ person, day, mail: isEmptyDigest(digest) ? null : mail });
  }
  return digests;
}
