// Lists put in order by dragging or by their buttons; the hidden fields move with their row.
import { say } from './app.js';

let dragged = null;

export function begin(list) {
  for (const row of list.children) row.draggable = true;

  list.addEventListener('click', (event) => {
    const button = event.target.closest('[data-move]');
    if (!button) return;
    event.preventDefault();
    const row = button.closest('li');
    if (!shift(row, button.dataset.move)) return;
    settle(row);
    button.focus();
  });
  list.addEventListener('dragstart', (event) => {
    dragged = event.target.closest('li');
    dragged.classList.add('dragging');
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', dragged.dataset.id ?? '');
  });
  list.addEventListener('dragend', () => {
    dragged?.classList.remove('dragging');
    dragged = null;
    clearTargets();
  });
  list.addEventListener('dragover', (event) => {
    if (!dragged || dragged.closest('form') !== list.closest('form')) return;
    event.preventDefault();
    clearTargets();
    rowUnder(list, event.clientY)?.classList.add('target');
  });
  list.addEventListener('drop', (event) => {
    if (!dragged) return;
    event.preventDefault();
    list.insertBefore(dragged, rowUnder(list, event.clientY) ?? null);
    settle(dragged);
  });
}

function clearTargets() {
  for (const row of document.querySelectorAll('.reorder > .target')) row.classList.remove('target');
}

function rowUnder(list, y) {
  return [...list.children].find((row) => {
    const box = row.getBoundingClientRect();
    return row !== dragged && y < box.top + box.height / 2;
  });
}

/** Moves a row by one; past the end of its list, into the neighbouring list of the same form. */
function shift(row, direction) {
  const list = row.parentElement;
  const lists = [...list.closest('form').querySelectorAll('[data-reorder]')];
  const neighbour = lists[lists.indexOf(list) + (direction === 'up' ? -1 : 1)];
  if (direction === 'up') {
    if (row.previousElementSibling) row.previousElementSibling.before(row);
    else if (neighbour) neighbour.append(row);
    else return false;
  } else if (row.nextElementSibling) row.nextElementSibling.after(row);
  else if (neighbour) neighbour.prepend(row);
  else return false;
  return true;
}

function settle(row) {
  const list = row.parentElement;
  const section = row.querySelector('[data-section-of]');
  if (section) section.value = list.dataset.section ?? '';
  const form = list.closest('form');
  for (const hint of form.querySelectorAll('[data-reorder-unsaved]')) hint.hidden = false;
  form.dispatchEvent(new CustomEvent('reordered', { bubbles: true }));
  const place = [...list.children].indexOf(row) + 1;
  say(`Now ${place} of ${list.children.length}${list.dataset.label ? ` in ${list.dataset.label}` : ''}`);
}
