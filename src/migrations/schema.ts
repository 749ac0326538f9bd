/**
 * The tables as they are now: the Kysely types. A test compares them with what the migrations make.
 * Columns are named here in camelCase and in the database in snake_case.
 */

import type { Generated } from 'kysely';

export interface Tables {
  account: AccountTable;
  session: SessionTable;
  setting: SettingTable;
  job: JobTable;
  auditEvent: AuditEventTable;
  matter: MatterTable;
  matterAccess: MatterAccessTable;
  person: PersonTable;
  matterParty: MatterPartyTable;
  document: DocumentTable;
  mailReference: MailReferenceTable;
  mailboxMessage: MailboxMessageTable;
  pageText: PageTextTable;
  rendition: RenditionTable;
  letter: LetterTable;
  letterDismissal: LetterDismissalTable;
  letterChange: LetterChangeTable;
  proposedDemand: ProposedDemandTable;
  demand: DemandTable;
  response: ResponseTable;
  performance: PerformanceTable;
  deadline: DeadlineTable;
  item: ItemTable;
  itemDemand: ItemDemandTable;
  custodyEntry: CustodyEntryTable;
  reply: ReplyTable;
  replyVersion: ReplyVersionTable;
  letterTemplate: LetterTemplateTable;
  bundle: BundleTable;
  bundleEntry: BundleEntryTable;
  bundleBuild: BundleBuildTable;
  bundleVolume: BundleVolumeTable;
  bundleFinding: BundleFindingTable;
  pageLook: PageLookTable;
  batesRange: BatesRangeTable;
  batesReplacement: BatesReplacementTable;
  approval: ApprovalTable;
  approvalVolume: ApprovalVolumeTable;
  approvalDemand: ApprovalDemandTable;
  delivery: DeliveryTable;
  deliveryPaper: DeliveryPaperTable;
  proofSetAside: ProofSetAsideTable;
  deliveryCheck: DeliveryCheckTable;
  dispatch: DispatchTable;
  matterRule: MatterRuleTable;
  extension: ExtensionTable;
  tolling: TollingTable;
  closure: ClosureTable;
  recount: RecountTable;
  preDatePlan: PreDatePlanTable;
  assignment: AssignmentTable;
  escalation: EscalationTable;
  reminderSetting: ReminderSettingTable;
  outbox: OutboxTable;
  lease: LeaseTable;
  calendarFeed: CalendarFeedTable;
  statement: StatementTable;
  statementDemand: StatementDemandTable;
  statementLink: StatementLinkTable;
  measurementSource: MeasurementSourceTable;
  measurementMethod: MeasurementMethodTable;
  measurementRun: MeasurementRunTable;
  measurementRunSource: MeasurementRunSourceTable;
  measurementRunFigures: MeasurementRunFiguresTable;
  noticeList: NoticeListTable;
  noticeText: NoticeTextTable;
  noticeCampaign: NoticeCampaignTable;
  noticeRun: NoticeRunTable;
  noticeRunSource: NoticeRunSourceTable;
  identityRight: IdentityRightTable;
  disclosure: DisclosureTable;
}

export interface AccountTable {
  id: string;
  email: string;
  name: string;
  role: 'admin' | 'counsel' | 'paralegal' | 'auditor';
  passwordHash: string;
  zone: string;
  createdAt: string;
  disabledAt: string | null;
  version: Generated<number>;
  /** Whether the account makes and ends accounts, whatever its role. */
  administers: Generated<0 | 1>;
}

export interface SessionTable {
  idHash: string;
  accountId: string | null;
  content: string;
  createdMs: number;
  seenMs: number;
}

export interface SettingTable {
  name: string;
  value: string;
}

export interface JobTable {
  id: string;
  kind: string;
  input: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'stopped';
  matterId: string | null;
  subject: string | null;
  queuedBy: string;
  queuedAt: string;
  queuedMs: number;
  doneCount: Generated<number>;
  totalCount: Generated<number>;
  note: Generated<string>;
  attempt: Generated<number>;
  fence: Generated<number>;
  leaseUntilMs: number | null;
  output: string | null;
  reason: string | null;
  stopAsked: Generated<number>;
}

