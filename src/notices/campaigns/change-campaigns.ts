import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { getItem } from '../../evidence/item-store.js';
import { itemNumber } from '../../evidence/item.js';
import { inTransaction } from '../../platform/database.js';
import type { Tx } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { endRevision, insertCampaign, insertText, listCampaigns, listTexts } from './campaign-store.js';

export interface TextRequest {
  readonly code: string;
  readonly words: string;
  readonly shownBy: string;
}

export interface CampaignRequest {
  readonly title: string;
  readonly textNumber: number | null;
  readonly networks: readonly string[];
  readonly fromOn: string;
  readonly toOn: string | null;
  readonly source: string;
}

/** Enters a text, or revises the one whose standing revision is `revises`; the earlier wording stays on record. */
export async function enterText(
  deps: Deps,
  matterId: string,
  { code, words, shownBy }: TextRequest,
  revises: string | null,
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    if (shownBy !== '') {
      const item = await getItem(tx, matterId, shownBy);
      if (item.state === 'withdrawn')
        throw new ConflictError(`Item ${itemNumber(item.number)} was withdrawn; choose another.`);
    }
    const before =
      revises === null
        ? null
        : await endRevision(tx, 'noticeText', matterId, revises, { state: 'superseded', voidReason: null });
    await expectFreeCode(tx, matterId, code, before?.number ?? null);
    const entered = { enteredAt: at, enteredBy: by.accountId };
    const made = await insertText(
      tx,
      { matterId, code, words, shownBy: shownBy === '' ? null : shownBy, ...entered },
      before,
    );
    const action = before === null ? 'noticeText.entered' : 'noticeText.revised';
    await recordEvent(tx, { by, at, action, subject: matterId, matterId, detail: { ...made } });
  });
}

/** Enters a campaign, or revises the one whose standing revision is `revises`. */
export async function enterCampaign(
  deps: Deps,
  matterId: string,
  request: CampaignRequest,
  revises: string | null,
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const { textNumber, networks, ...rest } = request;
    if (textNumber !== null && !(await standsText(tx, matterId, textNumber)))
      throw new ConflictError(`Text ${textNumber} does not stand; choose another.`);
    const before =
      revises === null
        ? null
        : await endRevision(tx, 'noticeCampaign', matterId, revises, {
            state: 'superseded',
            voidReason: null,
          });
    const made = await insertCampaign(
      tx,
      {
        matterId,
        ...rest,
        textNumber,
        networks: JSON.stringify(networks),
        enteredAt: at,
        enteredBy: by.accountId,
      },
      before,
    );
    const action = before === null ? 'noticeCampaign.entered' : 'noticeCampaign.revised';
    await recordEvent(tx, { by, at, action, subject: matterId, matterId, detail: { ...made } });
  });
}

/** Voids a text entered in error. Throws `ConflictError` while a campaign that stands uses it. */
export async function voidText(
  deps: Deps,
  matterId: string,
  id: string,
  reason: string,
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const { number } = await endRevision(tx, 'noticeText', matterId, id, {
      state: 'voided',
      voidReason: reason,
    });
    const used = (await listCampaigns(tx, matterId)).find(
      (campaign) => campaign.state === 'current' && campaign.textNumber === number,
    );
    if (used)
      throw new ConflictError(
        `Campaign ${used.number} says that this text went out; revise or void the campaign first.`,
      );
    const detail = { number };
    await recordEvent(tx, { by, at, action: 'noticeText.voided', subject: matterId, matterId, detail });
  });
}

/** Voids a campaign entered in error; it stays on record with the reason. */
export async function voidCampaign(
  deps: Deps,
  matterId: string,
  id: string,
  reason: string,
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const { number } = await endRevision(tx, 'noticeCampaign', matterId, id, {
      state: 'voided',
      voidReason: reason,
    });
    const detail = { number };
    await recordEvent(tx, { by, at, action: 'noticeCampaign.voided', subject: matterId, matterId, detail });
  });
}

/** Two texts of one name would leave it open which one a list means. */
async function expectFreeCode(tx: Tx, matterId: string, code: string, number: number | null): Promise<void> {
  if (code === '') return;
  const taken = (await listTexts(tx, matterId)).find(
    (text) => text.state === 'current' && text.code === code && text.number !== number,
  );
  if (taken) throw new ConflictError(`Text ${taken.number} has the name “${code}” already.`);
}

async function standsText(tx: Tx, matterId: string, number: number): Promise<boolean> {
  return (await listTexts(tx, matterId)).some((text) => text.state === 'current' && text.number === number);
}
