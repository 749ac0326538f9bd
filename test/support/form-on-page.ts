import { Parser } from 'htmlparser2';

/** What a browser would send of a form as it stands on a page: names with values, a name as often as it is there. */
export type FormFields = Record<string, string[]>;

/** The fields of the first form whose address ends so; a button is not pressed. Throws where there is no such form. */
export function formOnPage(page: string, addressEnds: string): FormFields {
  const fields: FormFields = {};
  const add = (name: string | undefined, value: string): void => {
    if (name !== undefined && name !== '') (fields[name] ??= []).push(value);
  };
  let state: 'before' | 'inside' | 'after' = 'before';
  let select: { name: string | undefined; value: string | null } | null = null;
  let area: { name: string | undefined; text: string } | null = null;
  const parser = new Parser({
    onopentag(tag, of) {
      if (tag === 'form' && state === 'before' && of['action']?.endsWith(addressEnds)) state = 'inside';
      if (state !== 'inside' || 'disabled' in of) return;
      if (tag === 'select') select = { name: of['name'], value: null };
      if (tag === 'option' && select !== null && (select.value === null || 'selected' in of))
        select.value = of['value'] ?? '';
      if (tag === 'textarea') area = { name: of['name'], text: '' };
      const isBox = of['type'] === 'checkbox' || of['type'] === 'radio';
      if (tag === 'input' && (!isBox || 'checked' in of)) add(of['name'], of['value'] ?? (isBox ? 'on' : ''));
    },
    ontext(text) {
      if (area !== null) area.text += text;
    },
    onclosetag(tag) {
      if (state !== 'inside') return;
      if (tag === 'select' && select !== null) add(select.name, select.value ?? '');
      if (tag === 'textarea' && area !== null) add(area.name, area.text.replace(/^\n/, ''));
      if (tag === 'select') select = null;
      if (tag === 'textarea') area = null;
      if (tag === 'form') state = 'after';
    },
  });
  parser.write(page);
  parser.end();
  if ((state as string) === 'before') throw new Error(`no form on the page leads to ${addressEnds}`);
  return fields;
}
