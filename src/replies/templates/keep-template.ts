import type { z } from 'zod';
import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { insertTemplate, updateTemplate, type LetterTemplate } from './template-store.js';
import type { templateForm } from './template-form.js';

type TemplateRequest = z.infer<typeof templateForm>;

/** Keeps a template of the matter: a new one, or other words for `before`. Letters begun from it keep theirs. */
export async function keepTemplate(
  deps: Deps,
  matterId: string,
  request: TemplateRequest,
  by: Actor,
  before?: { readonly id: string; readonly version: number },
): Promise<string> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const written = { writtenAt: at, writtenBy: by.accountId };
    let id = before?.id;
    if (before === undefined || id === undefined)
      id = await insertTemplate(tx, { matterId, ...request, state: 'live', ...written });
    else await updateTemplate(tx, before.id, before.version, { ...request, ...written });
    const detail = { kind: request.kind };
    await recordEvent(tx, { by, at, action: 'template.written', subject: id, matterId, detail });
    return id;
  });
}

/** Takes a template off the list; letters begun from it stay as they are. */
export async function withdrawTemplate(
  deps: Deps,
  template: Pick<LetterTemplate, 'id' | 'matterId' | 'kind'>,
  version: number,
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    await updateTemplate(tx, template.id, version, { state: 'withdrawn' });
    const { id: subject, matterId } = template;
    const detail = { kind: template.kind };
    await recordEvent(tx, { by, at, action: 'template.withdrawn', subject, matterId, detail });
  });
}
