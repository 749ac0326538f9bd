import { z } from 'zod';
import { zone } from '../auth/account-form.js';
import { checkbox, oneOf, optionalText, text, versionField } from '../web/form.js';
import { DEFAULT_LEGEND } from './matter.js';

const title = text('Enter a title, like “Verizon – Netflix, letter of 5 June 2014”', 200);
const approvalForm = oneOf(['two-people', 'one-person'], 'Choose how a file is approved');
const court = optionalText(80).transform((words) => words || null);
const legend = optionalText(200).transform((words) => words || DEFAULT_LEGEND);

export const matterForm = z
  .strictObject({
    title,
    ourParty: text('Enter the party we act for', 200),
    theirParty: text('Enter the party on the other side', 200),
    regime: oneOf(
      ['private', 'us-federal', 'california', 'england-wales'],
      'Choose whose rules of counting apply',
    ),
    court,
    zone,
    approvalForm,
    legend,
  })
  .superRefine((form, context) => {
    if (form.court !== null && form.regime !== 'us-federal')
      context.addIssue({
        code: 'custom',
        path: ['court'],
        message: 'Only under the Federal Rules do the holidays of the court’s state count; leave this empty',
      });
    if (form.ourParty.toLowerCase() === form.theirParty.toLowerCase())
      context.addIssue({
        code: 'custom',
        path: ['theirParty'],
        message: 'This is the party we act for; enter the other side',
      });
  });

export const settingsForm = z.strictObject({
  title,
  zone,
  court,
  approvalForm,
  legend,
  privilegeLog: oneOf(
    ['document', 'metadata', 'category'],
    'Choose how the privilege log is kept',
  ).optional(),
  version: versionField,
});

export const partyForm = z.strictObject({
  name: text('Enter the name', 200),
  kind: oneOf(['person', 'organisation'], 'Choose a person or an organisation'),
  side: oneOf(['theirs', 'ours', 'other'], 'Choose the side'),
  capacity: oneOf(['counsel', 'party', 'witness'], 'Choose as what'),
  organisation: optionalText(200),
  email: optionalText(254).refine(
    (value) => value === '' || /^[^@\s]+@[^@\s]+$/.test(value),
    'Enter an email address, like counsel@firm.example, or leave it out',
  ),
  address: optionalText(1_000),
  version: versionField,
});

export const closeForm = z.strictObject({
  reason: text('Say why the matter is closed', 1_000),
  version: versionField,
  /** The ids of what the page listed as going out of sight, with blanks between, and whether they are seen. */
  runningOn: z.string().max(100_000).optional(),
  seen: checkbox(),
});

export const offSideForm = z.strictObject({
  reason: text('Say why they are no longer on this side', 1_000),
  version: versionField,
});

export const reopenForm = z.strictObject({ version: versionField });

export const accessForm = z.strictObject({
  accountId: text('Choose an account'),
  access: oneOf(['lead', 'member', 'viewer'], 'Choose what the account may do'),
});
