import { expect } from 'chai';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

/** What it shows, the words after “Dear Sirs”, and each demand as `kind: its words`, in order. */
type Case = readonly [shows: string, words: string, demands: readonly string[]];

const things: readonly Case[] = [
  [
    'e-mail kept among documents',
    'Preserve all documents, e-mail and electronically stored information relating to the pier.',
    ['preserve: Preserve all documents, e-mail and electronically stored information relating to the pier.'],
  ],
  [
    'mail among documents',
    'Produce all documents, mail and records of the pier within 5 days.',
    ['provide-evidence: Produce all documents, mail and records of the pier within 5 days.'],
  ],
  [
    'email between records and photographs',
    'Provide all notes, records, email and photographs by 20 June 2014.',
    ['provide-evidence: Provide all notes, records, email and photographs by 20 June 2014.'],
  ],
  [
    'e-mail correspondence to be delivered to an office',
    'Deliver the records, e-mail correspondence and notes of the pier to this office by 20 June 2014.',
    [
      'provide-evidence: Deliver the records, e-mail correspondence and notes of the pier to this office by 20 June 2014.',
    ],
  ],
  [
    'e-mail with, from and sent to others',
    'Please preserve all documents, e-mail with customers, e-mail from printers and e-mail sent to the Harbour Board.',
    [
      'preserve: Please preserve all documents, e-mail with customers, e-mail from printers and e-mail sent to the Harbour Board.',
    ],
  ],
  [
    'bills, logs and sheets named by how they came',
    'We demand that you produce all letters, telephone bills, call logs, mail logs, account statements and fax cover sheets by 20 June 2014.',
    [
      'provide-evidence: We demand that you produce all letters, telephone bills, call logs, mail logs, account statements and fax cover sheets by 20 June 2014.',
    ],
  ],
  [
    'fax and telephone records, joined by “and”',
    'You must preserve all letters including e-mail, mail, fax and telephone records of the pier.',
    [
      'preserve: You must preserve all letters including e-mail, mail, fax and telephone records of the pier.',
    ],
  ],
  [
    'e-mail as an item of a list',
    'You must produce the following documents:\n\n1. All letters about the pier.\n2. E-mail and text messages about the pier.\n3. Telephone records of the pier.',
    [
      'provide-evidence: All letters about the pier.',
      'provide-evidence: E-mail and text messages about the pier.',
      'provide-evidence: Telephone records of the pier.',
    ],
  ],
  [
    'a time in front without a comma',
    'Within 5 days send all documents, e-mail and text messages about the pier.',
    ['provide-evidence: Within 5 days send all documents, e-mail and text messages about the pier.'],
  ],
  [
    'a time in front of a list of papers',
    'Within 5 days send all documents, records and text messages about the pier.',
    ['provide-evidence: Within 5 days send all documents, records and text messages about the pier.'],
  ],
  [
    'a day in front without a comma',
    'By 20 June 2014 produce records, e-mail and notes of the pier.',
    ['provide-evidence: By 20 June 2014 produce records, e-mail and notes of the pier.'],
  ],
  [
    'a time between “must” and the act',
    'You must within 5 days send all documents, e-mail and text messages about the pier.',
    ['provide-evidence: You must within 5 days send all documents, e-mail and text messages about the pier.'],
  ],
  [
    'a time between commas before the act',
    'We demand that you, within 5 days, send all documents, e-mail and text messages about the pier.',
    [
      'provide-evidence: We demand that you, within 5 days, send all documents, e-mail and text messages about the pier.',
    ],
  ],
  [
    'two acts after a time in front',
    'Within 5 days pay the sum, return the tapes and sign the form.',
    ['pay: Within 5 days pay the sum', 'other: return the tapes and sign the form.'],
  ],
  ['a time in front of what happened', 'By 9 June 2014 support for the plan had ended.', []],
];