export interface AuditEventTable {
  seq: number;
  at: string;
  byAccount: string | null;
  action: string;
  subject: string;
  matterId: string | null;
  text: string;
  prevHash: string;
  hash: string;
}

export interface MatterTable {
  id: string;
  number: string;
  title: string;
  regime: 'private' | 'us-federal' | 'california' | 'england-wales';
  zone: string;
  legend: string;
  approvalForm: 'two-people' | 'one-person';
  state: 'open' | 'closed';
  openedAt: string;
  openedBy: string;
  closedAt: string | null;
  closedBy: string | null;
  closeReason: string | null;
  version: Generated<number>;
  privilegeLog: Generated<'document' | 'metadata' | 'category'>;
  court: string | null;
}

export interface MatterAccessTable {
  matterId: string;
  accountId: string;
  access: 'lead' | 'member' | 'viewer';
  grantedAt: string;
  grantedBy: string;
}

export interface PersonTable {
  id: string;
  kind: 'person' | 'organisation';
  name: string;
  organisation: string | null;
  email: string | null;
  address: string | null;
  createdAt: string;
}

export interface MatterPartyTable {
  matterId: string;
  personId: string;
  side: 'ours' | 'theirs' | 'other';
  capacity: 'party' | 'counsel' | 'witness';
  addedAt: string;
  leftAt: string | null;
  leftBy: string | null;
  leftReason: string | null;
}

export interface DocumentTable {
  id: string;
  matterId: string | null;
  parentId: string | null;
  sha256: string;
  bytes: number;
  name: string;
  mediaType: string;
  label: string;
  state: 'unread' | 'readable' | 'needs-password' | 'damaged' | 'unsupported' | 'empty';
  reason: string | null;
  pages: number | null;
  facts: Generated<string>;
  readerVersion: Generated<number>;
  receivedAt: string;
  receivedBy: string;
  messageId: string | null;
  messageKey: string | null;
  mailboxId: string | null;
  mailboxPlace: number | null;
}

/** A message that a mail says it answers, in the order of its header. */
export interface MailReferenceTable {
  documentId: string;
  position: number;
  messageId: string;
}

/** One message of a mailbox file: bytes from `startsAt` on, and why it cannot be chosen where it cannot. */
export interface MailboxMessageTable {
  documentId: string;
  place: number;
  startsAt: number;
  bytes: number;
  sender: string | null;
  subject: string | null;
  datedOn: string | null;
  datedTime: string | null;
  datedZone: string | null;
  messageId: string | null;
  reason: string | null;
}

export interface PageTextTable {
  documentId: string;
  page: number;
  text: string;
  lines: Generated<string>;
  width: Generated<number>;
  height: Generated<number>;
  /** Per cent, where the words were read from a picture; null where the page has words of its own. */
  confidence: number | null;
  /** JSON: the words the machine is in doubt about, with their boxes. */
  doubtful: Generated<string>;
}

export interface RenditionTable {
  documentId: string;
  kind: string;
  sha256: string;
  bytes: number;
  madeAt: string;
}

export interface LetterTable {
  id: string;
  number: string;
  matterId: string | null;
  documentId: string | null;
  direction: 'in' | 'out';
  state: 'unreviewed' | 'reviewed' | 'draft' | 'approved' | 'sent' | 'voided';
  subject: string | null;
  sender: string | null;
  senderCounsel: string | null;
  recipient: string | null;
  theirReference: string | null;
  datedOn: string | null;
  sentOn: string | null;
  receivedOn: string | null;
  receivedTime: string | null;
  receivedZone: string | null;
  method: string | null;
  earliestOn: string | null;
  earliestWords: string | null;
  inReplyTo: string | null;
  demandsCompleteAt: string | null;
  demandsCompleteBy: string | null;
  loggedAt: string;
  loggedBy: string;
  reviewedAt: string | null;
  reviewedBy: string | null;
  voidReason: string | null;
  version: Generated<number>;
  threadSubject: string | null;
  limitUnread: string | null;
}

