import { z } from 'zod';
import { isZone } from '../platform/plain-date.js';
import { checkbox, oneOf, text } from '../web/form.js';
import { isTooLong } from './password.js';

export const email = text('Enter an email address, like dana@firm.example', 254).refine(
  (value) => /^[^@\s]+@[^@\s]+$/.test(value),
  'Enter an email address, like dana@firm.example',
);
const password = z
  .string({ error: 'Enter a password of at least 12 characters' })
  .min(12, 'A password needs at least 12 characters; a few words do well')
  .refine((value) => !isTooLong(value), 'A password may have at most 1,024 bytes');
export const zone = text('Choose a time zone, like America/New_York').refine(
  isZone,
  'Choose a time zone, like America/New_York',
);

export const signInForm = z.strictObject({
  email: text('Enter your email address', 254),
  password: z.string({ error: 'Enter your password' }),
});

/** The same in the midst of another form, whose own fields have their names. */
export const signInAgainForm = z.strictObject({
  _signInEmail: signInForm.shape.email,
  _signInPassword: signInForm.shape.password,
});

export const firstAccountForm = z.strictObject({
  code: text('Enter the one-time code that the console printed'),
  name: text('Enter your name', 200),
  email,
  isCounsel: checkbox(),
  password,
  zone,
});

export const accountForm = z.strictObject({
  name: text('Enter the name', 200),
  email,
  role: oneOf(['counsel', 'paralegal', 'auditor', 'admin'], 'Choose a role'),
  password,
  zone,
});

export const passwordForm = z.strictObject({ password });

export const ownPasswordForm = z.strictObject({
  currentPassword: z
    .string({ error: 'Enter the password you have now' })
    .min(1, 'Enter the password you have now'),
  password,
});

export const ownZoneForm = z.strictObject({ zone });

/** A button that sends nothing but itself. */
export const emptyForm = z.strictObject({});

export const endSampleForm = z.strictObject({ sure: z.literal('yes').optional() });

export const enterForm = z.strictObject({
  role: oneOf(['paralegal', 'counsel', 'auditor'], 'Choose who to enter as'),
});

export const sampleForm = z.strictObject({
  state: oneOf(['on', 'off'], 'Switch the sample on or off'),
});
