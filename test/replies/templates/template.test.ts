import { expect } from 'chai';
import { REGIMES, type Matter } from '../../../src/matters/matter.js';
import { builtInTemplate } from '../../../src/replies/templates/built-in-templates.js';
import { LETTER_KINDS, type LetterKind } from '../../../src/replies/letter-kind.js';
import { fillTemplate, templateProblems, unfilledFields } from '../../../src/replies/templates/template.js';

describe('templates of letters', () => {
  const VALUES = { theirReference: 'REF <b>7</b>', demands: '1. {{sender}}' };
  const FILLED = [
    ['a field', 'Your {{theirReference}}.', 'Your REF <b>7</b>.'],
    ['spaces in it', '{{ theirReference }}', 'REF <b>7</b>'],
    ['one without a value', 'until {{until}}', 'until {{until}}'],
    ['one nobody knows', '{{nothing}}', '{{nothing}}'],
    [
      'the constructor of an object',
      '{{constructor}} {{__proto__}} {{toString}}',
      '{{constructor}} {{__proto__}} {{toString}}',
    ],
    ['code', '<%= process.env %> ${1} {{#each}}', '<%= process.env %> ${1} {{#each}}'],
    ['a value that looks like a field', '{{demands}}', '1. {{sender}}'],
  ] as const;
  for (const [what, text, filled] of FILLED)
    it(`fill or leave ${what}`, () => expect(fillTemplate(text, VALUES)).to.equal(filled));

  const WRONG = [
    [
      'a field nobody knows',
      'Dear all,\n{{nothing}}',
      /^Line 2: there is no field \{\{nothing\}\}\. There are ourParty, /,
    ],
    ['the constructor of an object', '{{constructor}}', /^Line 1: there is no field \{\{constructor\}\}/],
    ['a field not closed', 'a\nb\n{{theirReference', /^Line 3: a field is not closed/],
    ['a field over two lines', '{{their\nReference}}', /^Line 1: a field is not closed/],
    ['logic', '{{#if x}}', /^Line 1: \{\{#if x\}\} is not possible: a template has fields and no logic\.$/],
    ['code', 'x <%= y %>', /^Line 1: “<%” is not possible/],
  ] as const;
  for (const [what, text, words] of WRONG)
    it(`name ${what} with its line`, () => expect(templateProblems(text)[0]).to.match(words));

  it('a megabyte of braces is looked through at once', () => {
    expect(templateProblems('{{'.repeat(500_000))).to.have.length(1);
    expect(fillTemplate('{{'.repeat(500_000), VALUES)).to.have.length(1_000_000);
  });

  it('those that come with the program use known fields only, name no margin, and are there for every regime', () => {
    for (const regime of Object.keys(REGIMES) as Matter['regime'][])
      for (const kind of Object.keys(LETTER_KINDS) as LetterKind[]) {
        const { subject, salutation, opening, closing, legend } = builtInTemplate(kind, {
          regime,
          zone: 'America/New_York',
        });
        const words = [subject, salutation, opening, closing, legend].join('\n');
        expect(templateProblems(words), `${kind}, ${regime}`).to.deep.equal([]);
        expect(words).not.to.match(/days (left|before)|margin|in time\b|legally required|cannot be missed/i);
      }
  });

  it('those that come with the program are spelt as the place of the matter spells', () => {
    const closing = (zone: string): string => builtInTemplate('reply', { regime: 'private', zone }).closing;
    expect(closing('Europe/London')).to.contain('any right, defence or privilege');
    expect(closing('America/New_York')).to.contain('any right, defense or privilege');
  });

  it('what is still to be filled is named once', () => {
    expect(unfilledFields('{{until}} and {{until}}, {{x}}')).to.deep.equal(['{{until}}', '{{x}}']);
  });
});
