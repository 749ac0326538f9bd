import type { Actor } from '../../audit/event.js';
import { countedOn } from '../../deadlines/counted.js';
import { getDeadline } from '../../deadlines/deadline-store.js';
import { setDeadlineWith } from '../../deadlines/set-deadline.js';
import { voidDeadlineWith } from '../../deadlines/void-deadline.js';
import type { Tx } from '../../platform/database.js';
import { dayIn } from '../../platform/plain-date.js';
import type { Dispatch } from './dispatch.js';
import { listAlerted, updateAlert } from './dispatch-store.js';

/** What the alert is about, and the zone its day is counted in. */
export interface AlertAbout {
  readonly matterId: string;
  readonly zone: string;
  readonly title: string;
  readonly why: string;
  /** Who is told of it by mail; whoever leads the matter where it is left out. */
  readonly responsible?: string | null;
}

/**
 * What did not go out, or may not have, is a date of our own, due today: it stands on the Desk and in the reminders
 * until it is dealt with. Returns its id.
 */
export async function raiseAlert(
  tx: Tx,
  { matterId, zone, title, why, responsible = null }: AlertAbout,
  setBy: string,
  at: string,
): Promise<string> {
  const on = dayIn(at, zone);
  return setDeadlineWith(
    tx,
    {
      matterId,
      title,
      whose: 'internal',
      zone,
      counted: countedOn(on, zone),
      working: { on, time: null, why },
      responsible,
    },
    { by: null, setBy, at },
  );
}

/** The file has gone out to somebody: the alerts about not reaching them end; those about others stay. */
export async function endAlerts(
  tx: Tx,
  sent: { readonly buildId: string; readonly recipient: string; readonly address: string },
  by: Actor,
  at: string,
): Promise<void> {
  const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
  for (const dispatch of await listAlerted(tx, sent.buildId))
    if (same(dispatch.recipient, sent.recipient) || same(dispatch.address, sent.address))
      await endAlert(tx, dispatch, 'it was sent', by, at);
}

export async function endAlert(
  tx: Tx,
  dispatch: Pick<Dispatch, 'id' | 'alertId'>,
  reason: string,
  by: Actor,
  at: string,
): Promise<void> {
  if (dispatch.alertId === null) return;
  await updateAlert(tx, dispatch.id, null);
  const alert = await getDeadline(tx, dispatch.alertId);
  // A person may have met or voided it on its own page.
  if (alert.state === 'open') await voidDeadlineWith(tx, alert, reason, { by, endedBy: by.accountId, at });
}
