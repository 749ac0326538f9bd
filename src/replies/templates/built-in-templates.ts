import { paperOf, type Matter } from '../../matters/matter.js';
import type { LetterKind } from '../letter-kind.js';

/** The words a letter begins with; its facts are filled in. */
export interface TemplateWords {
  readonly name: string;
  readonly subject: string;
  /** '' leaves it to the regime. */
  readonly salutation: string;
  readonly opening: string;
  readonly closing: string;
  readonly legend: string;
}

const RESERVED =
  'This letter is written without waiver of any right, defence or privilege, all of which are reserved.';

const WORDS: Readonly<Record<LetterKind, TemplateWords>> = {
  reply: {
    name: 'Reply, demand by demand',
    subject: '',
    salutation: '',
    opening: 'We have {{theirLetter}}. {{answering}}',
    closing:
      'This response is made without waiver of any right, defence or privilege, all of which are reserved.',
    legend: '',
  },
  acknowledgement: {
    name: 'Acknowledgement of receipt',
    subject: '',
    salutation: '',
    opening: [
      'We acknowledge receipt of {{theirLetter}}, which reached us on {{receivedOn}}.',
      'We are looking into what it says and will respond to it separately. Please send further correspondence about it to the undersigned and quote our reference.',
    ].join('\n\n'),
    closing:
      'Nothing in this letter admits anything said in yours or accepts a time limit it sets. All rights, defences and privileges are reserved.',
    legend: '',
  },
  extension: {
    name: 'Request for more time',
    subject: '',
    salutation: '',
    opening: [
      'We have {{theirLetter}}. It asks for the following within the time it names:',
      '{{limits}}',
      'To respond fully we need to collect and check the material these demands concern. We ask that you agree to extend the time for each of them to {{until}}.',
      'Please confirm in writing. Until you do, we do not take the time to be extended.',
    ].join('\n\n'),
    closing: `This request accepts no time limit as binding. ${RESERVED}`,
    legend: '',
  },
  hold: {
    name: 'Hold notice',
    subject: 'Do not destroy: {{matter}}',
    salutation: 'To all who hold material:',
    opening: [
      'A dispute with {{theirParty}} is reasonably anticipated. From today and until you are told in writing that this notice is released, do not delete, discard, overwrite or change anything that may bear on it, wherever it is kept: mail, messages, files, logs, databases, backups, phones, paper.',
      'It concerns the letter from {{theirParty}} dated {{theirLetterDate}}, which demands:',
      '{{demands}}',
      'Switch off automatic deletion for this material, or tell us at once where you cannot. Do not forward this notice. Tell us who else may hold such material.',
      'Please confirm in writing that you have read this notice and will follow it.',
    ].join('\n\n'),
    closing: 'Ask us before you do anything you are unsure about.',
    legend: 'Privileged and confidential: communication with counsel',
  },
  clawback: {
    name: 'Clawback of privileged material',
    subject: 'Notice under Fed. R. Civ. P. 26(b)(5)(B) and Fed. R. Evid. 502(b)',
    salutation: '',
    opening: [
      'The following was sent to you by mistake. It is subject to a claim of {{ground}}:',
      '{{items}}',
      'The disclosure was inadvertent. Reasonable steps had been taken to prevent it, and we write promptly upon finding it. It waives nothing.',
      'Having been notified, you must promptly return, sequester or destroy this material and any copies; must not use or disclose it until the claim is resolved; must take reasonable steps to retrieve it if you disclosed it before this notice; and may promptly present it to the court under seal for a determination of the claim. Please confirm in writing what you have done.',
      'A copy without this material follows.',
    ].join('\n\n'),
    closing: RESERVED,
    legend: '',
  },
  service: {
    name: 'Certificate of service',
    subject: 'Certificate of service',
    salutation: '',
    opening: ['I certify that the following was served:', '{{deliveries}}'].join('\n\n'),
    closing:
      'I declare under penalty of perjury that the foregoing is true and correct. Executed on {{letterDate}}.',
    legend: '',
  },
};

/** Where a rule other than the federal one governs the paper, its own words. */
const ELSEWHERE: Readonly<
  Partial<Record<Matter['regime'], Readonly<Partial<Record<LetterKind, Partial<TemplateWords>>>>>>
> = {
  private: {
    clawback: {
      subject: 'Material sent by mistake',
      opening: [
        'The following was sent to you by mistake. It is subject to a claim of {{ground}}:',
        '{{items}}',
        'The disclosure was inadvertent and waives nothing (compare Fed. R. Evid. 502(b) and Fed. R. Civ. P. 26(b)(5)(B)). Please stop reading it, return or destroy it with all copies, tell us to whom it was passed on, and confirm in writing that this is done.',
        'A copy without this material follows.',
      ].join('\n\n'),
    },
    service: { closing: 'The facts stated above are true to my own knowledge. Signed on {{letterDate}}.' },
  },
  california: {
    clawback: {
      subject: 'Notice under Cal. Code Civ. Proc. § 2031.285',
      opening: [
        'The following electronically stored information was produced to you by mistake. It is subject to a claim of {{ground}}:',
        '{{items}}',
        'The disclosure was inadvertent and waives nothing. Having been notified, you must immediately sequester it and either return it with any copies or present it to the court conditionally under seal for a determination of the claim; you may not use or disclose it until the claim is resolved. Please confirm in writing what you have done.',
        'A copy without this material follows.',
      ].join('\n\n'),
    },
    service: {
      closing:
        'I declare under penalty of perjury under the laws of the State of California that the foregoing is true and correct. Executed on {{letterDate}}.',
    },
  },
  'england-wales': {
    clawback: {
      subject: 'Privileged material sent by mistake (CPR 31.20)',
      opening: [
        'Inspection of the following was allowed inadvertently. It is subject to {{ground}}:',
        '{{items}}',
        'Under CPR 31.20 it, and its contents, may be used only with the permission of the court. Please stop reading it, return or destroy it with all copies, and confirm in writing that this is done.',
        'A copy without this material follows.',
      ].join('\n\n'),
    },
    service: {
      closing: 'I believe that the facts stated in this certificate are true. Dated {{letterDate}}.',
    },
  },
};

/** A reply that goes on from one that was sent. */
const FURTHER: Partial<TemplateWords> = {
  name: 'Further reply',
  opening:
    'We write further to {{ourLetter}} in reply to {{theirLetter}}, and respond further to its demands as set out below.',
};

/** The words of a reply that goes on from one that was sent. */
export function furtherTemplate(matter: Pick<Matter, 'regime' | 'zone'>): TemplateWords {
  return { ...builtInTemplate('reply', matter), ...FURTHER };
}

/** The words that come with the program for a kind of letter under a regime, spelt as the matter's place does. */
export function builtInTemplate(kind: LetterKind, matter: Pick<Matter, 'regime' | 'zone'>): TemplateWords {
  const words = { ...WORDS[kind], ...ELSEWHERE[matter.regime]?.[kind] };
  return paperOf(matter) === 'a4'
    ? words
    : { ...words, closing: words.closing.replaceAll('defence', 'defense') };
}
