import type { Db } from '../../platform/database.js';
import type { AddresseeCheck } from '../delivery/addressee.js';
import { whoMayHave } from '../delivery/addressee-store.js';
import { checkSending } from '../delivery/check-sending.js';
import type { ApprovedFile } from '../delivery/delivery.js';
import { getApprovedFile } from '../delivery/delivery-store.js';
import type { Dispatch } from './dispatch.js';

type To = Pick<Dispatch, 'recipient' | 'address'>;

/** A mail of ours to somebody who is no addressee of the letter is sent, and meets no date. */
export async function checkAddressee(
  db: Db,
  matterId: string,
  file: ApprovedFile,
  to: To,
): Promise<Pick<AddresseeCheck, 'problem' | 'note'>> {
  const who = await whoMayHave(db, matterId, file);
  return checkSending({ method: 'email', ...to }, who);
}

/** What whoever asked for the mail should know before it has gone, as a sentence; null where it is to an addressee. */
export async function addresseeWarning(
  db: Db,
  matterId: string,
  mailing: To & Pick<Dispatch, 'buildId'>,
): Promise<string | null> {
  const file = await getApprovedFile(db, matterId, mailing.buildId);
  const { problem, note } = await checkAddressee(db, matterId, file, mailing);
  return problem === null
    ? note
    : `${problem} It will meet no date by itself; withdraw it if that is a mistake.`;
}
