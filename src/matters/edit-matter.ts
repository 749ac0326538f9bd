import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { endParty, insertParty, insertPerson, listParties, type Party } from '../people/person-store.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import type { OnceOpenAgain } from './close-matter.js';
import type { Matter, MatterInHand } from './matter.js';
import { updateMatter } from './matter-store.js';

type Settings = Pick<Matter, 'title' | 'legend' | 'zone' | 'court' | 'approvalForm'> & {
  readonly privilegeLog?: Matter['privilegeLog'] | undefined;
};

const NAMES: Record<keyof Settings, string> = {
  title: 'title',
  legend: 'legend',
  zone: 'time zone',
  court: 'district or state of the court',
  approvalForm: 'form of approval',
  privilegeLog: 'form of the privilege log',
};

/**
 * Changes what a matter is called and how it is worked. Dates already counted keep their zone, files already approved
 * their approval. Another court may mean other holidays: returns how many questions about dates that asks, by what is handed
 * in. Throws `ConflictError` when someone else saved the matter meanwhile.
 */
export async function editMatter(
  deps: Deps,
  matter: MatterInHand,
  request: Settings & { readonly version: number },
  by: Actor,
  onceOpenAgain: OnceOpenAgain,
): Promise<number> {
  const at = deps.clock.now();
  const { version, ...asked } = request;
  const settings = {
    ...asked,
    court: matter.regime === 'us-federal' ? asked.court : null,
    privilegeLog: asked.privilegeLog ?? matter.privilegeLog,
  };
  const changed = (['title', 'legend', 'zone', 'court', 'approvalForm', 'privilegeLog'] as const).filter(
    (field) => settings[field] !== matter[field],
  );
  return inTransaction(deps, async (tx) => {
    await updateMatter(tx, matter.id, version, settings);
    if (changed.length === 0) return 0;
    await recordEvent(tx, {
      by,
      at,
      action: 'matter.edited',
      subject: matter.id,
      matterId: matter.id,
      detail: { fields: changed.map((field) => NAMES[field]).join(', ') },
    });
    return changed.includes('court') ? onceOpenAgain(tx, matter.id, at) : 0;
  });
}

export interface PartyRequest extends Pick<Party, 'kind' | 'name' | 'side' | 'capacity'> {
  readonly organisation: string;
  readonly email: string;
  readonly address: string;
  readonly version: number;
}

/** Puts someone on a side of the matter, like opposing counsel. Throws `ConflictError` when the matter changed meanwhile. */
export async function addParty(
  deps: Deps,
  matter: MatterInHand,
  request: PartyRequest,
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    // Who is on which side is part of the matter: two people at once do not enter the same counsel twice unseen.
    await updateMatter(tx, matter.id, request.version, {});
    const personId = await insertPerson(tx, {
      kind: request.kind,
      name: request.name,
      organisation: request.organisation || null,
      email: request.email || null,
      address: request.address || null,
      createdAt: at,
    });
    const { side, capacity } = request;
    await insertParty(tx, { matterId: matter.id, personId, side, capacity, addedAt: at });
    await recordEvent(tx, {
      by,
      at,
      action: 'party.added',
      subject: personId,
      matterId: matter.id,
      detail: { side, capacity },
    });
  });
}

/**
 * Takes someone off a side of the matter; letters and replies that name them stay as they are.
 * Throws `NotFoundError` for whoever is on none, `ConflictError` for the only party of a side or when the matter changed
 * meanwhile.
 */
export async function takeOffSide(
  deps: Deps,
  matter: MatterInHand,
  request: { readonly personId: string; readonly reason: string; readonly version: number },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const parties = await listParties(tx, matter.id);
    const leaving = parties.find(({ id }) => id === request.personId);
    if (!leaving) throw new NotFoundError('party');
    const { side, capacity } = leaving;
    const stays = parties.some(
      (one) => one.id !== leaving.id && one.side === side && one.capacity === 'party',
    );
    if (capacity === 'party' && !stays)
      throw new ConflictError(
        `${leaving.name} is the only party on its side. Add the right one first, then take this one off.`,
      );
    await updateMatter(tx, matter.id, request.version, {});
    await endParty(tx, matter.id, leaving.id, {
      leftAt: at,
      leftBy: by.accountId,
      leftReason: request.reason,
    });
    await recordEvent(tx, {
      by,
      at,
      action: 'party.removed',
      subject: leaving.id,
      matterId: matter.id,
      detail: { side, capacity },
    });
  });
}
