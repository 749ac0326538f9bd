import { ownLines, partiesOf } from './parties.js';
import type { Delivery, LetterHead } from './proposal.js';
import { referenceIn, referenceOf } from './reference.js';
import { subjectOf } from './subject-block.js';
import type { Layout } from './units.js';

const SUBJECT = /^[\s*]*(?:re|subject|in\s+re|regarding|concerning)\s*[:.]\s*(?<what>\S.{2,300})$/i;
/** What an English letter before claim says of whom it is for, where nothing else says what it is about. */
const OF_CLIENT = /^[\s*]*our\s+client\s*[:.]\s*(?<what>\S.{2,300})$/i;
const DELIVERY: readonly (readonly [Delivery, RegExp])[] = [
  ['email', /\b(?:by|via|per|through)\s+(?:\w+\s+){0,2}(?:e-?mail|electronic\s+mail)|sent\s+electronically/i],
  [
    'courier',
    /\b(?:by|via|per)\s+(?:courier|fed(?:eral\s+)?ex(?:press)?|ups|dhl|overnight)|\bovernight\s+(?:mail|courier|delivery)/i,
  ],
  ['hand', /\b(?:by|via)\s+hand|\bhand\s+deliver|\bpersonal\s+(?:service|delivery)/i],
  ['fax', /\b(?:by|via)\s+(?:fax|facsimile)/i],
  [
    'post',
    /\b(?:by|via)\s+(?:[\w.-]+\s+){0,3}(?:post|mail)\b|\b(?:u\.\s?s\.|usps|united\s+states)\s+mail\b|\b(?:certified|registered|recorded)\s+(?:mail|post|delivery)|\bfirst[\s-]class|special\s+delivery|\bRPAD\b|speed\s+post/i,
  ],
];

/** A line that says nothing else, where every way it names counts: “Via Certified Mail and Email”. */
const DELIVERY_LINE = /^[\s*[(]*(?:sent\s+)?(?:by|via|per|through)\b.{2,110}$/i;
const NAMED: readonly (readonly [Delivery, RegExp])[] = [
  ['email', /\b(?:e-?mail|electronic\s+mail)\b/i],
  ['courier', /\b(?:courier|fed(?:eral\s+)?ex(?:press)?|ups|dhl|overnight)\b/i],
  ['hand', /\bhand\b|\bpersonal\s+(?:service|delivery)/i],
  ['fax', /\b(?:fax|facsimile)\b/i],
  ['post', /\b(?:post|(?<!\be-?|\belectronic\s)(?<!overnight\s)mail)\b/i],
];

/** What the head of a letter and its first lines say of it. */
export function letterHeadOf(layout: Layout, plain: string, letterDate: string | null): LetterHead {
  const { salutation } = layout;
  const lines = ownLines(layout.lines);
  const end = salutation?.start ?? Infinity;
  const head = lines.filter((line, index) => index < 60 && line.start < end);
  const near = salutation
    ? [...head, ...lines.filter((line) => line.start > end).slice(0, 4)]
    : lines.slice(0, 30);
  const deliveries = deliveriesIn(near.map((line) => line.text));
  const parties = partiesOf(layout, plain);
  const at = near.findIndex((line) => SUBJECT.test(line.text));
  const first = SUBJECT.exec(near[at]?.text ?? '')?.groups?.['what'];
  const named =
    first && subjectOf({ lines: near.slice(at), first, salutation: salutation?.start ?? Infinity, plain });
  const client = near.map((line) => OF_CLIENT.exec(line.text)?.groups?.['what']).find(Boolean);
  const subject = named ?? titleBelow(layout) ?? titleAbove(head) ?? client ?? null;
  const texts = near.map((line) => line.text);
  const below = lines.slice(-12).map((line) => line.text);
  return {
    letterDate,
    ...parties,
    subject,
    reference: referenceOf(texts, below) ?? referenceIn(subject),
    delivery: deliveries[0] ?? null,
    deliveries,
  };
}

/** The ways of sending that some lines name, the faster ones first. */
function deliveriesIn(lines: readonly string[]): Delivery[] {
  const own = lines.filter(
    (line) => DELIVERY_LINE.test(line) && DELIVERY.some(([, words]) => words.test(line)),
  );
  const isNamed = (way: Delivery): boolean =>
    NAMED.some(([one, words]) => one === way && own.some((line) => words.test(line)));
  return DELIVERY.flatMap(([way, words]) =>
    isNamed(way) || lines.some((line) => words.test(line)) ? [way] : [],
  );
}

/** What a first section is called, whatever the letter is about. */
const FIRST_SECTION =
  /^(?:\W*(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]\s+)?(?:background|introduction|(?:the\s+)?facts|factual\s+background|summary|overview|preliminary|(?:the\s+|our\s+)?(?:parties|demands?|articles?|clients?))\W*$/i;

/** A title on the lines right below the salutation. */
function titleBelow({ units, lines, salutation }: Layout): string | null {
  if (!salutation) return null;
  const next = lines.find((line) => line.start > salutation.start);
  if (!next) return null;
  const unit = units.find((one) => one.start <= next.start && next.start < one.end);
  const isTitle =
    unit !== undefined &&
    unit.words.length < 160 &&
    !FIRST_SECTION.test(unit.words) &&
    !/[.!?;]$/.test(unit.words) &&
    !/^(?:we|i|our|this|it|you|as|thank|please|in)\b/i.test(unit.words);
  return isTitle ? unit.words : null;
}

/** A line in the head that says what the letter is. */
function titleAbove(head: readonly { readonly text: string }[]): string | null {
  return (
    head.find(
      (line) =>
        line.text.length < 120 &&
        /\b(?:cease\s+(?:and|&)\s+desist|warning\s+letter|letter\s+(?:of\s+claim|before\s+(?:claim|action))|notice\s+of|notice\s+to|formal\s+(?:demand|notice)|demand\s+(?:for|letter)|takedown|infringement|litigation\s+hold|preservation)\b/i.test(
          line.text,
        ) &&
        !/[.]$/.test(line.text),
    )?.text ?? null
  );
}
