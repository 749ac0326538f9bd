import type { Kind } from '../../demands/demand.js';
import { askForms } from './ask-forms.js';
import { dutyForms } from './duty-forms.js';
import type { Form } from './form.js';
import { keepForms } from './keep-forms.js';
import { kindOf } from './kinds.js';
import { paperForms } from './paper-forms.js';
import { imperativeForm, pleaForms } from './plea-forms.js';
import { splitPoints } from './split.js';

/** One thing asked for in a sentence: where its words stand in the sentence's folded words. */
export interface Asked {
  readonly start: number;
  readonly end: number;
  /** Where what is asked for begins. */
  readonly content: number;
  readonly kind: Kind;
  readonly rule: string;
  readonly needsLimit: boolean;
  /** Which way of asking in the sentence it belongs to. */
  readonly form: number;
}

const ABOUT_THEM =
  /\b(?:if|should)\s+(?:you|your\s+\w+)(?:\s+or\s+your\s+\w+)?\s+(?:have|require|need|wish|want|would\s+like|believe\s+you\s+(?:have\s+)?received|are\s+(?:already\s+)?(?:represented|in\s+any\s+doubt|unable\s+to\s+read)|have\s+(?:already\s+)?(?:retained|instructed|paid|been|complied|any))\b/i;
const ANSWERS_THAT =
  /\b(?:contact|let\s+(?:me|us)|call|advise|e-?mail|write|get\s+in\s+touch|reach|do\s+not\s+hesitate|inform|notify|disregard|ignore|forward|pass|direct|provide\s+(?:me|us)\s+with\s+(?:his|her|their)|have\s+(?:your|them)|speak|refer|give)\b/i;
/** “not to …”, “never …”; “not later than” is a time. */
const NEGATIVE = /^(?:not\s+to|not(?!\s+(?:later|more|less|fewer)\s+than\b)|never|do\s+not)\b/i;
const MEANINGLESS =
  /^\W*(?:disregard|ignore|do\s+so|this|it|the\s+(?:above|following)|proceed|act\s+accordingly|so|that|comply)?\W*$/i;

/** Everything a sentence asks for, in order; an empty list for most sentences. */
export function askedIn(words: string): Asked[] {
  const forms = mainForms(words);
  return forms.flatMap((form, index) => {
    const next = forms[index + 1];
    const end = next ? beforeJoin(words, next.start) : words.length;
    const start = index === 0 ? 0 : form.start;
    return piecesOf(words, form, start, end).map((piece) => ({ ...piece, form: index }));
  });
}

/** What a list item asks for, under a stem that asks. */
export function askedInItem(words: string, stemKind: Kind | null): Asked[] {
  const lead = /^(?:that\s+you\s+(?:will\s+|must\s+|shall\s+)?|to\s+)/i.exec(words)?.[0].length ?? 0;
  const item = imperativeForm(words.slice(lead));
  const form = mainForms(words)[0] ?? (item ? { ...item, content: item.content + lead } : null);
  const content = form?.content ?? 0;
  const found = piecesOf(
    words,
    {
      rule: 'an item under a demand',
      start: 0,
      content,
      isNegative: form?.isNegative ?? NEGATIVE.test(words),
    },
    0,
    words.length,
  );
  const keepsStem =
    stemKind === 'sign-undertaking' ||
    stemKind === 'cease' ||
    stemKind === 'preserve' ||
    (stemKind === 'respond-or-confirm' && form === null);
  return found.map((one) => ({
    ...one,
    kind: stemKind !== null && (keepsStem || (one.kind === 'other' && form === null)) ? stemKind : one.kind,
  }));
}

/** The forms of a sentence that stand on their own; one inside what another asks for is part of it. */
function mainForms(words: string): Form[] {
  const all = [
    ...askForms(words),
    ...paperForms(words),
    ...keepForms(words),
    ...dutyForms(words),
    ...pleaForms(words),
  ]
    .filter((form) => !MEANINGLESS.test(words.slice(form.content)) || /[:\w]$/.test(words))
    .filter((form) => !isCourtesyOfCase(words, form))
    .sort((a, b) => a.start - b.start || b.content - a.content);
  const kept: Form[] = [];
  for (const form of all) {
    const before = kept.at(-1);
    if (!before) {
      kept.push(form);
      continue;
    }
    if (form.start <= before.content || form.content <= before.content) {
      if (before.needsLimit && !form.needsLimit)
        kept[kept.length - 1] = { ...form, start: Math.min(before.start, form.start) };
      continue;
    }
    if (before.needsLimit && !form.needsLimit && form.rule !== 'a thing must be done') {
      kept[kept.length - 1] = form;
      continue;
    }
    if (
      /(?:[;:,.]|\b(?:and|or|but|then))\s*$/i.test(words.slice(0, form.start)) &&
      !isWithinThat(words, before, form)
    )
      kept.push(form);
  }
  return kept;
}

/** “confirm that you have stopped, and that you must …”: the later form belongs to what is confirmed. */
function isWithinThat(words: string, before: Form, form: Form): boolean {
  return /\bthat\s*$/i.test(words.slice(before.content, form.start)) && form.rule !== 'you must';
}

function isCourtesyOfCase(words: string, form: Form): boolean {
  return (
    ABOUT_THEM.test(words.slice(0, form.start + 12)) &&
    ANSWERS_THAT.test(words.slice(form.content, form.content + 60))
  );
}

function piecesOf(words: string, form: Form, start: number, end: number): Asked[] {
  const isNounAsked = form.rule !== 'please' && form.rule !== 'an imperative';
  const all = splitPoints(words.slice(0, end), form.content, isNounAsked);
  const points = all.filter((at) => at >= (form.whole ?? 0));
  const starts = [start, ...points];
  return starts.map((at, index) => {
    const next = points[index];
    const to = next === undefined ? end : beforeJoin(words, next);
    const content = index === 0 ? form.content : at;
    const isNegative =
      index === 0
        ? (form.isNegative ?? false)
        : /^(?:\W*(?:that\s+you\s+|you\s+|to\s+|must\s+|shall\s+)*)not\b(?!\s+(?:later|more|less|fewer)\s+than\b)/i.test(
            words.slice(at, to),
          );
    const kind = index === 0 && form.kind ? form.kind : kindOf(words.slice(content, to), isNegative);
    return {
      start: at,
      end: to,
      content,
      kind,
      rule: form.rule,
      needsLimit: index === 0 && (form.needsLimit ?? false),
      form: 0,
    };
  });
}

/** The end of the words before a join: “…, and”, “; and that”. */
function beforeJoin(words: string, at: number): number {
  return words
    .slice(0, at)
    .replace(
      /[\s,;:]*(?:\b(?:and|or|as\s+well\s+as|but\s+also|then|and\/or|together\s+with)\b)?[\s,;]*$/i,
      '',
    ).length;
}
