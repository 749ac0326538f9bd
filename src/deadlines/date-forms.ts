import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Actor } from '../audit/event.js';
import { actorIn } from '../auth/signed-in.js';
import { getDocumentIn } from '../documents/document-store.js';
import { keepDocument } from '../documents/keep-document.js';
import type { MatterInHand } from '../matters/matter.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { nowIn } from '../platform/plain-date.js';
import { fieldError, formError, parseForm, typed, type FormErrors } from '../web/form.js';
import { flash, goTo } from '../web/locals.js';
import { discardAll, receiveUpload, type UploadedFile } from '../web/upload.js';
import { DeadlineInputError } from './counting/deadline-input-error.js';
import { inHand } from './deadline-in-hand.js';
import { showDeadline, type DatePageDeps } from './deadline-page.js';
import type { Deadline } from './deadline.js';

/** What an answered form of a date works with. */
export interface FormInHand<T> {
  readonly req: Request;
  readonly matter: MatterInHand;
  readonly deadline: Deadline;
  readonly value: T;
  readonly by: Actor;
  readonly today: string;
  /** The hour there now, like `11:01`. */
  readonly time: string;
  /** The file sent with the form, or the document of the matter chosen in it; null without either. Keeps the file. */
  readonly document: (chosen: string) => Promise<string | null>;
  readonly hasFile: boolean;
}

/** What became of it: where to go with which words, or what is wrong. */
export type FormOutcome =
  | { readonly done: string; readonly deadlineId?: string; readonly from?: 'demand' | undefined }
  | { readonly errors: FormErrors };

const CHANGED = formError(
  'Someone else changed this date meanwhile. It is shown as it is now, with what you typed below; nothing was saved.',
);

/**
 * One form of the page of a date. What is wrong, and what someone else changed meanwhile, shows the page again with
 * everything typed; nothing is saved then.
 */
export function onDate<S extends z.ZodType<{ version: number }>>(
  deps: DatePageDeps,
  form: string,
  schema: S,
  act: (hand: FormInHand<z.infer<S>>) => Promise<FormOutcome>,
): RequestHandler {
  return async (req, res) => {
    const { matter, deadline } = await inHand(deps, req, res);
    const { fields, files } = await sentWith(deps, req, res);
    const again = async (status: number, errors: FormErrors): Promise<void> => {
      await discardAll(deps.files, files);
      await showDeadline(deps, req, res, {
        form,
        status,
        errors,
        values: typed(fields),
      });
    };
    const parsed = parseForm(schema, fields);
    if (!parsed.ok) return again(422, parsed.errors);
    if (files.length > 1) return again(422, fieldError('documentId', 'Attach one file'));
    if (parsed.value.version !== deadline.version) return again(409, CHANGED);
    const by = actorIn(res);
    try {
      const outcome = await act({
        ...{ req, matter, deadline, value: parsed.value, by, hasFile: files.length > 0 },
        ...nowIn(deps.clock.now(), deadline.zone),
        document: (chosen) => documentOf(deps, matter.id, chosen, files, by),
      });
      if ('errors' in outcome) return await again(422, outcome.errors);
      flash(req, 'done', outcome.done);
      const { demandId } = deadline;
      goTo(
        res,
        outcome.from === 'demand' && demandId !== null
          ? `/matters/${matter.id}/demands/${demandId}#dates`
          : `/matters/${matter.id}/deadlines/${outcome.deadlineId ?? deadline.id}`,
      );
    } catch (error) {
      if (error instanceof DeadlineInputError) return again(422, fieldError(error.field, error.message));
      if (error instanceof ConflictError) return again(409, formError(error.message));
      throw error;
    }
  };
}

/** A form with or without a file. A file box left empty sends nothing. */
async function sentWith(
  deps: Deps,
  req: Request,
  res: Response,
): Promise<{ fields: unknown; files: readonly UploadedFile[] }> {
  if (!req.is('multipart/form-data')) return { fields: req.body, files: [] };
  const { fields, files } = await receiveUpload(req, res, deps.files);
  const empty = files.filter((file) => file.received.bytes === 0);
  await discardAll(deps.files, empty);
  return { fields, files: files.filter((file) => file.received.bytes > 0) };
}

async function documentOf(
  deps: Deps,
  matterId: string,
  chosen: string,
  files: readonly UploadedFile[],
  by: Actor,
): Promise<string | null> {
  const [file] = files;
  if (file) return (await keepDocument(deps, file, { matterId }, by)).id;
  return chosen === '' ? null : (await getDocumentIn(deps.db, matterId, chosen)).id;
}
