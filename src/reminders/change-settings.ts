import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { NotFoundError } from '../platform/errors.js';
import { findPerson, updateSetting, updateZone } from './setting-store.js';

export interface SettingsRequest {
  /** The version the form was made from; 0 where nothing was chosen yet. */
  readonly version: number;
  readonly zone: string;
  readonly digest: boolean;
  readonly digestHour: number;
  readonly words: boolean;
}

/** Changes how and when a person is reminded, and the zone of their day. Throws `ConflictError` when it was changed meanwhile. */
export async function changeSettings(deps: Deps, request: SettingsRequest, by: Actor): Promise<void> {
  await inTransaction(deps, async (tx) => {
    const person = await findPerson(tx, by.accountId);
    if (person === null) throw new NotFoundError('account');
    await updateSetting(tx, person, request.version, request);
    if (request.zone !== person.zone) await updateZone(tx, person.id, request.zone);
    await recordEvent(tx, {
      by,
      at: deps.clock.now(),
      action: 'reminder.settingsChanged',
      subject: person.id,
      detail: {
        zone: request.zone,
        digest: request.digest,
        hour: request.digestHour,
        words: request.words,
      },
    });
  });
}
