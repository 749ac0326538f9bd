// Takes the words selected in a letter's text into the form, with their page and where they stand in it.
let lastForm = null;

export function begin(source) {
  document.addEventListener('focusin', (event) => {
    const form = event.target.closest('[data-quote-form]');
    if (form) lastForm = form;
  });
  const buttons = document.querySelectorAll('[data-quote-take]');
  const refresh = () => {
    const isThere = selectedIn(source) !== null;
    for (const button of buttons) button.disabled = !isThere;
  };
  document.addEventListener('selectionchange', refresh);
  refresh();
  for (const button of buttons) {
    // Pressing a button must not lose the selection it is about.
    button.addEventListener('mousedown', (event) => event.preventDefault());
    button.addEventListener('click', () => take(source));
  }
}

function selectedIn(source) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  return source.contains(range.startContainer) && source.contains(range.endContainer) ? range : null;
}

function take(source) {
  const range = selectedIn(source);
  const form = lastForm?.isConnected ? lastForm : document.querySelector('[data-quote-form]');
  if (!range || !form) return;
  const words = elementOf(range.startContainer).closest('[data-page-words]');
  const start = words ? offsetIn(words, range.startContainer, range.startOffset) : null;
  const text = range.toString();
  const blank = text.length - text.trimStart().length;
  const quote = text.trim();
  // A word broken behind its hyphen keeps the hyphen without the line break.
  const whole = quote.replace(
    /(?<=[\p{L}\d])([-\u2010\u2011])(\s+)(?=[\p{L}\d])(?!(?:and|or|to)\b)/gu,
    (all, hyphen, blank) => (blank.includes('\n') ? hyphen : all),
  );
  set(form, 'quote', whole.replace(/\s+/g, ' '));
  set(form, 'page', elementOf(range.startContainer).closest('[data-page]')?.dataset.page ?? '');
  if (start !== null) {
    set(form, 'start', String(start + blank));
    set(form, 'end', String(start + blank + quote.length));
  }
  const details = form.closest('details');
  if (details) details.open = true;
  form.querySelector('[name=quote]')?.focus();
}

function elementOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
}

function offsetIn(container, node, offset) {
  const before = document.createRange();
  before.selectNodeContents(container);
  before.setEnd(node, offset);
  return before.toString().length;
}

function set(form, name, value) {
  const control = form.elements.namedItem(name);
  if (!control) return;
  control.value = value;
  control.dispatchEvent(new Event('input', { bubbles: true }));
}
