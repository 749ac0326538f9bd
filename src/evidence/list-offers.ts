import type { Actor } from '../audit/event.js';
import { listDeadlines } from '../deadlines/deadline-store.js';
import { listDemands, listResponses } from '../demands/demand-store.js';
import { nextStep, type NextStep } from '../demands/next-step.js';
import { listParties } from '../people/person-store.js';
import type { Db } from '../platform/database.js';
import { listCustodians } from './item-store.js';

/** Those who hold items already, and our side by name. */
export async function custodiansOffered(db: Db, matterId: string): Promise<string[]> {
  const parties = await listParties(db, matterId);
  const ours = parties.filter(({ side }) => side === 'ours').map(({ name }) => name);
  return [...new Set([...(await listCustodians(db, matterId)), ...ours])];
}

/** What comes next once there is evidence; a reply that is out already is found where it leads. */
export async function stepAfterEvidence(db: Db, matterId: string, { role }: Actor): Promise<NextStep | null> {
  const standing = {
    demands: await listDemands(db, matterId),
    deadlines: await listDeadlines(db, matterId),
    responses: await listResponses(db, matterId),
  };
  return nextStep(
    matterId,
    { ...standing, approved: [], hasItems: true },
    { from: null, isCounsel: role === 'counsel' },
  );
}
