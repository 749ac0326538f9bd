/** What a template may leave to be filled in. Those without a value in hand stay as they are, for a person to fill. */
export const TEMPLATE_FIELDS = {
  ourParty: 'our party',
  theirParty: 'the other party',
  matter: 'the name of the matter',
  ourReference: 'our reference',
  theirReference: 'their reference',
  sender: 'who sent their letter',
  theirLetter: '“your letter of June 5, 2014”',
  ourLetter: '“our letter of June 9, 2014”, where one was sent in reply before',
  theirLetterDate: 'the date on their letter',
  receivedOn: 'the day their letter arrived',
  letterDate: 'the date on our letter',
  demands: 'each demand in its own words, numbered',
  answering: '“We respond to each of its demands below…”, or to those set out, as is true',
  limits: 'the time limits in their own words',
  deliveries: 'what was sent: when, how, to whom and where',
  items: 'what was sent though it is marked privileged',
  until: 'the day to which more time is asked for',
  custodians: 'who holds what is to be preserved',
  ground: 'the privilege or protection that is claimed',
} as const;

export type TemplateField = keyof typeof TEMPLATE_FIELDS;
export type FieldValues = Readonly<Partial<Record<TemplateField, string>>>;

const FIELD = /\{\{([^{}\n]*)\}\}/g;

/** Fills the fields whose values are known. Whatever else stands between braces stays as it is typed. */
export function fillTemplate(text: string, values: FieldValues): string {
  return text.replace(FIELD, (typed, inner: string) => {
    const name = inner.trim();
    return isField(name) ? (values[name] ?? typed) : typed;
  });
}

/** What is wrong with the text of a template, each sentence with its line; empty when it can be kept. */
export function templateProblems(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) => problemsIn(line).map((what) => `Line ${index + 1}: ${what}`));
}

/** Fields that a letter still has to be filled with, as they stand in its words. */
export function unfilledFields(words: string): string[] {
  return [...new Set([...words.matchAll(FIELD)].map(([typed]) => typed))];
}

/** The words beside their fields: braces left in them belong to none. */
export function withoutFields(words: string): string {
  return words.replace(FIELD, '');
}

function problemsIn(line: string): string[] {
  const problems = [...line.matchAll(FIELD)].flatMap(([typed, inner = '']) => {
    const name = inner.trim();
    if (isField(name)) return [];
    if (/^[#/^&>!=]/.test(name)) return [`${typed} is not possible: a template has fields and no logic.`];
    return [`there is no field ${typed}. There are ${Object.keys(TEMPLATE_FIELDS).join(', ')}.`];
  });
  const rest = withoutFields(line);
  if (/\{\{|\}\}/.test(rest)) problems.push('a field is not closed: write it like {{theirReference}}.');
  if (rest.includes('<%')) problems.push('“<%” is not possible: a template has fields and no logic.');
  return problems;
}

function isField(name: string): name is TemplateField {
  return Object.hasOwn(TEMPLATE_FIELDS, name);
}
