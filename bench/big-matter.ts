import { createHash } from 'node:crypto';
import type { Actor } from '../src/audit/event.js';
import { recordEvent } from '../src/audit/audit-store.js';
import { insertBuild, updateBuild } from '../src/bundles/build-store.js';
import { getBundle, listEntries } from '../src/bundles/bundle-store.js';
import { marksByItem } from '../src/bundles/bundle.js';
import { createBundle } from '../src/bundles/create-bundle.js';
import { listHeldBack } from '../src/bundles/held-back-store.js';
import { storedSpec } from '../src/bundles/stored-spec.js';
import { insertDeadline } from '../src/deadlines/deadline-store.js';
import { insertDemand, insertResponse } from '../src/demands/demand-store.js';
import { insertDocument, insertPageText } from '../src/documents/document-store.js';
import { insertLink } from '../src/evidence/item-link-store.js';
import { insertItem } from '../src/evidence/item-store.js';
import { insertLetter } from '../src/letters/letter-store.js';
import { getMatter } from '../src/matters/matter-store.js';
import { openMatter } from '../src/matters/open-matter.js';
import { inTransaction } from '../src/platform/database.js';
import type { Deps } from '../src/platform/deps.js';
import { newId } from '../src/platform/ids.js';
import { letterInHand } from '../src/replies/letter-in-hand.js';
import { getReplyIn } from '../src/replies/reply-store.js';
import { storedContent } from '../src/replies/versions/reply-version.js';
import { insertVersion } from '../src/replies/versions/version-store.js';
import { writeReply } from '../src/replies/write-reply.js';
import { insertStatement, insertStatementLink, setDemands } from '../src/statements/statement-store.js';

/** How much a matter holds. */
export interface Size {
  readonly items: number;
  readonly letters: number;
  readonly demandsOfLetter: number;
  readonly bundles: number;
  readonly entries: number;
  readonly deadlines: number;
}

export interface SeededMatter {
  readonly matterId: string;
  readonly demandIds: readonly string[];
  readonly itemIds: readonly string[];
  readonly bundleIds: readonly string[];
  readonly replyIds: readonly string[];
  readonly statementId: string;
}

const DAY = '2014-06-05';
const AT_ONCE = 500;
const MAIL_EVERY = 20;
const PRIVILEGED_EVERY = 40;

/** A matter of that size, made by the functions that the pages themselves write with; every item bears on one demand. */
export async function seedMatter(deps: Deps, title: string, size: Size, by: Actor): Promise<SeededMatter> {
  const matterId = await openMatter(
    deps,
    {
      title,
      regime: 'private',
      zone: 'America/Los_Angeles',
      legend: 'Privileged and confidential',
      approvalForm: 'two-people',
      ourParty: 'Netflix',
      theirParty: 'Verizon',
    },
    by,
  );
  const letters = await seedLetters(deps, matterId, size, by);
  const demandIds = letters.flatMap((letter) => letter.demandIds);
  const itemIds = await seedItems(deps, matterId, size.items, demandIds, by);
  const statementId = await seedStatement(deps, matterId, demandIds, itemIds, by);
  const replyIds: string[] = [];
  const bundleIds: string[] = [];
  for (let at = 0; at < size.bundles; at += 1) {
    const from = Math.floor((at * (size.items - size.entries)) / Math.max(1, size.bundles));
    // Every other bundle has a letter in front, as long as there are letters to answer.
    const letter = at % 2 === 0 ? letters[at / 2] : undefined;
    const matter = await getMatter(deps.db, matterId);
    const replyId = letter === undefined ? null : await writeReply(deps, matter, letter.id, by);
    if (replyId !== null) replyIds.push(replyId);
    const chosen = itemIds.slice(from, from + size.entries);
    bundleIds.push(await seedBundle(deps, matterId, `Bundle ${at + 1}`, chosen, replyId, by));
  }
  return { matterId, demandIds, itemIds, bundleIds, replyIds, statementId };
}

