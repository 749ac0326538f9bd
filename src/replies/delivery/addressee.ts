/** Somebody a letter may go to, or who is on our side, as far as the record knows them. */
export interface KnownPerson {
  readonly name: string;
  /** In lower case, without the name; null where none is on record. */
  readonly address: string | null;
  /** The letter names them for a copy; they are not its addressee. */
  readonly isCopy?: true;
}

/** Who a letter to the other side may go to; the addresses that are our own, and the domains of our accounts. */
export interface Addressees {
  readonly theirs: readonly KnownPerson[];
  readonly ours: readonly string[];
  readonly ourDomains: readonly string[];
  /** What their letter prints: it bears out a name in a mail, and makes nobody an addressee by itself. */
  readonly printed?: readonly string[];
  /** A letter to our own side, as a hold notice is: everyone on it may be sent it. */
  readonly isToOurs?: boolean;
  /** No letter in the file says who it is for: a recipient nobody knows is to be checked, and holds nothing. */
  readonly isWithoutLetter?: boolean;
  /** Where somebody receives paper, as the record or the head of the letter has it. */
  readonly places?: readonly Place[];
}

/** A postal address, with the names it is of. */
export interface Place {
  readonly names: readonly string[];
  readonly address: string;
}

/** Where anybody may have an address: one that we share with the other side makes it nobody's. */
const PUBLIC =
  /^(?:g(?:oogle)?mail\.com|gmx\.[a-z]+|(?:outlook|hotmail|live|msn|yahoo|aol|icloud|me|mail|web|protonmail|proton)\.[a-z.]+)$/;

/** Whose an address of a mail is; a sentence where a person should know more. */
export type Standing =
  | { readonly kind: 'addressee'; readonly note: string | null }
  | { readonly kind: 'ours' }
  | { readonly kind: 'elsewhere'; readonly why: string };

/** What a mail's addressees mean for the letter it carries. */
export interface AddresseeCheck {
  /** Nobody outside our side was sent it: it has not left. */
  readonly isOursAlone: boolean;
  /** Why it was not sent to an addressee of the letter, in one sentence; null where it was. */
  readonly problem: string | null;
  readonly note: string | null;
}

/** `r@example.com` of `Randal Milch <R@example.com>`, in lower case; '' where the text has no address. */
export function bareAddress(text: string): string {
  return addressesIn(/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text)[0] ?? '';
}

/** Every mail address in a text, in lower case: a postal address beside them is left out. */
export function addressesIn(text: string): string[] {
  return [...text.toLowerCase().matchAll(/[^\s<>,;:"()[\]\\]+@[^\s<>,;:"()[\]\\]+/g)].map(([one]) => one);
}

/** Whose one address is, like `Randal Milch <r@example.com>`. An address on record counts before a name. */
export function standingOf(recipient: string, who: Addressees): Standing {
  const { theirs } = who;
  const address = bareAddress(recipient);
  const there = theirs.filter((one) => one.address !== null && one.address === address);
  if (there.length > 0) return { kind: 'addressee', note: copyNote(recipient, there) };
  if (isOurs(address, who)) return { kind: 'ours' };
  const named = theirs.filter(({ name }) => isSameName(name, nameIn(recipient)));
  const [known] = named;
  if (known === undefined) return { kind: 'elsewhere', why: unknownText(recipient, who) };
  const onRecord = named.flatMap(({ address: one }) => one ?? []);
  if (onRecord.length > 0)
    return {
      kind: 'elsewhere',
      why: `it went to ${address || 'no address'}; the address on record for ${known.name} is ${onRecord.join(' and ')}`,
    };
  const elsewhere = printedFor(known.name, who).filter((one) => one !== address);
  if (elsewhere.length > 0 && who.printed?.includes(address) !== true)
    return {
      kind: 'elsewhere',
      why: `it went to ${address || 'no address'}; the address their letter prints for ${known.name} is ${elsewhere.join(' and ')}`,
    };
  const copied = copyNote(recipient, named);
  if (copied !== null || who.printed?.includes(address) === true) return { kind: 'addressee', note: copied };
  return {
    kind: 'addressee',
    note: `No mail address of ${known.name} is on record, and their letter does not print this one; that ${address || 'the address'} is theirs rests on the name in the mail. Check it.`,
  };
}

