import type { Db } from '../../platform/database.js';
import { checkAddressees, type AddresseeCheck } from '../delivery/addressee.js';
import { goesToOtherSide, listAddressees } from '../delivery/addressee-store.js';
import type { ApprovedFile } from '../delivery/delivery.js';
import { getApprovedFile } from '../delivery/delivery-store.js';
import type { Dispatch } from './dispatch.js';

type To = Pick<Dispatch, 'recipient' | 'address'>;

/** A mail of ours to somebody who is no addressee of the letter is sent, and meets no date. */
export async function checkAddressee(
  db: Db,
  matterId: string,
  file: ApprovedFile,
  { recipient, address }: To,
): Promise<Pick<AddresseeCheck, 'problem' | 'note'>> {
  if (!goesToOtherSide(file)) return { problem: null, note: null };
  return checkAddressees([`${recipient} <${address}>`], await listAddressees(db, matterId, file));
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