export interface LetterDismissalTable {
  letterId: string;
  page: number;
  start: number;
  quote: string;
  dismissedAt: string;
  dismissedBy: string;
}

/** What became of a letter when a file of it was read again by a newer reader; asked of a person until it is seen. */
export interface LetterChangeTable {
  id: string;
  letterId: string;
  documentId: string;
  readAt: string;
  /** JSON: see `LetterChange`. */
  what: string;
  /** When its dates and proposals were found anew; null where that is still to come. */
  settledAt: string | null;
  seenAt: string | null;
  seenBy: string | null;
}

export interface ProposedDemandTable {
  id: string;
  letterId: string;
  position: number;
  page: number;
  quoteStart: number;
  quoteEnd: number;
  quote: string;
  kind: string;
  limitWords: string | null;
  limitCount: number | null;
  limitUnit: string | null;
  limitFrom: string | null;
  limitOn: string | null;
  limitTime: string | null;
  limitRule: string | null;
  rule: string;
  stem: string | null;
  alsoAt: Generated<string>;
  isImplied: Generated<number>;
  isConditional: Generated<number>;
  readerVersion: number;
  proposedAt: string;
  state: Generated<'open' | 'confirmed' | 'edited' | 'split' | 'merged' | 'rejected' | 'superseded'>;
  demandId: string | null;
  decidedAt: string | null;
  decidedBy: string | null;
  limitDirection: 'before' | null;
  limitEventOn: string | null;
}

export interface DemandTable {
  id: string;
  matterId: string;
  letterId: string;
  number: number;
  quote: string;
  page: number | null;
  quoteStart: number | null;
  quoteEnd: number | null;
  lineFrom: number | null;
  lineTo: number | null;
  kind: string;
  limitWords: string | null;
  limitCount: number | null;
  limitUnit: string | null;
  limitFrom: string | null;
  limitOn: string | null;
  limitTime: string | null;
  limitEventOn: string | null;
  limitSharedWith: string | null;
  state: 'open' | 'responded' | 'withdrawn' | 'resolved' | 'no-response' | 'voided';
  stateReason: string | null;
  stateBy: string | null;
  stateAt: string | null;
  enteredAt: string;
  enteredBy: string;
  version: Generated<number>;
  limitDirection: 'before' | null;
}

export interface ResponseTable {
  id: string;
  demandId: string;
  matterId: string;
  stance: 'will-comply' | 'in-part' | 'objects' | 'declines' | 'nothing-held' | 'more-time';
  grounds: Generated<string>;
  holdsBack: 'yes' | 'no' | 'not-said';
  words: string;
  promiseWords: string | null;
  promisedOn: string | null;
  writtenAt: string;
  writtenBy: string;
  version: Generated<number>;
  objections: Generated<string>;
  exhibits: string | null;
}

export interface PerformanceTable {
  id: string;
  demandId: string;
  matterId: string;
  doneOn: string;
  words: string;
  documentId: string | null;
  recordedAt: string;
  recordedBy: string;
}

export interface DeadlineTable {
  id: string;
  matterId: string | null;
  letterId: string | null;
  demandId: string | null;
  title: string;
  whose: 'binding' | 'asserted' | 'promised' | 'internal';
  state: 'provisional' | 'open' | 'decision' | 'decided' | 'met' | 'voided' | 'superseded';
  words: string | null;
  rule: string;
  input: string;
  result: string;
  computedOn: string | null;
  earliestOn: string | null;
  workingOn: string | null;
  workingTime: string | null;
  zone: string;
  adoptedAt: string | null;
  adoptedBy: string | null;
  adoptedWhy: string | null;
  decision: string | null;
  metOn: string | null;
  metDelivery: string | null;
  metReason: string | null;
  endedReason: string | null;
  endedBy: string | null;
  endedAt: string | null;
  supersededBy: string | null;
  responsible: string | null;
  second: string | null;
  setAt: string;
  setBy: string;
  version: Generated<number>;
  decidedAs: string | null;
  parentId: string | null;
  matterRuleId: string | null;
  extendedOn: string | null;
  pendingOn: string | null;
  pendingUntil: string | null;
  tolledFrom: string | null;
  tolledUntil: string | null;
  tolledLeft: number | null;
  metTime: string | null;
}