async function seedLetters(deps: Deps, matterId: string, size: Size, by: Actor) {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const letters: { id: string; demandIds: string[] }[] = [];
    for (let number = 1; number <= size.letters; number += 1) {
      const id = await insertLetter(tx, {
        matterId,
        number: `L-${number}`,
        direction: 'in',
        state: 'reviewed',
        subject: `Letter ${number}`,
        sender: 'Verizon',
        recipient: 'Netflix',
        datedOn: DAY,
        receivedOn: DAY,
        demandsCompleteAt: at,
        demandsCompleteBy: by.accountId,
        loggedAt: at,
        loggedBy: by.accountId,
      });
      const demandIds: string[] = [];
      for (let of = 1; of <= size.demandsOfLetter; of += 1) {
        const { id: demandId } = await insertDemand(tx, {
          ...{ matterId, letterId: id, quote: `provide what letter ${number} asks for, part ${of}` },
          ...{ page: 1, kind: 'documents', state: 'open', enteredAt: at, enteredBy: by.accountId },
        });
        demandIds.push(demandId);
        if (of % 2 === 1)
          await insertResponse(tx, {
            ...{ demandId, matterId, stance: 'will-comply', holdsBack: 'no', words: 'They are enclosed.' },
            ...{ promiseWords: null, promisedOn: null, writtenAt: at, writtenBy: by.accountId },
            exhibits: null,
          });
      }
      letters.push({ id, demandIds });
    }
    for (let date = 0; date < size.deadlines; date += 1)
      await insertDeadline(tx, dateOf(matterId, letters[date % letters.length]?.demandIds[0], date, at, by));
    return letters;
  });
}

function dateOf(matterId: string, demandId: string | undefined, number: number, at: string, by: Actor) {
  return {
    ...{ matterId, letterId: null, demandId: demandId ?? null, title: `Date ${number + 1}` },
    ...({ whose: 'asserted', state: 'open', words: null, rule: 'by-hand', input: '{}', result: '' } as const),
    ...{ computedOn: null, earliestOn: `2014-06-${String(6 + (number % 24)).padStart(2, '0')}` },
    ...{ workingOn: null, workingTime: null, zone: 'America/Los_Angeles', adoptedAt: null },
    ...{ adoptedBy: null, adoptedWhy: null, decision: null, metOn: null, metDelivery: null, metReason: null },
    ...{ endedReason: null, endedBy: null, endedAt: null, supersededBy: null, responsible: null },
    ...{ second: null, setAt: at, setBy: by.accountId },
  };
}

async function seedItems(
  deps: Deps,
  matterId: string,
  count: number,
  demandIds: readonly string[],
  by: Actor,
): Promise<string[]> {
  const at = deps.clock.now();
  const ids: string[] = [];
  while (ids.length < count)
    await inTransaction(deps, async (tx) => {
      for (let left = Math.min(AT_ONCE, count - ids.length); left > 0; left -= 1) {
        const number = ids.length + 1;
        const isMail = number % MAIL_EVERY === 0;
        const documentId = await insertDocument(tx, {
          ...{ matterId, parentId: null, sha256: someHash() },
          ...{ bytes: 1_000, name: `papers/${number}.${isMail ? 'eml' : 'pdf'}` },
          ...{ mediaType: isMail ? 'message/rfc822' : 'application/pdf', label: isMail ? 'Mail' : 'PDF' },
          ...{ state: 'readable', pages: 2, receivedAt: at, receivedBy: by.accountId, reason: null },
        });
        await insertPageText(tx, documentId, [
          { page: 1, text: `Measurements of network ${number}`, lines: [], width: 612, height: 792 },
        ]);
        const isPrivileged = number % PRIVILEGED_EVERY === 0;
        const item = await insertItem(tx, {
          ...{ matterId, documentId, kind: 'document', title: `Paper ${number} on the network` },
          ...{ custodian: `Custodian ${number % 30}`, source: 'Drive', datedOn: '2014-05-01' },
          ...{ isPrivileged: isPrivileged ? 1 : 0, privilegeGround: isPrivileged ? 'Attorney-client' : '' },
          ...{ addedAt: at, addedBy: by.accountId },
        });
        ids.push(item.id);
        const demandId = demandIds[number % demandIds.length];
        if (demandId !== undefined)
          await insertLink(tx, { itemId: item.id, demandId, linkedAt: at, linkedBy: by.accountId });
        await recordEvent(tx, {
          ...{ by, at, action: 'item.linked', subject: item.id, matterId },
          detail: { number: String(item.number), demand: 1 },
        });
      }
    });
  return ids;
}

