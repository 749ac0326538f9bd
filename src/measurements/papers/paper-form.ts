import { z } from 'zod';
import { text } from '../../web/form.js';

export const summaryForm = z.strictObject({
  examination: text('Say where and when the originals can be examined or copied', 2_000),
});
