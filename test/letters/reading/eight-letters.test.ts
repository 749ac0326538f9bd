import { expect } from 'chai';
import { readLetter } from '../../../src/letters/reading/read-letter.js';
import { referenceIn } from '../../../src/letters/reading/reference.js';

const HEAD = 'June 3, 2026\n\nQuill & Sons Ltd\n1 Mill Road\n\nDear Ms. Quill:\n\n';
const END = '\n\nSincerely,\nDana Reed\n';

function demandsOf(words: string): string[] {
  return readLetter(`${HEAD}${words}${END}`).demands.map(({ kind, quote }) => `${kind}: ${quote}`);
}

describe('letters of many kinds', () => {
  const cases: readonly (readonly [shows: string, words: string, demands: readonly string[]])[] = [
    [
      'what is kept has a list in it',
      'All video, including interior and forward-facing cameras, shall be kept intact.',
      ['preserve: All video, including interior and forward-facing cameras, shall be kept intact.'],
    ],
    [
      'one of several things that must not be done loses evidence',
      'The recorder must not be downloaded, reset or disposed of.',
      ['preserve: The recorder must not be downloaded, reset or disposed of.'],
    ],
    [
      'nothing is to be done for a while',
      'Until the default is cured, no grain shall be removed from the elevator.',
      ['cease: Until the default is cured, no grain shall be removed from the elevator.'],
    ],
    [
      'a paper that commands',
      'The subpoena commands you to produce the documents in Attachment A.',
      ['provide-evidence: The subpoena commands you to produce the documents in Attachment A.'],
    ],
    [
      'an address is a thing',
      'We ask that you give us the name and address of the account holder.',
      ['provide-list: We ask that you give us the name and address of the account holder.'],
    ],
    [
      'mails that are asked for',
      'Please supply:\n\n- all emails and call notes about my account;\n\n- recordings of my calls.',
      [
        'provide-evidence: all emails and call notes about my account;',
        'provide-evidence: recordings of my calls.',
      ],
    ],
    [
      'what the client of counsel will do',
      "Your client's offer is refused. Mr. Stine will (i) return the laptop and (ii) delete every copy of the list.",
      ['other: return the laptop and', 'remove: delete every copy of the list.'],
    ],
  ];
  for (const [shows, words, demands] of cases)
    it(`are read: ${shows}`, () => expect(demandsOf(words)).to.deep.equal(demands));

  it('threaten by the name of whoever is written to', () => {
    const { threats } = readLetter(
      `${HEAD}If Bright Kettle does not comply, Works Inc. will pursue all remedies.${END}`,
    );
    expect(threats.map(({ rule }) => rule)).to.deep.equal(['what follows if not']);
  });

  it('are to the house above “Attn”, not to whom it is handed', () => {
    const head =
      'May 4, 2026\n\nBright Kettle Coffee LLC\nAttn: Tess Arden, Owner\n18 Harbor Way\nTacoma, WA 98402\n\nOur File No.: 2231-004\n\nDear Ms. Arden:\n\nWe act for Works Inc. Please reply.';
    expect(readLetter(`${head}${END}`)).to.include({
      recipient: 'Bright Kettle Coffee LLC',
      reference: '2231-004',
    });
  });

  it('are about what their heading says, though “Our client” stands below it', () => {
    const words = 'LETTER BEFORE CLAIM\nOur client: Mrs Joan Aldous\n\nWe act for Mrs Aldous. Please reply.';
    expect(
      readLetter(`3 March 2026\n\nLow Ltd\n1 Mill Road\n\nDear Sirs\n\n${words}${END}`).subject,
    ).to.equal('LETTER BEFORE CLAIM');
  });

  it('as mails name counsel in the lines below their own words, not in the mail that they answer', () => {
    const mail = [
      "Dana,\n\nYour client's position is refused. Please return the laptop.\n\nMark\n",
      'Mark T. Eller\nEller & Associates, PLLC\nCounsel for Plaintiff Lena Tarrow\n\nOur ref: ML/4471\n',
      'On Wed, Oct 7, 2026 at 11:20 AM Dana Reyes <dana@firm.example> wrote:\n> Mark,\n> Our ref: HR/1\n> No.\n> Dana Reyes\n> Hale Reyes LLP',
    ].join('\n');
    expect(readLetter(mail, '2026-10-08')).to.include({
      sender: 'Lena Tarrow',
      counsel: 'Eller & Associates, PLLC',
      recipient: 'Dana',
      reference: 'ML/4471',
    });
  });

  for (const [subject, reference] of [
    ['DMCA takedown - ref LP-2026-118', 'LP-2026-118'],
    ['Tarrow v. Stine / Our Ref: ML/4471', 'ML/4471'],
    ['Claim No. 88-1207, roof', '88-1207'],
    ['Your ref: AB/123', null],
    ['A preference for 2026', null],
    ['The file of 12 May', null],
  ] as const)
    it(`name their reference in the subject: “${subject}”`, () =>
      expect(referenceIn(subject)).to.equal(reference));
});