export interface ItemTable {
  id: string;
  matterId: string;
  number: number;
  documentId: string;
  kind: 'document' | 'measurements' | 'notices';
  title: string;
  custodian: Generated<string>;
  source: Generated<string>;
  datedOn: string | null;
  legend: Generated<string>;
  isPrivileged: Generated<0 | 1>;
  privilegeGround: Generated<string>;
  state: 'in-file' | 'withdrawn';
  withdrawnReason: string | null;
  addedAt: string;
  addedBy: string;
  version: Generated<number>;
}

export interface ItemDemandTable {
  itemId: string;
  demandId: string;
  linkedAt: string;
  linkedBy: string;
}

export interface CustodyEntryTable {
  id: string;
  itemId: string;
  matterId: string;
  holder: string;
  action: string;
  sha256: string;
  fromAt: string;
  recordedAt: string;
  recordedBy: string;
}

export interface ReplyTable {
  id: string;
  matterId: string;
  number: number;
  inReplyTo: string;
  state: 'draft' | 'approved' | 'sent' | 'superseded' | 'voided';
  stateReason: string | null;
  datedOn: string;
  letterhead: Generated<string>;
  addressee: string;
  ourReference: Generated<string>;
  theirReference: Generated<string>;
  subject: string;
  salutation: string;
  opening: Generated<string>;
  closing: Generated<string>;
  signatory: string;
  copies: Generated<string>;
  legend: Generated<string>;
  writtenAt: string;
  writtenBy: string;
  version: Generated<number>;
  kind: Generated<LetterKind>;
  /** JSON list of demand ids; null in a reply that goes on from no other. */
  repeatedDemands: string | null;
}

/** Ours to write: an answer to demands, and what goes with it. */
export type LetterKind = 'reply' | 'acknowledgement' | 'extension' | 'hold' | 'clawback' | 'service';

export interface ReplyVersionTable {
  id: string;
  replyId: string;
  matterId: string;
  number: number;
  content: string;
  sha256: string;
  letterSha256: string | null;
  savedAt: string;
  savedBy: string | null;
  why: Generated<string>;
}

export interface LetterTemplateTable {
  id: string;
  matterId: string;
  kind: LetterKind;
  name: string;
  subject: Generated<string>;
  salutation: Generated<string>;
  opening: Generated<string>;
  closing: Generated<string>;
  legend: Generated<string>;
  state: 'live' | 'withdrawn';
  writtenAt: string;
  writtenBy: string;
  version: Generated<number>;
}

export interface BundleTable {
  id: string;
  matterId: string;
  number: number;
  purpose: 'enclosures' | 'production' | 'court' | 'internal';
  title: string;
  paper: 'letter' | 'a4';
  datedOn: string;
  legend: string | null;
  exhibitStyle: 'letters' | 'numbers';
  batesPrefix: string | null;
  batesDigits: number | null;
  replyId: string | null;
  state: 'open' | 'approved' | 'sent' | 'superseded' | 'voided';
  stateReason: string | null;
  createdAt: string;
  createdBy: string;
  version: Generated<number>;
  profile: string | null;
  maxPages: number | null;
  maxMegabytes: number | null;
  batesStart: number | null;
  continuesId: string | null;
  exhibitPages: Generated<0 | 1>;
  roomForNumber: Generated<0 | 1>;
}