const acts: readonly Case[] = [
  [
    'email what is signed',
    'Please remove the page, and email your signed undertaking to this office by 20 June 2014.',
    [
      'remove: Please remove the page',
      'respond-or-confirm: email your signed undertaking to this office by 20 June 2014.',
    ],
  ],
  [
    'email us a list',
    'You must remove the page, email us the list of buyers and return the tapes.',
    [
      'remove: You must remove the page',
      'respond-or-confirm: email us the list of buyers and return the tapes.',
    ],
  ],
  [
    'fax an undertaking',
    'You must remove the page and fax your signed undertaking to this office.',
    ['remove: You must remove the page', 'respond-or-confirm: fax your signed undertaking to this office.'],
  ],
  [
    'mail two copies',
    'Please sign the undertaking, then mail two copies to this office by 20 June 2014.',
    [
      'sign-undertaking: Please sign the undertaking',
      'respond-or-confirm: mail two copies to this office by 20 June 2014.',
    ],
  ],
  [
    'telephone a person',
    'You must remove the page and telephone Ms Reyes by 20 June 2014.',
    ['remove: You must remove the page', 'respond-or-confirm: telephone Ms Reyes by 20 June 2014.'],
  ],
  [
    'email a thing to us',
    'Remove the page and email photographs of the empty wall to us.',
    ['remove: Remove the page', 'respond-or-confirm: email photographs of the empty wall to us.'],
  ],
  [
    'telephone or email, by a day',
    'Please telephone or email us by 20 June 2014.',
    ['respond-or-confirm: Please telephone or email us by 20 June 2014.'],
  ],
];

const threats: readonly Case[] = (
  [
    [
      'respond-or-confirm',
      'If we do not receive your written confirmation of compliance by 5:00 p.m. on December 11, 2026, Meridian will commence proceedings for an injunction and damages.',
    ],
    [
      'respond-or-confirm',
      'If you do not so confirm in writing by December 11, 2026, Meridian will seek damages.',
    ],
    ['respond-or-confirm', 'If you do not confirm in writing by December 11, 2026, we will seek damages.'],
    [
      'respond-or-confirm',
      'If we do not receive your confirmation by December 11, 2026 our client will seek damages.',
    ],
    [
      'respond-or-confirm',
      'If we do not receive your reply by Friday, December 11, 2026, Meridian Holdings, Inc. will sue for damages.',
    ],
    [
      'respond-or-confirm',
      'If we do not receive your confirmation within 7 days, counsel for Meridian will seek damages.',
    ],
    [
      'respond-or-confirm',
      'Unless your written confirmation is received by December 11, 2026, Meridian intends to sue for damages.',
    ],
    [
      'respond-or-confirm',
      'If written confirmation is not received by December 11, 2026, Meridian will seek damages.',
    ],
    [
      'sign-undertaking',
      'If we do not receive your undertakings by December 11, 2026, Meridian will seek damages.',
    ],
    ['remove', 'Unless you remove the page by December 11, 2026, Meridian shall seek damages.'],
    ['pay', 'If we do not receive the sum of $900 by December 11, 2026, Meridian will commence proceedings.'],
    ['pay', 'Unless the sum of $900 is received by December 11, 2026, Meridian will commence proceedings.'],
  ] as const
).map(([kind, words]) => [words, words, [`${kind}: ${words}`]]);

const suites: readonly (readonly [string, readonly Case[]])[] = [
  ['mail as a thing asked for', things],
  ['mail as an act asked for', acts],
  ['what a closing threat waits for', threats],
];
for (const [name, cases] of suites)
  describe(name, () => {
    for (const [shows, words, expected] of cases)
      it(shows, () => {
        const { demands } = readLetter(
          `5 June 2014\n\nDear Sirs\n\n${words}\n\nYours faithfully\n\nFirm One`,
        );
        expect(demands.map((one) => `${one.kind}: ${one.quote}`)).to.deep.equal(expected);
      });
  });

it('a closing demand stands beside a list of e-mail to keep', () => {
  const closing =
    'If we do not receive your written confirmation of compliance by 5:00 p.m. on December 11, 2026, Meridian will seek damages.';
  const { demands } = readLetter(
    `December 1, 2026\n\nDear Sirs\n\nPreserve all documents, e-mail and electronically stored information about the pier.\n\n${closing}\n\nYours faithfully\n\nFirm One`,
  );
  expect(demands.map(({ kind }) => kind)).to.deep.equal(['preserve', 'respond-or-confirm']);
  expect(demands[1]).to.deep.include({ quote: closing, isImplied: true });
  expect(demands[1]?.limit).to.deep.include({ date: '2026-12-11', time: '17:00' });
});
