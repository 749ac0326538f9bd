import { z } from 'zod';
import { optionalText, text } from '../web/form.js';

/** An item to link to a demand, or to unlink from it. */
export interface LinkChange {
  readonly itemId: string;
  readonly demandId: string;
  readonly isLinked: boolean;
}

/** Checkboxes or hidden fields of one name: none, one or several. */
export const several = z
  .union([z.string().max(40), z.array(z.string().max(40)).max(10_000)])
  .optional()
  .transform((value) => (value === undefined ? [] : typeof value === 'string' ? [value] : value));

/** The demands one item bears on: those ticked, and those that were ticked when the page was made. */
export const demandsOfItemForm = z.strictObject({ demand: several, was: several });

/** The items that bear on one demand, likewise. */
export const itemsOfDemandForm = z.strictObject({
  item: several,
  was: several,
  /** Which page of the items to show, with what is ticked kept; nothing is saved then. */
  go: z
    .string()
    .regex(/^(find|[1-9]\d{0,5})$/, 'Choose a page of the items by its number')
    .optional(),
  find: optionalText(200),
  found: optionalText(200),
});

/** Items picked in the grid, to be linked to one demand or unlinked from it. */
export const pickedForm = z.strictObject({
  pick: several.refine((picked) => picked.length > 0, 'Pick at least one item, in the first column'),
  demand: text('Choose the demand', 40),
  link: z.enum(['on', 'off'], { error: 'Choose whether to link or to unlink' }),
  back: optionalText(2_000),
});

/** What a person changed among boxes: ticked since the page was made, or no longer ticked. What others did stays. */
export function changedBoxes(
  ticked: readonly string[],
  was: readonly string[],
): { readonly id: string; readonly isLinked: boolean }[] {
  const added = ticked.filter((id) => !was.includes(id)).map((id) => ({ id, isLinked: true }));
  const removed = was.filter((id) => !ticked.includes(id)).map((id) => ({ id, isLinked: false }));
  return [...added, ...removed];
}
