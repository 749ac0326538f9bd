import { heldWithoutPending, type Deadline } from '../deadlines/deadline.js';
import { listEndedOf, listRunningOf } from '../deadlines/deadline-store.js';
import type { WordsOfDates } from '../deadlines/run-again.js';
import { getMatter } from '../matters/matter-store.js';
import type { Matter } from '../matters/matter.js';
import type { Db } from '../platform/database.js';
import { dayText } from '../platform/plain-date.js';
import { dateOfWords, isTheirs } from './demand-dates.js';
import { getDemandIn } from './demand-store.js';
import { STATES, type Demand, type DemandingLetter } from './demand.js';

type LetterOf = (db: Db, matter: Matter, letterId: string) => Promise<DemandingLetter>;

/** What the dates that demands set rest on; letters come after demands, so how to find one is handed in. */
export function wordsOfDemands(letterOf: LetterOf): WordsOfDates {
  return {
    dateNow: async (db, deadline) => {
      const demand = await demandOf(db, deadline);
      if (demand === null || !isTheirs(deadline)) return null;
      const letter = await letterOf(db, await getMatter(db, demand.matterId), demand.letterId);
      return letter.isReviewed ? dateOfWords(demand, letter) : null;
    },
    whyNot: async (tx, deadline) => {
      const demand = await demandOf(tx, deadline);
      if (demand === null) return null;
      if (demand.state !== 'open' && demand.state !== 'responded' && isTheirs(deadline))
        return `Demand ${demand.number} has ended: ${STATES[demand.state]}. Open the demand again: its date then runs with it.`;
      if (demand.state === 'voided')
        return `Demand ${demand.number} was entered in error; what was promised on it does not run without it.`;
      if (deadline.whose === 'internal') return null;
      const running = await listRunningOf(tx, { demandId: demand.id });
      const isSameKind = (one: Deadline) =>
        one.parentId === null && one.whose !== 'internal' && isTheirs(one) === isTheirs(deadline);
      const other = running.find((one) => isSameKind(one) && one.id !== deadline.id);
      if (!other) return whyMet(deadline, demand, await listEndedOf(tx, demand.id));
      const on = heldWithoutPending(other);
      const day = on === null ? '' : `, ${dayText(on)}`;
      return isTheirs(deadline)
        ? `Demand ${demand.number} has a date that runs already${day}; it is not held to two.`
        : `Demand ${demand.number} has a promise of ours that runs already${day}; it is not held to two. Change it in the response.`;
    },
  };
}

/** A date that took the place of another and was met answers the demand for both; null where none did. */
function whyMet(deadline: Deadline, demand: Demand, ended: readonly Deadline[]): string | null {
  const met = ended.find(
    (one) => one.state === 'met' && one.whose === deadline.whose && one.id !== deadline.id,
  );
  if (!met) return null;
  const on = met.metOn === null ? '' : ` on ${dayText(met.metOn)}`;
  return `Demand ${demand.number} has a date that was met${on} already; it is not held to two. Where it was not met, take back what met it: it then runs again.`;
}

/** The demand that set a date; null for one that no demand set, and for a day that prepares another. */
async function demandOf(db: Db, { demandId, matterId, parentId }: Deadline): Promise<Demand | null> {
  if (demandId === null || matterId === null || parentId !== null) return null;
  return getDemandIn(db, matterId, demandId);
}
