import { z } from 'zod';
import { several } from '../../demands/link-change.js';
import { versionField } from '../../web/form.js';

/** The demands whose responses stand and are repeated all the same. */
export const repeatedForm = z.strictObject({ demand: several, version: versionField });
