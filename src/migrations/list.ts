import type { AnyDb } from './columns.js';
import { accountsAndAudit } from './0001-accounts-and-audit.js';
import { mattersAndPeople } from './0002-matters-and-people.js';
import { documentsAndLetters } from './0003-documents-and-letters.js';
import { demandsAndDeadlines } from './0004-demands-and-deadlines.js';
import { evidence } from './0005-evidence.js';
import { bundlesAndReplies } from './0006-bundles-and-replies.js';
import { datesHeld } from './0007-dates-held.js';
import { reminders } from './0008-reminders.js';
import { demandsApproved } from './0009-demands-approved.js';
import { pagesPainted } from './0010-pages-painted.js';
import { deliveriesVoided } from './0011-deliveries-voided.js';
import { whoAdministers } from './0012-who-administers.js';
import { datesFoundByWhatFollows } from './0013-dates-found-by-what-follows.js';
import { demandsProposed } from './0015-demands-proposed.js';
import { measurements } from './0016-measurements.js';
import { bundlesForCourtsAndSupplements } from './0017-bundles-for-courts-and-supplements.js';
import { volumes } from './0018-volumes.js';
import { offASide } from './0019-off-a-side.js';
import { lettersOfOurs } from './0020-letters-of-ours.js';
import { sentByUs } from './0021-sent-by-us.js';
import { statements } from './0022-statements.js';
import { notices } from './0023-notices.js';
import { mailAndScans } from './0024-mail-and-scans.js';
import { copiesOpened } from './0025-copies-opened.js';
import { responsesApproved } from './0026-responses-approved.js';
import { hoursOfDelivery } from './0027-hours-of-delivery.js';
import { furtherReplies } from './0028-further-replies.js';
import { roomForTheNumber } from './0036-room-for-the-number.js';
import { proofsSetAside } from './0031-proofs-set-aside.js';
import { countsBackFromAnEvent } from './0037-counts-back-from-an-event.js';
import { deliveryWarningsChecked } from './0038-delivery-warnings-checked.js';
import { countsAsTheyWereTold } from './0043-counts-as-they-were-told.js';
import { whoseHolidaysCount } from './0039-whose-holidays-count.js';
import { hiddenPartsOfWorkbooks } from './0045-hidden-parts-of-workbooks.js';
import { lettersReadAgain } from './0044-letters-read-again.js';
import { itemsToldApart } from './0046-items-told-apart.js';

export interface Migration {
  readonly name: string;
  readonly up: (db: AnyDb, engine: 'sqlite' | 'postgres') => Promise<void>;
}

/** Only ever appended to; each runs once, in one transaction with its row. Forward only: evidence is restored, not rolled back. */
export const migrations: readonly Migration[] = [
  { name: '0001 accounts, sessions, jobs and the audit log', up: accountsAndAudit },
  { name: '0002 matters and the people in them', up: mattersAndPeople },
  { name: '0003 documents and letters', up: documentsAndLetters },
  { name: '0004 demands, responses and deadlines', up: demandsAndDeadlines },
  { name: '0005 items of evidence and their custody', up: evidence },
  { name: '0006 bundles, approvals, replies and deliveries', up: bundlesAndReplies },
  { name: '0007 dates held until they are met', up: datesHeld },
  { name: '0008 reminders by mail and calendar feeds', up: reminders },
  { name: '0009 the demands an approved letter responds to', up: demandsApproved },
  { name: '0010 pages that go in as pictures', up: pagesPainted },
  { name: '0011 deliveries recorded in error', up: deliveriesVoided },
  { name: '0012 who makes accounts beside their own work', up: whoAdministers },
  { name: '0013 dates found by what follows them', up: datesFoundByWhatFollows },
  { name: '0019 people taken off a side', up: offASide },
  { name: '0020 letters of ours, their versions and templates', up: lettersOfOurs },
  { name: '0021 approved files mailed by us and what came back', up: sentByUs },
  { name: '0022 statements at issue', up: statements },
  { name: '0015 demands as the words of a letter propose them', up: demandsProposed },
  { name: '0016 files read as measurements, their method and its runs', up: measurements },
  { name: '0023 lists of notices, campaigns, runs and disclosures', up: notices },
  { name: '0024 mail in threads, mailboxes and scans read by machine', up: mailAndScans },
  { name: '0017 bundles for courts, and ones that continue another', up: bundlesForCourtsAndSupplements },
  { name: '0018 bundles in volumes', up: volumes },
  { name: '0025 copies of documents opened for a bundle', up: copiesOpened },
  { name: '0026 responses as they were approved', up: responsesApproved },
  { name: '0027 hours of delivery', up: hoursOfDelivery },
  { name: '0028 replies that go on from one that was sent', up: furtherReplies },
  { name: '0036 room for the number of a page', up: roomForTheNumber },
  { name: '0031 proofs that prove nothing, and what read receipts say', up: proofsSetAside },
  { name: '0037 counts back from an event', up: countsBackFromAnEvent },
  { name: '0043 counts as they were told', up: countsAsTheyWereTold },
  { name: '0039 whose holidays count', up: whoseHolidaysCount },
  { name: '0038 warnings of deliveries that counsel checked', up: deliveryWarningsChecked },
  { name: '0044 letters read again by a newer reader', up: lettersReadAgain },
  { name: '0046 items of a file told apart', up: itemsToldApart },
  { name: '0045 hidden parts of workbooks', up: hiddenPartsOfWorkbooks },
];