export interface BundleEntryTable {
  id: string;
  bundleId: string;
  itemId: string;
  section: Generated<string>;
  position: number;
  title: string;
  datedOn: string | null;
  pages: string | null;
  treatment: 'include' | 'withhold' | 'leave-out' | 'slip-sheet' | 'native' | 'undecided';
  ground: Generated<string>;
  description: Generated<string>;
  author: Generated<string>;
  recipients: Generated<string>;
  rasterise: Generated<string>;
  redactions: Generated<string>;
  settlementReason: Generated<string>;
  replaces: string | null;
  marks: Generated<'show' | 'drop'>;
  hidden: 'show' | 'drop' | null;
  openedSha256: string | null;
  openedHow: 'password' | 'repaired' | null;
}

export interface BundleBuildTable {
  id: string;
  bundleId: string;
  matterId: string;
  number: number;
  jobId: string;
  bundleVersion: number;
  isDraft: 0 | 1;
  state: 'building' | 'built' | 'failed';
  reason: string | null;
  spec: Generated<string>;
  specSha256: string | null;
  pdfSha256: string | null;
  pdfBytes: number | null;
  packageSha256: string | null;
  recordSha256: string | null;
  pages: number | null;
  batesPages: number | null;
  letterSha256: string | null;
  builtAt: string | null;
  builtBy: string;
}

export interface BundleVolumeTable {
  buildId: string;
  number: number;
  title: string;
  pages: number;
  pdfSha256: string;
  pdfBytes: number;
  packageSha256: string;
  recordSha256: string;
  batesFirst: string | null;
  batesLast: string | null;
}

export interface BundleFindingTable {
  id: string;
  buildId: string;
  level: 'stop' | 'note';
  document: string | null;
  page: number | null;
  what: string;
  clearedAt: string | null;
  clearedBy: string | null;
  clearReason: string | null;
  sourcePages: Generated<string>;
  isPaintable: Generated<0 | 1>;
  volume: number | null;
}

export interface PageLookTable {
  sha256: string;
  lookVersion: number;
  pages: string;
}

export interface BatesRangeTable {
  id: string;
  matterId: string;
  buildId: string;
  prefix: string;
  firstNumber: number;
  lastNumber: number;
  allottedAt: string;
}

export interface BatesReplacementTable {
  id: string;
  matterId: string;
  buildId: string;
  firstBates: string;
  allottedAt: string;
}

export interface ApprovalTable {
  id: string;
  matterId: string;
  buildId: string;
  pdfSha256: string;
  form: 'two-people' | 'one-person';
  reason: Generated<string>;
  approvedAt: string;
  approvedBy: string;
}

export interface ApprovalVolumeTable {
  approvalId: string;
  number: number;
  pdfSha256: string;
}

export interface ApprovalDemandTable {
  buildId: string;
  demandId: string;
  stance: ResponseTable['stance'] | null;
  words: string | null;
  promiseWords: string | null;
  promisedOn: string | null;
  objections: string | null;
  exhibits: string | null;
}

export interface DeliveryTable {
  id: string;
  matterId: string;
  buildId: string;
  letterId: string | null;
  method: 'email' | 'courier' | 'post' | 'hand' | 'fax' | 'portal';
  recipient: string;
  address: string;
  sentOn: string;
  sentTime: string | null;
  deliveredOn: string | null;
  tracking: Generated<string>;
  proofDocumentId: string | null;
  matchedSha256: string | null;
  proofFacts: Generated<string>;
  overrideReason: string | null;
  recordedAt: string;
  recordedBy: string;
  version: Generated<number>;
  voidedAt: string | null;
  voidedBy: string | null;
  voidReason: string | null;
  messageId: string | null;
  refutedAt: string | null;
  refutedWhy: string | null;
  deliveredTime: string | null;
}

export interface DeliveryPaperTable {
  id: string;
  deliveryId: string;
  matterId: string;
  documentId: string;
  kind: 'receipt' | 'bounce' | 'delay';
  words: Generated<string>;
  keptAt: string;
  keptBy: string;
  disposition: string | null;
  isInferred: Generated<0 | 1>;
}

export interface ProofSetAsideTable {
  id: string;
  matterId: string;
  deliveryId: string | null;
  documentId: string;
  words: string;
  keptAt: string;
  keptBy: string;
}