/** The addresses printed in their letter that are this person's by their own words: the surname stands before the @. */
function printedFor(name: string, { printed = [] }: Addressees): string[] {
  const surname = (name.match(/[\p{L}'-]+/gu)?.at(-1) ?? '').toLowerCase();
  if (surname.length < 3) return [];
  return printed.filter((one) => (one.split('@')[0] ?? '').includes(surname));
}

/** What to look at where all that is known of a recipient is that the letter names them for a copy. */
export function copyNote(recipient: string, known: readonly KnownPerson[]): string | null {
  return known.every(({ isCopy }) => isCopy === true)
    ? `${recipient} is named in the letter for a copy and is not its addressee. Check who has to be sent it.`
    : null;
}

/** The sentence for a sending that reached nobody it may go to; `why` has no full stop. */
export function strangerText(why: string, { isWithoutLetter }: Pick<Addressees, 'isWithoutLetter'>): string {
  const whom =
    isWithoutLetter === true
      ? 'No letter in it says who it is for. Check that it may go there.'
      : 'Nobody it went to is known as an addressee of the letter or as counsel of the other side.';
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}. ${whom}`;
}

/** Why nothing is known of a recipient, without a full stop. */
export function unknownText(
  recipient: string,
  { isWithoutLetter }: Pick<Addressees, 'isWithoutLetter'>,
): string {
  return isWithoutLetter === true
    ? `${recipient} is nobody on record in this matter outside our own side`
    : `${recipient} is not an addressee of the letter`;
}

/** What holds a sending and what is to be checked: without a letter nothing says who may not have it, so nothing is held. */
export function outcomeFor(
  problem: string | null,
  note: string | null,
  { isWithoutLetter }: Pick<Addressees, 'isWithoutLetter'>,
): { readonly problem: string | null; readonly note: string | null } {
  return isWithoutLetter === true ? { problem: null, note: problem ?? note } : { problem, note };
}

/** An address of somebody on our side: on record as that, or at the domain our accounts are at. */
export function isOurs(address: string, { ours, ourDomains }: Omit<Addressees, 'theirs'>): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return ours.includes(address) || (ourDomains.includes(domain) && !PUBLIC.test(domain));
}

/** Whether a mail to these went to an addressee of the letter; one of them is enough. */
export function checkAddressees(recipients: readonly string[], who: Addressees): AddresseeCheck {
  const standings = recipients.map((one): Standing => {
    const standing = standingOf(one, who);
    return standing.kind === 'ours' && who.isToOurs === true ? { kind: 'addressee', note: null } : standing;
  });
  const found = standings.filter((one) => one.kind === 'addressee');
  const isOursAlone = standings.length > 0 && standings.every(({ kind }) => kind === 'ours');
  if (found.length > 0) {
    const isSure = found.some(({ note }) => note === null);
    return { isOursAlone, problem: null, note: isSure ? null : (found[0]?.note ?? null) };
  }
  if (recipients.length === 0)
    return { isOursAlone, problem: 'The mail names nobody it was sent to.', note: null };
  if (isOursAlone)
    return {
      isOursAlone,
      problem: `It went to ${recipients.join(', ')} alone, on our own side.`,
      note: null,
    };
  const why = standings.flatMap((one) => (one.kind === 'elsewhere' ? [one.why] : []));
  return { isOursAlone, problem: strangerText(why.join('; '), who), note: null };
}

/** What of a recipient is a name: `Randal Milch` of `Randal Milch <r@example.com>`; '' for a bare address. */
function nameIn(recipient: string): string {
  return recipient
    .replace(/<[^<>]*>\s*$/, '')
    .replace(/\S+@\S+/g, '')
    .trim();
}

/** `Milch, Randal S.` is Randal Milch; one word alone has to be the whole name. */
export function isSameName(known: string, given: string): boolean {
  const [a, b] = [wordsOf(known), wordsOf(given)];
  if (a.length === 0 || b.length === 0) return false;
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  return (few.length > 1 || many.length === 1) && few.every((word) => many.includes(word));
}

export function wordsOf(name: string): string[] {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