async function seedStatement(
  deps: Deps,
  matterId: string,
  demandIds: readonly string[],
  itemIds: readonly string[],
  by: Actor,
): Promise<string> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const statement = await insertStatement(tx, {
      ...{ matterId, madeWords: 'The network is crowded', madeBy: 'Netflix', madeOn: DAY, shownBy: null },
      ...{ putWords: 'solely attributable', putLetter: null, voidReason: null },
      ...{ enteredAt: at, enteredBy: by.accountId },
    });
    await setDemands(tx, statement.id, demandIds.slice(0, 2));
    for (const [number, itemId] of itemIds.slice(0, 40).entries())
      await insertStatementLink(tx, {
        ...{ statementId: statement.id, itemId, bearing: number % 4 === 0 ? 'against' : 'for' },
        ...{ linkedAt: at, linkedBy: by.accountId, review: null, reviewedAt: null, reviewedBy: null },
        ...{ endedAt: null, endedBy: null, endReason: null },
      });
    return statement.id;
  });
}

/** A bundle in preparation with a final file that says what it says; no page is drawn for it. */
async function seedBundle(
  deps: Deps,
  matterId: string,
  title: string,
  itemIds: readonly string[],
  replyId: string | null,
  by: Actor,
): Promise<string> {
  const bundleId = await createBundle(
    deps,
    matterId,
    {
      ...{ title, purpose: 'enclosures', paper: 'letter', datedOn: DAY, legend: null },
      ...{ exhibitStyle: 'numbers', batesPrefix: null, batesDigits: null, replyId, itemIds },
    },
    by,
  );
  const [bundle, matter] = [await getBundle(deps.db, matterId, bundleId), await getMatter(deps.db, matterId)];
  const entries = await listEntries(deps.db, bundleId);
  const heldBack = await listHeldBack(deps.db, bundle);
  const more = { batesStart: 1, continues: null, log: matter.privilegeLog, heldBack };
  const { spec } = storedSpec(bundle, matter.title, entries, null, more);
  const at = deps.clock.now();
  const id = newId();
  const letterSha256 = replyId === null ? null : someHash();
  const reply = replyId === null ? null : await getReplyIn(deps.db, matterId, replyId);
  const marks = marksByItem(bundle, entries);
  const letter =
    reply && (await letterInHand(deps.db, matter, reply, reply, { bundle, marks, entries })).letter;
  await inTransaction(deps, async (tx) => {
    const build = { id, bundleId, matterId, jobId: newId(), bundleVersion: bundle.version } as const;
    await insertBuild(tx, { ...build, isDraft: 0, builtBy: by.accountId });
    const facts = { pdfSha256: someHash(), pages: itemIds.length * 2 };
    await updateBuild(tx, id, {
      ...{ state: 'built', spec: JSON.stringify(spec), letterSha256, builtAt: at },
      ...facts,
    });
    if (letter && replyId !== null)
      await insertVersion(tx, {
        ...{ replyId, matterId, ...storedContent(letter), letterSha256, savedAt: at },
        ...{ savedBy: by.accountId, why: '' },
      });
  });
  return bundleId;
}

function someHash(): string {
  return createHash('sha256').update(newId()).digest('hex');
}