export interface DeliveryCheckTable {
  id: string;
  matterId: string;
  deliveryId: string;
  warning: string;
  reason: string;
  checkedAt: string;
  checkedBy: string;
}

export interface DispatchTable {
  id: string;
  matterId: string;
  buildId: string;
  recipient: string;
  address: string;
  subject: string;
  words: Generated<string>;
  messageId: string;
  messageSha256: string;
  messageBytes: number;
  isAgain: Generated<0 | 1>;
  state: 'waiting' | 'claimed' | 'sending' | 'sent' | 'in-doubt' | 'failed' | 'withdrawn';
  attempts: Generated<number>;
  retryMs: Generated<number>;
  fence: Generated<number>;
  leaseUntilMs: number | null;
  answer: string | null;
  reason: string | null;
  askedAt: string;
  askedBy: string;
  endedAt: string | null;
  endedBy: string | null;
  deliveryId: string | null;
  alertId: string | null;
}

export interface MatterRuleTable {
  id: string;
  matterId: string;
  familyId: string;
  number: number;
  name: string;
  count: number;
  unit: string;
  direction: 'forward' | 'backward' | 'at_least_after';
  firstDay: 'excluded' | 'included';
  roll: 'none' | 'onward' | 'next' | 'previous';
  calendar: string | null;
  cutOff: string | null;
  authority: string;
  setAt: string;
  setBy: string;
  endedAt: string | null;
  endedBy: string | null;
  endedReason: string | null;
  closedDays: 'left-out' | null;
}

export interface ExtensionTable {
  id: string;
  matterId: string;
  deadlineId: string;
  state: 'unconfirmed' | 'confirmed' | 'lapsed' | 'withdrawn' | 'superseded';
  fromOn: string;
  extendedTo: string;
  count: number | null;
  unit: string | null;
  terms: string;
  agreedWith: string;
  agreedOn: string;
  confirmBy: string;
  documentId: string | null;
  confirmedAt: string | null;
  confirmedBy: string | null;
  endedAt: string | null;
  endedBy: string | null;
  endedReason: string | null;
  recordedAt: string;
  recordedBy: string;
}

export interface TollingTable {
  id: string;
  matterId: string;
  deadlineId: string;
  fromOn: string;
  untilOn: string | null;
  wasDue: string;
  daysLeft: number;
  resumedAs: string | null;
  reason: string;
  documentId: string | null;
  recordedAt: string;
  recordedBy: string;
  endedAt: string | null;
  endedBy: string | null;
  endedReason: string | null;
}

export interface ClosureTable {
  id: string;
  matterId: string;
  closedOn: string;
  what: string;
  authority: string;
  enteredAt: string;
  enteredBy: string;
  voidedAt: string | null;
  voidedBy: string | null;
  voidReason: string | null;
}

export interface RecountTable {
  id: string;
  matterId: string;
  deadlineId: string;
  basis: string;
  wasBasis: string;
  input: string;
  result: string;
  computedOn: string;
  earliestOn: string;
  state: 'asked' | 'taken' | 'kept' | 'same' | 'overtaken';
  raisedAt: string;
  answeredAt: string | null;
  answeredBy: string | null;
  answerReason: string | null;
}

export interface PreDatePlanTable {
  id: string;
  matterId: string;
  number: number;
  steps: string;
  setAt: string;
  setBy: string;
}

export interface AssignmentTable {
  id: string;
  deadlineId: string;
  responsible: string | null;
  second: string | null;
  setAt: string;
  setBy: string;
}

export interface EscalationTable {
  id: string;
  deadlineId: string;
  matterId: string;
  accountId: string;
  kind: 'T-1' | 'T+0';
  dueOn: string;
  raisedAt: string;
  acknowledgedAt: string | null;
}

export interface ReminderSettingTable {
  accountId: string;
  digest: Generated<0 | 1>;
  digestHour: Generated<number>;
  words: Generated<0 | 1>;
  digestedOn: string | null;
  version: Generated<number>;
}

