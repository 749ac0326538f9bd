import type { FileState } from '../bundles/file-state.js';
import { heldTo, heldWithoutPending, isRunning, isTolled, WHOSE } from '../deadlines/deadline.js';
import { standingText } from '../deadlines/standing.js';
import { dayIn, dayText } from '../platform/plain-date.js';
import { BY_METHOD } from '../replies/delivery/delivery.js';
import type {
  BundleOnPage,
  DeadlineOnPage,
  DeliveryOnPage,
  DemandOnPage,
  LetterOnPage,
} from './matter-page-store.js';
import type { Happening } from './timeline.js';

/** Everything the front page of a matter is made of. `base` is the matter's own address. */
export interface MatterOnPage {
  readonly base: string;
  readonly isClosed: boolean;
  readonly zone: string;
  /** The day in the matter's zone. */
  readonly today: string;
  readonly letters: readonly LetterOnPage[];
  readonly deadlines: readonly DeadlineOnPage[];
  readonly bundles: readonly BundleOnPage[];
  /** The file that counts, by bundle, of those in preparation. */
  readonly files: ReadonlyMap<string, FileState>;
  readonly deliveries: readonly DeliveryOnPage[];
  readonly demands: readonly DemandOnPage[];
  /** The letters that a reply in hand, or one that left, answers. */
  readonly repliedTo: ReadonlySet<string>;
  /** The demands whose response says something else than the file that left. */
  readonly changedSinceSent: ReadonlySet<string>;
}

export interface Waiting {
  readonly text: string;
  readonly path: string;
  readonly action: string;
  /** Only counsel does it; to others the link only leads there. */
  readonly isForCounsel?: boolean;
}

/** What happened and what is due, oldest first. */
export function happeningsOf(page: MatterOnPage): Happening[] {
  return [
    // Our own letters are on it as what was sent, with how and to whom.
    ...page.letters.filter(({ direction }) => direction === 'in').map((letter) => ofLetter(page, letter)),
    ...page.deadlines.flatMap((deadline) => ofDeadline(page, deadline)),
    ...page.bundles.flatMap((bundle) => ofBundle(page, bundle)),
    ...page.deliveries.flatMap((delivery) => ofDelivery(page, delivery)),
  ].sort((a, b) => a.on.localeCompare(b.on));
}

/** What the matter waits for, the most pressing first, each with the place to do it, for counsel or for someone else. */
export function waitingOf(
  {
    base,
    letters,
    deadlines,
    bundles,
    files,
    deliveries,
    demands,
    repliedTo,
    changedSinceSent,
  }: MatterOnPage,
  isCounsel: boolean,
): Waiting[] {
  const waiting: Waiting[] = [];
  if (letters.length === 0)
    waiting.push({ text: 'No letter is logged yet', path: '/desk', action: 'drop one on the Desk' });
  for (const letter of letters) {
    const path = `${base}/letters/${letter.id}`;
    const name = nameOf(letter);
    if (letter.state === 'unreviewed')
      waiting.push({ text: `${name}: facts not confirmed`, path, action: 'review' });
    else if (letter.direction === 'in' && letter.demandsCompleteAt === null)
      waiting.push({ text: `${name}: demands not confirmed complete`, path, action: 'confirm' });
  }
  for (const deadline of deadlines) {
    const path = `${base}/deadlines/${deadline.id}`;
    if (deadline.state === 'decision')
      waiting.push({
        text: `“${deadline.words ?? 'immediately'}”: ${deadline.title}`,
        path,
        action: isCounsel ? 'decide' : 'open',
        isForCounsel: true,
      });
    else if (deadline.state === 'open' && deadline.workingOn === null)
      waiting.push({
        text: `${deadline.title}: no working date adopted`,
        path,
        action: isCounsel ? 'adopt' : 'open',
        isForCounsel: true,
      });
  }
  for (const demand of demands)
    if (demand.state === 'open' && !demand.hasResponse)
      waiting.push({
        text: `Demand ${demand.number}: no response written`,
        path: `${base}/demands/${demand.id}#response`,
        action: 'respond',
      });
  for (const { id, number } of demands.filter((demand) => changedSinceSent.has(demand.id)))
    waiting.push({
      text: `Demand ${number}: the response was changed since it was sent`,
      path: `${base}/demands/${id}#response`,
      action: 'send the change, or put it back',
    });
  for (const letter of letters)
    if (letter.demandsCompleteAt !== null && !repliedTo.has(letter.id) && isAnswered(letter.id, demands))
      waiting.push({
        text: `${nameOf(letter)}: every demand is responded to, no reply begun`,
        path: `${base}/replies`,
        action: 'begin',
      });
  for (const bundle of bundles) {
    const path = `${base}/bundles/${bundle.id}`;
    const file = files.get(bundle.id);
    if (file !== undefined) waiting.push(waitingFile(bundle, file, path));
    if (bundle.state === 'approved')
      waiting.push({
        text: `${bundle.title}: approved, not sent`,
        path: `${base}/deliveries`,
        action: 'send',
      });
  }
  for (const delivery of deliveries)
    if (delivery.proofDocumentId === null && delivery.overrideReason === null)
      waiting.push({
        text: `${delivery.bundleTitle}: sent, no proof yet`,
        path: `${base}/deliveries`,
        action: 'attach',
      });
  return waiting;
}

