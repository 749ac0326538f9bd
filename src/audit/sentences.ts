/** What a sentence may use: the names are looked up when it is shown, the facts come from the event. */
export interface Told {
  readonly who: string;
  readonly fact: (name: string) => string;
  /** Whether the event carries a fact at all: older ones have fewer. */
  readonly has: (name: string) => boolean;
}

type Sentence = (told: Told) => string;

/** `, 3 pages`; nothing where the number is not on record. */
function counted(number: string, noun: string, before: string): string {
  if (!/^\d+$/.test(number)) return '';
  return `${before}${number} ${noun}${number === '1' ? '' : 's'}`;
}

/** Whoever makes accounts may be counsel at the same time. */
function administers(fact: Told['fact']): string {
  return fact('administers') === 'true' && fact('role') !== 'admin' ? ', which also administers' : '';
}

/** Every action and how it reads. The compiler keeps this list complete: an action without a sentence does not build. */
export const SENTENCES = {
  'installation.begun': () => 'Rejoinder was set up in this data folder',
  'account.created': ({ who, fact }) =>
    `${who} made an account with the role ${fact('role')}${administers(fact)}`,
  'account.roleChanged': ({ who, fact }) =>
    `${who} changed the role of an account to ${fact('role')}${administers(fact)}`,
  'account.passwordChanged': ({ who }) => `${who} changed their own password and ended their other sessions`,
  'account.zoneChanged': ({ who, fact }) => `${who} set their own time zone to ${fact('zone')}`,
  'account.passwordSet': ({ who }) => `${who} set a new password for an account and ended its sessions`,
  'account.disabled': ({ who }) => `${who} switched an account off and ended its sessions`,
  'account.enabled': ({ who }) => `${who} switched an account on again`,
  'account.signedIn': ({ who }) => `${who} signed in`,
  'account.signedOut': ({ who }) => `${who} signed out`,
  'account.refused': () => 'A sign-in was refused',
  'sample.offered': ({ who, fact }) => `${who} switched the sample ${fact('state')}`,
  'matter.opened': ({ who, fact }) => `${who} opened matter ${fact('number')}`,
  'matter.edited': ({ who, fact }) => `${who} changed ${fact('fields')} of the matter`,
  'matter.closed': ({ who, fact }) =>
    `${who} closed the matter, with a reason${counted(fact('runningOn'), 'running date', ', having seen ')}${counted(fact('unsent'), 'file', ', approved and not sent: ')}${counted(fact('changed'), 'response', ', changed since it was sent: ')}${counted(fact('unproved'), 'sending', ', without proof: ')}`,
  'matter.reopened': ({ who }) => `${who} opened the matter again, with a reason`,
  'access.granted': ({ who, fact }) => `${who} gave an account access as ${fact('access')}`,
  'access.withdrawn': ({ who }) => `${who} withdrew an account's access`,
  'party.removed': ({ who, fact }) => `${who} took a ${fact('capacity')} off the side “${fact('side')}”`,
  'party.added': ({ who, fact }) => `${who} added a ${fact('capacity')} on the side “${fact('side')}”`,
  'document.kept': ({ who, fact }) =>
    `${who} added a file of ${fact('bytes')} bytes, kept as ${fact('sha256')}`,
  'document.read': ({ fact }) => `A file was read: ${fact('state')}${counted(fact('pages'), 'page', ', ')}`,
  'document.readAgain': ({ fact }) =>
    `A file was read again by a newer reader: ${fact('outcome')}${counted(fact('attached'), 'file', ', with ')}`,
  'document.downloaded': ({ who, fact }) => `${who} downloaded the original ${fact('sha256')}`,
  'document.viewed': ({ who, fact }) => `${who} looked at the file ${fact('sha256')}`,
  'letter.received': ({ who, fact }) => `${who} logged letter ${fact('number')}`,
  'letter.scanQueued': ({ who, fact }) =>
    `${who} had ${counted(fact('pages'), 'page', '') || 'the pages'} of letter ${fact('number')} read by machine (OCR)`,
  'letter.scanStopped': ({ who, fact }) =>
    `${who} stopped the reading of letter ${fact('number')} by machine`,
  'letter.scanRead': ({ fact }) =>
    `${counted(fact('pages'), 'page', '') || 'The pages'} of letter ${fact('number')} were read by machine (OCR), ${fact('words')} with words`,
  'letter.readAgain': ({ fact }) =>
    `The words of letter ${fact('number')} changed when its file was read again by a newer reader: ${fact('moved')} demands stand elsewhere, ${fact('lost')} are not found`,
  'letter.changeSeen': ({ who, fact }) =>
    `${who} looked at what changed when letter ${fact('number')} was read again`,
  'letter.sent': ({ who, fact }) => `${who} added our letter ${fact('number')} as it was sent`,
  'letter.filed': ({ who, fact }) => `${who} filed letter ${fact('number')} under this matter`,
  'letter.reviewed': ({ who, fact }) => `${who} confirmed the facts of letter ${fact('number')}`,
  'letter.edited': ({ who, fact }) => `${who} changed ${fact('fields')} of letter ${fact('number')}`,
  'letter.voided': ({ who, fact }) => `${who} voided letter ${fact('number')}, with a reason`,
  'letter.demandsComplete': ({ who, fact }) =>
    `${who} confirmed that the ${fact('demands')} demands of letter ${fact('number')} are all of them`,
  'letter.dismissed': ({ who, fact }) =>
    `${who} said of ${fact('dismissed')} sentences of letter ${fact('number')} that they are no demand`,
  'letter.demandsReopened': ({ who, fact }) =>
    `${who} opened the list of demands of letter ${fact('number')} again`,
  'letter.proposalsDecided': ({ who, fact }) =>
    `${who} ${fact('what')} ${fact('proposals')} of the demands proposed for letter ${fact('number')}`,
  'demand.entered': ({ who, fact }) => `${who} entered demand ${fact('number')}`,
  'demand.edited': ({ who, fact }) => `${who} changed demand ${fact('number')}`,
  'demand.day-moved': ({ fact }) =>
    `The day that the words of demand ${fact('number')} name became ${fact('now')} (it was ${fact('was')}), since the letter’s date was corrected`,
  'demand.ended': ({ who, fact }) =>
    `${who} marked demand ${fact('number')} as ${fact('state')}, with a reason`,
  'demand.responded': ({ who, fact }) => `${who} wrote the response to demand ${fact('number')}`,
  'demand.performed': ({ who, fact }) => `${who} recorded what was done about demand ${fact('number')}`,
  'deadline.set': ({ who, fact }) =>
    `${who} set a date (${fact('whose')}): ${fact('due')} by rule ${fact('rule')}`,
  'deadline.proposed': ({ fact }) => `A provisional date was found: ${fact('due')}`,
  'deadline.adopted': ({ who, fact }) => `${who} adopted ${fact('due')} as the working date`,
  'deadline.decided': ({ who, fact }) => `${who} decided on “immediately”: ${fact('decision')}`,
  'deadline.met': ({ who, fact, has }) =>
    has('due')
      ? `${who} recorded the date ${fact('due')} as met on ${fact('metOn')}`
      : `${who} recorded a date as met on ${fact('metOn')}`,
  'deadline.voided': ({ who, fact }) => `${who} voided the date ${fact('due')}, with a reason`,
  'deadline.superseded': ({ who, fact }) => `${who} replaced the date ${fact('due')}, with a reason`,
  'deadline.noResponse': ({ who, fact }) =>
    `${who} decided that the date ${fact('due')} gets no response, with a reason`,
  'deadline.reopened': ({ who, fact }) => `${who} took up the date ${fact('due')} again, with a reason`,
  'deadline.assigned': ({ who }) => `${who} changed who looks after a date`,
  'deadline.preDated': ({ who, fact }) =>
    `${who} set ${counted(fact('dates'), 'pre-date', '')} before the date ${fact('due')}`,
  'deadline.recounted': ({ fact }) =>
    `A date was counted anew (${fact('was')} becomes ${fact('due')}) and waits for an answer`,
  'deadline.recountAnswered': ({ who, fact }) => `${who} ${fact('answer')} the new count ${fact('due')}`,
  'deadline.escalated': ({ fact }) =>
    `The date ${fact('due')} was not met on ${fact('kind')}: ${counted(fact('people'), 'person', '')} told`,
  'escalation.acknowledged': ({ who, fact }) => `${who} took note of the date ${fact('due')}`,
  'extension.recorded': ({ who, fact }) =>
    `${who} recorded an extension from ${fact('from')} to ${fact('due')}, to be confirmed by ${fact('confirmBy')}`,
  'extension.confirmed': ({ who, fact }) =>
    `${who} attached the written confirmation of the extension to ${fact('due')}`,
  'extension.lapsed': ({ fact }) =>
    `Nobody confirmed the extension to ${fact('extendedTo')} in time: the date is ${fact('due')} again`,
  'extension.waitsAgain': ({ fact }) =>
    `The extension to ${fact('extendedTo')} had lapsed by a clock that ran ahead; it waits for its confirmation by ${fact('confirmBy')} again`,
  'extension.withdrawn': ({ who, fact }) =>
    `${who} withdrew the extension to ${fact('extendedTo')}, with a reason`,
  'tolling.started': ({ who, fact }) =>
    `${who} stopped the clock of a date from ${fact('from')}, ${counted(fact('left'), 'day', '')} left`,
  'tolling.ended': ({ who, fact }) =>
    `${who} let the clock run again after ${fact('until')}: the date is ${fact('due')}`,
  'tolling.withdrawn': ({ who, fact }) =>
    `${who} withdrew the stop of the clock from ${fact('from')}, with a reason`,
  'closure.entered': ({ who, fact }) => `${who} entered ${fact('on')} as a day on which an office is closed`,
  'closure.voided': ({ who, fact }) => `${who} voided the closed day ${fact('on')}, with a reason`,
  'preDates.planned': ({ who, fact }) =>
    `${who} changed the template of pre-dates, version ${fact('number')}`,
  'matterRule.written': ({ who, fact }) => `${who} wrote a rule of this matter, version ${fact('number')}`,
  'matterRule.withdrawn': ({ who, fact }) =>
    `${who} withdrew a rule of this matter, version ${fact('number')}, with a reason`,
  'item.added': ({ who, fact }) => `${who} added item ${fact('number')}`,
  'item.edited': ({ who, fact }) => `${who} changed ${fact('fields')} of item ${fact('number')}`,
  'item.linked': ({ who, fact }) => `${who} linked item ${fact('number')} to demand ${fact('demand')}`,
  'item.unlinked': ({ who, fact }) => `${who} unlinked item ${fact('number')} from demand ${fact('demand')}`,
  'item.withdrawn': ({ who, fact }) => `${who} withdrew item ${fact('number')}, with a reason`,
  'statement.entered': ({ who, fact }) => `${who} entered statement at issue ${fact('number')}`,
  'statement.edited': ({ who, fact }) => `${who} changed statement at issue ${fact('number')}`,
  'statement.voided': ({ who, fact }) => `${who} voided statement at issue ${fact('number')}, with a reason`,
  'statement.linked': ({ who, fact }) =>
    `${who} linked item ${fact('item')} to statement at issue ${fact('number')} (${fact('bearing')})`,
  'statement.unlinked': ({ who, fact }) =>
    `${who} ended the link of item ${fact('item')} to statement at issue ${fact('number')}, with a reason`,
  'statement.reviewed': ({ who, fact }) =>
    `${who} reviewed item ${fact('item')}, which is against us on statement ${fact('number')}: ${fact('review')}`,
  'measurementSource.entered': ({ who, fact }) =>
    `${who} had item ${fact('item')} read as measurements, source ${fact('number')}`,
  'measurementSource.read': ({ fact }) =>
    `The readings of source ${fact('number')} are kept: ${fact('used')} used, ${fact('rejected')} set aside`,
  'measurementSource.rebuilt': ({ who, fact }) =>
    `${who} had the readings of source ${fact('number')} made again from the original`,
  'measurementSource.withdrawn': ({ who, fact }) =>
    `${who} withdrew source ${fact('number')} of measurements, with a reason`,
  'measurementMethod.set': ({ who, fact }) =>
    `${who} set the method of the measurements, version ${fact('number')}, with a reason`,
  'measurementRun.started': ({ who, fact }) =>
    `${who} began run ${fact('number')} of the measurements by method version ${fact('method')}`,
  'measurementRun.finished': ({ fact }) =>
    `Run ${fact('number')} of the measurements is kept, result ${fact('result')}`,
  'noticeList.entered': ({ who, fact }) =>
    `${who} had item ${fact('item')} read as a notice list, ${fact('number')}`,
  'noticeList.read': ({ fact }) =>
    `Notice list ${fact('number')} is read: ${fact('deliveries')} deliveries, ${fact('uncounted')} rows in no count`,
  'noticeList.rebuilt': ({ fact }) => `The tables of notice list ${fact('number')} were made again`,
  'noticeList.voided': ({ who, fact }) => `${who} voided notice list ${fact('number')}, with a reason`,
  'noticeList.namesSeen': ({ who, fact }) =>
    `${who} looked at account names: ${fact('rows')} rows of ${fact('of')}`,
  'noticeText.entered': ({ who, fact }) => `${who} entered notice text ${fact('number')}`,
  'noticeText.revised': ({ who, fact }) =>
    `${who} revised notice text ${fact('number')}, revision ${fact('revision')}`,
  'noticeText.voided': ({ who, fact }) => `${who} voided notice text ${fact('number')}, with a reason`,
  'noticeCampaign.entered': ({ who, fact }) => `${who} entered notice campaign ${fact('number')}`,
  'noticeCampaign.revised': ({ who, fact }) =>
    `${who} revised notice campaign ${fact('number')}, revision ${fact('revision')}`,
  'noticeCampaign.voided': ({ who, fact }) =>
    `${who} voided notice campaign ${fact('number')}, with a reason`,
  'noticeRun.started': ({ who, fact }) =>
    `${who} began reconciliation ${fact('number')} of notice list ${fact('list')}, with a reason`,
  'noticeRun.finished': ({ fact }) => `Reconciliation ${fact('number')} is kept, result ${fact('result')}`,
  'noticeRun.lateExplained': ({ who, fact }) =>
    `${who} said why notices of reconciliation ${fact('number')} went out after the day they were to stop`,
  'identityRight.granted': ({ who }) =>
    `${who} gave an account the right to see account names, with a reason`,
  'identityRight.ended': ({ who }) => `${who} ended an account’s right to see account names, with a reason`,
  'disclosure.asked': ({ who, fact }) =>
    `${who} asked for disclosure ${fact('number')} of notice list ${fact('list')} (${fact('mode')})`,
  'disclosure.approved': ({ who, fact }) =>
    `${who} approved disclosure ${fact('number')}, which names accounts, on a stated legal basis`,
  'disclosure.made': ({ fact }) =>
    `Disclosure ${fact('number')} (${fact('mode')}) is item ${fact('item')}, ${fact('sha256')}`,
  'disclosure.heldBack': ({ who, fact }) =>
    `${who} held notice list ${fact('list')} back, disclosure ${fact('number')}, on a ground`,
  'disclosure.withdrawn': ({ who, fact }) => `${who} withdrew disclosure ${fact('number')}, with a reason`,
  'reply.written': ({ who, fact }) => `${who} began reply ${fact('number')}`,
  'reply.edited': ({ who, fact }) => `${who} changed reply ${fact('number')}`,
  'reply.voided': ({ who, fact }) => `${who} voided reply ${fact('number')}, with a reason`,
  'reply.versionKept': ({ who, fact }) =>
    `${who} kept version ${fact('version')} of the letter of reply ${fact('number')}`,
  'reply.downloaded': ({ who, fact }) =>
    `${who} downloaded the letter of reply ${fact('number')} as ${fact('format')}, ${fact('sha256')}`,
  'reply.promised': ({ who, fact }) =>
    `${who} confirmed a promise in reply ${fact('number')}, due ${fact('promisedOn')}`,
  'template.written': ({ who, fact }) => `${who} wrote a template of letters (${fact('kind')})`,
  'template.withdrawn': ({ who, fact }) => `${who} took a template of letters off the list (${fact('kind')})`,
  'bundle.created': ({ who, fact, has }) =>
    has('continues')
      ? `${who} began bundle ${fact('number')} (${fact('purpose')}), which continues ${fact('continues')}`
      : `${who} began bundle ${fact('number')} (${fact('purpose')})`,
  'bundle.edited': ({ who, fact }) => `${who} changed ${fact('fields')} of bundle ${fact('number')}`,
  'bundle.buildQueued': ({ who, fact }) => `${who} asked for a build of bundle ${fact('number')}`,
  'bundle.built': ({ who, fact }) =>
    `${who} built bundle ${fact('number')}${counted(fact('pages'), 'page', ', ')}, ${fact('draft')}, kept as ${fact('sha256')}`,
  'bundle.buildFailed': ({ fact }) => `A build of bundle ${fact('number')} failed`,
  'bundle.findingCleared': ({ who, fact }) =>
    fact('level') === 'note'
      ? `${who} marked a note on bundle ${fact('number')} as read`
      : `${who} cleared a ${fact('level')} of bundle ${fact('number')}, with a reason`,
  'bundle.approved': ({ who, fact }) =>
    `${who} approved the exact file ${fact('sha256')} of bundle ${fact('number')} (${fact('form')})`,
  'bundle.downloaded': ({ who, fact }) => `${who} downloaded bundle ${fact('number')}, ${fact('sha256')}`,
  'bundle.viewed': ({ who, fact }) => `${who} looked at bundle ${fact('number')}, ${fact('sha256')}`,
  'bundle.superseded': ({ who, fact }) => `${who} superseded bundle ${fact('number')}, with a reason`,
  'delivery.sent': ({ who, fact }) =>
    `${who} recorded that bundle ${fact('number')} was sent by ${fact('method')} on ${fact('sentOn')}`,
  'delivery.proved': ({ who, fact }) =>
    fact('outcome').startsWith('the approved file, to the byte')
      ? `${who} kept the mail that proves the sending of bundle ${fact('number')}: ${fact('outcome')}`
      : `${who} attached proof of delivery of bundle ${fact('number')}: ${fact('outcome')}`,
  'delivery.held': ({ who, fact, has }) =>
    !has('sha256')
      ? `${who} recorded bundle ${fact('number')} as sent to somebody who is no addressee of its letter; it meets no date until counsel decides`
      : `${who} kept the mail with bundle ${fact('number')}, ${fact('sha256')}; it meets no date until counsel decides`,
  'delivery.setAside': ({ who, fact }) => `${who} kept a file that proves no delivery, ${fact('sha256')}`,
  'delivery.checked': ({ who, fact }) =>
    `${who} checked a warning about what was sent of bundle ${fact('number')}, with a reason`,
  'delivery.voided': ({ who, fact }) =>
    `${who} voided a delivery of bundle ${fact('number')} recorded as sent on ${fact('sentOn')}, with a reason`,
  'delivery.refuted': ({ who, fact }) =>
    `${who} kept a report that bundle ${fact('number')}, recorded as sent on ${fact('sentOn')}, did not arrive`,
  'delivery.papered': ({ who, fact }) =>
    `${who} kept a ${fact('kind')} about what was sent of bundle ${fact('number')}`,
  'dispatch.asked': ({ who, fact }) =>
    `${who} asked for bundle ${fact('number')}, ${fact('sha256')}, to be mailed`,
  'dispatch.sent': ({ fact }) => `The mail server took the mail with bundle ${fact('number')}`,
  'dispatch.failed': ({ fact }) => `The mail with bundle ${fact('number')} was not sent: ${fact('why')}`,
  'dispatch.doubted': ({ fact }) => `It is not known whether the mail with bundle ${fact('number')} went out`,
  'dispatch.settled': ({ who, fact }) =>
    `${who} said of the mail with bundle ${fact('number')} that was in doubt: ${fact('outcome')}`,
  'dispatch.withdrawn': ({ who, fact }) =>
    `${who} withdrew the mail with bundle ${fact('number')} before it went out`,
  'delivery.overridden': ({ who, fact }) =>
    `${who} counted bundle ${fact('number')} as delivered on ${fact('deliveredOn')} without proof, with a reason`,
  'reminder.sent': ({ fact }) => `A reminder was sent (${fact('kind')}, ${fact('day')})`,
  'reminder.failed': ({ fact }) =>
    `A reminder was refused by the mail server (${fact('kind')}, ${fact('day')})`,
  'reminder.doubted': ({ fact }) =>
    `Whether a reminder arrived is in doubt (${fact('kind')}, ${fact('day')})`,
  'reminder.withdrawn': ({ fact }) =>
    `A reminder that had not gone out was withdrawn (${fact('kind')}, ${fact('day')})`,
  'reminder.resent': ({ who, fact }) =>
    `${who} had a reminder sent again that was ${fact('was')} (${fact('kind')}, ${fact('day')}), with a reason`,
  'reminder.arrived': ({ who, fact }) =>
    `${who} recorded that a reminder that was in doubt did arrive (${fact('kind')}, ${fact('day')}), with a reason`,
  'reminder.tested': ({ who }) => `${who} asked for a test mail`,
  'reminder.settingsChanged': ({ who }) => `${who} changed how they are reminded`,
  'feed.made': ({ who, fact }) => `${who} made the address of a calendar (${fact('of')})`,
  'feed.revoked': ({ who, fact }) => `${who} revoked the address of a calendar (${fact('of')})`,
} as const satisfies Record<string, Sentence>;

export type Action = keyof typeof SENTENCES;

export function isAction(text: string): text is Action {
  return Object.hasOwn(SENTENCES, text);
}