export interface OutboxTable {
  id: string;
  kind: 'digest' | 'T-3' | 'T-1' | 'T-0' | 'overdue' | 'escalation' | 'test';
  about: string;
  day: string;
  accountId: string;
  deadlineId: string | null;
  matterId: string | null;
  state: 'waiting' | 'claimed' | 'sending' | 'sent' | 'in-doubt' | 'failed' | 'withdrawn' | 'no-server';
  plannedAt: string;
  attempts: Generated<number>;
  retryMs: Generated<number>;
  fence: Generated<number>;
  leaseUntilMs: number | null;
  endedAt: string | null;
  answer: string | null;
  reason: string | null;
}

export interface LeaseTable {
  name: string;
  holder: string;
  untilMs: number;
}

export interface CalendarFeedTable {
  id: string;
  accountId: string;
  matterId: string | null;
  tokenHash: string;
  words: Generated<0 | 1>;
  madeAt: string;
  revokedAt: string | null;
}

export interface StatementTable {
  id: string;
  matterId: string;
  number: number;
  madeWords: string;
  madeBy: string;
  madeTo: Generated<string>;
  madeOn: string | null;
  madeWhere: Generated<string>;
  /** The item that shows it was said. */
  shownBy: string | null;
  shownAt: Generated<string>;
  putWords: string;
  putLetter: string | null;
  difference: Generated<string>;
  position: Generated<string>;
  state: 'at-issue' | 'voided';
  voidReason: string | null;
  enteredAt: string;
  enteredBy: string;
  version: Generated<number>;
}

export interface StatementDemandTable {
  statementId: string;
  demandId: string;
}

export interface StatementLinkTable {
  id: string;
  statementId: string;
  itemId: string;
  bearing: 'for' | 'against' | 'context';
  place: Generated<string>;
  note: Generated<string>;
  linkedAt: string;
  linkedBy: string;
  /** What becomes of an item that cuts against us. */
  review: 'goes' | 'not-responsive' | 'privileged' | null;
  reviewReason: Generated<string>;
  reviewedAt: string | null;
  reviewedBy: string | null;
  endedAt: string | null;
  endedBy: string | null;
  endReason: string | null;
  version: Generated<number>;
}

/** An item's file read as measurements. */
export interface MeasurementSourceTable {
  id: string;
  matterId: string;
  number: number;
  itemId: string;
  /** Of the original. */
  sha256: string;
  fileName: string;
  /** JSON: how the file is read and which column is what. */
  how: string;
  /** SHA-256 over the names of the columns in order; empty where the file has none. */
  columnsKey: Generated<string>;
  /** The instant after which a time lies in the future. */
  asOf: string;
  /** Names the derived table that was made when the file was last read; another name now is another reader. */
  cacheKey: string;
  state: 'reading' | 'ready' | 'withdrawn';
  facts: Generated<string>;
  profile: Generated<string>;
  records: Generated<number>;
  used: Generated<number>;
  rejected: Generated<number>;
  reasons: Generated<string>;
  jobId: string;
  replaces: string | null;
  enteredAt: string;
  enteredBy: string;
  readAt: string | null;
  withdrawnAt: string | null;
  withdrawnBy: string | null;
  withdrawnReason: string | null;
  version: Generated<number>;
}

/** One version of how a matter's readings are judged. */
export interface MeasurementMethodTable {
  id: string;
  matterId: string;
  number: number;
  measure: 'download' | 'upload' | 'roundTrip' | 'loss';
  level: number;
  windowMinutes: number;
  peakFrom: number;
  peakTo: number;
  peakDays: 'all' | 'weekdays';
  zone: string;
  note: Generated<string>;
  reason: string;
  setAt: string;
  setBy: string;
}

export interface MeasurementRunTable {
  id: string;
  matterId: string;
  number: number;
  methodId: string;
  repeats: string | null;
  jobId: string;
  records: number | null;
  used: number | null;
  resultHash: string | null;
  startedAt: string;
  startedBy: string;
  finishedAt: string | null;
}