/** A built file waits for counsel, or to be built anew where it does not say any more what bundle and letter say. */
function waitingFile({ title }: BundleOnPage, file: FileState, path: string): Waiting {
  const name = file.name.toLowerCase();
  const [first] = file.why;
  if (first !== undefined)
    return {
      text: `${title}: ${name} is ${file.chip.text}. ${first.text}`,
      path,
      action: file.chip.text === 'outdated' ? 'build again' : 'look',
    };
  return file.waits
    ? { text: `${title}: ${name} is built, not approved`, path: file.path, action: 'look' }
    : { text: `${title}: ${name} is built`, path: file.path, action: 'look' };
}

/** A reply can begin: each demand of the letter is responded to or closed, and there is one to answer. */
function isAnswered(letterId: string, demands: readonly DemandOnPage[]): boolean {
  const own = demands.filter((demand) => demand.letterId === letterId);
  return (
    own.some(({ hasResponse }) => hasResponse) &&
    own.every(({ state, hasResponse }) => state !== 'open' || hasResponse)
  );
}

function nameOf(letter: LetterOnPage): string {
  return letter.sender ? `Letter from ${letter.sender}` : (letter.subject ?? `Letter ${letter.number}`);
}

function ofLetter(page: MatterOnPage, letter: LetterOnPage): Happening {
  const { receivedOn, datedOn } = letter;
  return {
    on: receivedOn ?? datedOn ?? dayIn(letter.loggedAt, page.zone),
    lane: 'in',
    label: 'Letter received',
    text: nameOf(letter),
    note: receivedOn
      ? `received${datedOn ? `, dated ${dayText(datedOn)}` : ''}`
      : datedOn
        ? 'by its own date'
        : 'when it was logged',
    path: `${page.base}/letters/${letter.id}`,
  };
}

function ofDeadline(page: MatterOnPage, deadline: DeadlineOnPage): Happening[] {
  const on = heldTo(deadline, page.today) ?? heldWithoutPending(deadline);
  if (on === null) return [];
  const state =
    deadline.state === 'met'
      ? `, met${deadline.metOn === null ? '' : ` ${dayText(deadline.metOn)}`}`
      : `, ${heldByText(deadline, on, page.today)}`;
  const isEnded = page.isClosed || !isRunning(deadline);
  // While its clock stands a date is due on no day: the one it had presses nobody.
  const isStopped = !isEnded && isTolled(deadline, page.today) && deadline.tolledUntil === null;
  const path = `${page.base}/deadlines/${deadline.id}`;
  return [
    {
      on,
      lane: 'due',
      isEnded: isEnded || isStopped,
      label: shortened(isStopped ? `Was: ${deadline.title}` : deadline.title),
      text: deadline.title,
      note: `${WHOSE[deadline.whose]}${state}`,
      path,
    },
    ...(isEnded ? [] : stopOf(deadline, path)),
  ];
}

/** The time a running date's clock stands or stood, one happening however many days it is. */
function stopOf({ title, tolledFrom, tolledUntil }: DeadlineOnPage, path: string): Happening[] {
  if (tolledFrom === null) return [];
  const until = tolledUntil === null ? 'until it runs again' : `to ${dayText(tolledUntil)}`;
  return [
    {
      on: tolledFrom,
      lane: 'due',
      isEnded: true,
      label: shortened(`Clock stopped: ${title}`),
      text: `Clock stopped: ${title}`,
      note: `the days do not run ${until}`,
      path,
    },
  ];
}

function shortened(label: string): string {
  return label.length > 34 ? `${label.slice(0, 33)}…` : label;
}

function heldByText(deadline: DeadlineOnPage, on: string, today: string): string {
  if (isTolled(deadline, today)) return standingText(deadline, today);
  if (on === deadline.pendingOn) return 'extended, not confirmed yet';
  if (on === deadline.extendedOn) return 'extended';
  return deadline.workingOn === null ? 'earliest reading' : 'working date';
}

function ofBundle(page: MatterOnPage, bundle: BundleOnPage): Happening[] {
  const at = bundle.approvedAt ?? bundle.builtAt;
  if (at === null) return [];
  const file = page.files.get(bundle.id);
  const built = file === undefined || file.why.length === 0 ? 'built' : `built, ${file.chip.text}`;
  const what = bundle.approvedAt === null ? built : 'approved';
  return [
    {
      on: dayIn(at, page.zone),
      lane: 'out',
      label: `Bundle ${bundle.number} ${what}`,
      text: `${bundle.title}, ${what}`,
      note: bundle.purpose,
      path: `${page.base}/bundles/${bundle.id}`,
    },
  ];
}

function ofDelivery(page: MatterOnPage, delivery: DeliveryOnPage): Happening[] {
  const path = `${page.base}/deliveries`;
  const sent: Happening = {
    on: delivery.sentOn,
    lane: 'out',
    label: `Sent ${BY_METHOD[delivery.method]}`,
    text: `${delivery.bundleTitle}, sent to ${delivery.recipient} ${BY_METHOD[delivery.method]}`,
    note:
      delivery.proofDocumentId === null
        ? 'no proof yet'
        : delivery.matchedSha256 === null
          ? 'with proof of delivery'
          : 'proved by the mail itself',
    path,
  };
  const isSendingProof = delivery.matchedSha256 !== null && delivery.overrideReason === null;
  if (delivery.deliveredOn === null || delivery.deliveredOn === delivery.sentOn || isSendingProof)
    return [sent];
  const delivered: Happening = {
    ...sent,
    on: delivery.deliveredOn,
    label: 'Delivered',
    text: `${delivery.bundleTitle}, delivered to ${delivery.recipient}`,
  };
  return [sent, delivered];
}
