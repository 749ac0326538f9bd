// The one entry: marks the page as scripted and loads only what the page has a use for.
document.documentElement.classList.add('js');

const PARTS = [
  ['[data-drop]', './drop.js'],
  ['[data-grid]', './grid.js'],
  ['[data-reorder]', './reorder.js'],
  ['[data-rows]', './rows.js'],
  ['[data-tick-all]', './ticks.js'],
  ['[data-quote-source]', './quote.js'],
  ['.usa-combo-box', './combo.js'],
  ['input[data-date]', './dates.js'],
  ['[data-redact]', './redact.js'],
  ['[data-unsaved]', './unsaved.js'],
];
const loaded = new Map();

async function start(root) {
  for (const [selector, file] of PARTS) {
    const found = root.querySelectorAll(selector);
    if (found.length === 0) continue;
    if (!loaded.has(file)) loaded.set(file, import(file));
    const part = await loaded.get(file);
    for (const element of found) {
      const begun = element.dataset.begun ? element.dataset.begun.split(' ') : [];
      if (begun.includes(file)) continue;
      element.dataset.begun = [...begun, file].join(' ');
      part.begin(element);
    }
  }
}

/** What scrolls must be reachable by keyboard in every browser. */
function openScrollers() {
  for (const box of document.querySelectorAll('.document, .table-wrap, .figure-scroll, pre')) {
    const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
    if (scrolls && !box.hasAttribute('tabindex')) box.tabIndex = 0;
  }
}

/** On a narrow screen the tabs scroll: the one we are on is in view. */
function showCurrentTab() {
  const tab = document.querySelector('nav.tabs [aria-current]');
  if (!tab) return;
  const row = tab.parentElement;
  row.scrollLeft += tab.getBoundingClientRect().right - row.getBoundingClientRect().right;
}

/**
 * A form that was refused is shown at the address it was sent to. Written over, the entry is one that is asked for
 * with GET: coming back to it shows the page above instead of the browser's question whether to send again, and the
 * token that a form with files carries is not left in the address bar. Pages of other kinds are left alone: writing
 * over the entry ends a navigation that somebody quick has begun already.
 */
function settleAddress() {
  const address = new URL(location.href);
  if (!document.querySelector('.error-summary, [data-settle]') && !address.searchParams.has('_csrf')) return;
  address.searchParams.delete('_csrf');
  window.history.replaceState(window.history.state, '', address);
}

function focusFirst() {
  document.querySelector('[data-focus]')?.focus();
}

/**
 * What a choice needs is opened with it and marked as needed; a choice that needs it no more takes the mark away and
 * closes nothing, so that what was typed stays in view.
 */
function openWith({ form, name, value }) {
  for (const part of form?.querySelectorAll('details[data-open-with]') ?? []) {
    const [of, ...values] = part.dataset.openWith.split(' ');
    if (of !== name) continue;
    const isNeeded = values.includes(value);
    for (const mark of part.querySelectorAll('[data-needed]')) mark.hidden = !isNeeded;
    if (!isNeeded) continue;
    if (!part.open && part.dataset.says) say(part.dataset.says);
    part.open = true;
  }
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-copy], [data-print]');
  if (!button) {
    for (const menu of document.querySelectorAll('details.menu[open]'))
      if (!menu.contains(event.target)) menu.open = false;
    return;
  }
  if (button.hasAttribute('data-print')) window.print();
  else navigator.clipboard?.writeText(button.dataset.copy).then(() => say('Copied'));
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const menu = document.querySelector('details.menu[open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});
document.addEventListener('change', (event) => {
  if (event.target.matches('[data-autosubmit]')) event.target.form?.requestSubmit();
  openWith(event.target);
});
document.addEventListener('htmx:afterSettle', (event) => start(event.target.parentElement ?? document));

/** Says something to whoever cannot see that it happened. */
export function say(words) {
  let voice = document.getElementById('voice');
  if (!voice) {
    voice = document.createElement('p');
    voice.id = 'voice';
    voice.className = 'visually-hidden';
    voice.setAttribute('role', 'status');
    document.getElementById('main').append(voice);
  }
  voice.textContent = '';
  requestAnimationFrame(() => (voice.textContent = words));
}

settleAddress();
openScrollers();
showCurrentTab();
window.addEventListener('load', openScrollers);
start(document).then(focusFirst);