export interface MeasurementRunSourceTable {
  runId: string;
  sourceId: string;
}

export interface MeasurementRunFiguresTable {
  runId: string;
  content: string;
}

/** An item's file read as a list of notices. */
export interface NoticeListTable {
  id: string;
  matterId: string;
  number: number;
  itemId: string;
  /** Of the original. */
  sha256: string;
  fileName: string;
  /** JSON: how the file is read and which column is what. */
  how: string;
  /** SHA-256 over the names of the columns in order. */
  columnsKey: string;
  /** The instant after which a time lies in the future. */
  asOf: string;
  /** Names the derived tables that were made when the list was read; another name now is another reader. */
  cacheKey: string;
  state: 'reading' | 'ready' | 'voided';
  profile: Generated<string>;
  jobId: string;
  replaces: string | null;
  enteredAt: string;
  enteredBy: string;
  readAt: string | null;
  voidReason: string | null;
  version: Generated<number>;
}

/** One wording of the notice, one revision a row: none is ever lost. */
export interface NoticeTextTable {
  id: string;
  matterId: string;
  number: number;
  revision: number;
  state: 'current' | 'superseded' | 'voided';
  voidReason: string | null;
  enteredAt: string;
  enteredBy: string;
  /** As the lists name it in their own column; empty where they do not. */
  code: Generated<string>;
  words: string;
  shownBy: string | null;
}

/** Which text went to which networks, from when to when, one revision a row. */
export interface NoticeCampaignTable {
  id: string;
  matterId: string;
  number: number;
  revision: number;
  state: 'current' | 'superseded' | 'voided';
  voidReason: string | null;
  enteredAt: string;
  enteredBy: string;
  title: string;
  textNumber: number | null;
  /** JSON: the names as the lists write them; empty means every network. */
  networks: string;
  fromOn: string;
  toOn: string | null;
  source: Generated<string>;
}

/** Deliveries set against measurements. */
export interface NoticeRunTable {
  id: string;
  matterId: string;
  number: number;
  listId: string;
  method: string;
  /** The number of the matter's method of measurement that level and window come from. */
  methodNumber: number | null;
  reason: string;
  jobId: string;
  repeats: string | null;
  cacheKey: string;
  result: Generated<string>;
  resultHash: string | null;
  /** Why notices went out after the day on which they were to stop, in a person's words. */
  lateCause: Generated<string>;
  lateCauseAt: string | null;
  lateCauseBy: string | null;
  startedAt: string;
  startedBy: string;
  finishedAt: string | null;
  version: Generated<number>;
}

export interface NoticeRunSourceTable {
  runId: string;
  sourceId: string;
}

/** Who may see the names behind the rows of a matter's lists. */
export interface IdentityRightTable {
  id: string;
  matterId: string;
  accountId: string;
  reason: string;
  grantedAt: string;
  grantedBy: string;
  endedAt: string | null;
  endedBy: string | null;
  endReason: string | null;
}

/** In which form people leave the file, and who decided it. */
export interface DisclosureTable {
  id: string;
  matterId: string;
  number: number;
  listId: string;
  runId: string | null;
  demandId: string | null;
  mode: 'counts' | 'pseudonyms' | 'identified' | 'held-back';
  title: string;
  choices: Generated<string>;
  /** The legal basis of an identified list, or the ground on which one is held back. */
  ground: Generated<string>;
  state: 'asked' | 'making' | 'made' | 'held-back' | 'withdrawn';
  jobId: string | null;
  itemId: string | null;
  sha256: string | null;
  rowCount: number | null;
  askedAt: string;
  askedBy: string;
  approvedAt: string | null;
  approvedBy: string | null;
  approvalForm: 'two-people' | 'one-person' | null;
  approvalReason: Generated<string>;
  madeAt: string | null;
  endReason: string | null;
  version: Generated<number>;
  /** JSON: in which zone and with what beside the findings counts were told; null for other forms and before this was kept. */
  told: string | null;
}
