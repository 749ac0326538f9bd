// A table of inputs that behaves a little like a spreadsheet.
const CELL = 'input[data-col], select[data-col], textarea[data-col]';

export function begin(table) {
  const form = table.closest('form');
  // A form that came back holds what was typed: the page says beside each cell what is on record.
  const saved = new Map(
    [...table.querySelectorAll(CELL)].map((cell) => [cell, cell.dataset.stored ?? cell.value]),
  );
  let isSending = false;

  const mark = () => {
    let changes = 0;
    for (const [cell, value] of saved) {
      const isChanged = cell.value !== value;
      cell.classList.toggle('changed', isChanged);
      if (isChanged) changes += 1;
    }
    const count = form?.querySelector('[data-grid-count]');
    if (count)
      count.textContent =
        changes === 0
          ? 'Nothing changed'
          : `${changes} ${changes === 1 ? 'cell' : 'cells'} changed, not saved`;
    return changes;
  };

  table.addEventListener('input', mark);
  table.addEventListener('change', (event) => {
    if (event.target.matches('[data-pick-all]'))
      for (const box of picksOf(table)) box.checked = event.target.checked;
    if (event.target.matches('[data-pick], [data-pick-all]')) sayPicked(table);
    if (event.target.matches('[data-set-all]')) setForAll(table, event.target);
    mark();
  });
  table.addEventListener('paste', (event) => {
    if (!event.target.matches(CELL)) return;
    const text = event.clipboardData.getData('text/plain');
    if (!/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    spread(table, event.target, text);
    mark();
  });
  table.addEventListener('keydown', (event) => move(table, event));
  // Accepting one proposal fills its cell, which is saved with the others; without scripts the button saves it at once.
  table.addEventListener('click', (event) => {
    const button = event.target.closest('[data-take]');
    const cell = button?.closest('td').querySelector(CELL);
    if (!cell) return;
    event.preventDefault();
    put(cell, button.dataset.take);
    const shown = cell.closest('tr').querySelector('input[name^="proposed["]');
    if (shown)
      shown.value = shown.value
        .split(' ')
        .filter((key) => !key.startsWith(`${cell.dataset.col}.`))
        .join(' ');
    button.closest('[data-proposal]').remove();
    cell.focus();
    mark();
  });
  form?.addEventListener('submit', () => (isSending = true));
  // Linking leaves the page: what was typed is saved first, or it would be lost.
  document.getElementById('link-picked')?.addEventListener('submit', (event) => {
    const changes = mark();
    if (changes === 0) return;
    event.preventDefault();
    const says = document.querySelector('[data-link-says]');
    if (says)
      says.textContent = `${changes === 1 ? '1 cell is' : `${changes} cells are`} changed and not saved. Save the table first; then pick and link.`;
    form?.querySelector('.save-bar button[type=submit]')?.focus();
  });
  // New files refresh the list, but never over what was typed and not saved.
  table.closest('[data-refreshed]')?.addEventListener('htmx:beforeSwap', (event) => {
    if (mark() > 0) event.detail.shouldSwap = false;
  });
  window.addEventListener('beforeunload', (event) => {
    if (!isSending && mark() > 0) event.preventDefault();
  });
  mark();
  sayPicked(table);
}

function picksOf(table) {
  return [...table.querySelectorAll('input[type=checkbox][data-pick]')];
}

/** Picked rows are marked, and everything that acts on them says so. */
function sayPicked(table) {
  const picks = picksOf(table);
  const count = picks.filter((box) => box.checked).length;
  for (const box of picks) box.closest('tr').classList.toggle('picked', box.checked);
  const all = table.querySelector('[data-pick-all]');
  if (all) {
    all.checked = count > 0 && count === picks.length;
    all.indeterminate = count > 0 && count < picks.length;
  }
  const says = table.querySelector('[data-set-says]');
  if (says) says.textContent = count === 0 ? 'Set for all' : `Set for the ${count} picked`;
  const whom = count === 0 ? 'all rows' : count === 1 ? 'the picked row' : `the ${count} picked rows`;
  for (const cell of table.querySelectorAll('[data-set-all]')) {
    cell.dataset.field ??= cell.getAttribute('aria-label').replace(/ for all rows$/, '');
    cell.setAttribute('aria-label', `${cell.dataset.field} for ${whom}`);
  }
  const items =
    count === 1 ? 'the picked item' : count === 0 ? 'the picked items' : `the ${count} picked items`;
  for (const words of document.querySelectorAll('[data-pick-says]'))
    words.textContent = `${words.dataset.pickSays} ${items}`;
}

function rowsOf(table) {
  return [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => row.querySelector(CELL));
}

function setForAll(table, source) {
  const rows = rowsOf(table);
  const ticked = rows.filter((row) => row.querySelector('input[type=checkbox][data-pick]:checked'));
  for (const row of ticked.length > 0 ? ticked : rows) {
    const cell = row.querySelector(`[data-col="${CSS.escape(source.dataset.setAll)}"]`);
    if (cell) put(cell, source.value);
  }
}

function spread(table, from, text) {
  const rows = rowsOf(table);
  const top = rows.indexOf(from.closest('tr'));
  const left = [...from.closest('tr').querySelectorAll(CELL)].indexOf(from);
  text
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '')
    .split('\n')
    .forEach((line, down) => {
      const cells = rows[top + down]?.querySelectorAll(CELL) ?? [];
      line.split('\t').forEach((value, across) => {
        const cell = cells[left + across];
        if (cell) put(cell, value.trim());
      });
    });
}

function put(cell, value) {
  if (cell.disabled || cell.readOnly) return;
  if (cell.tagName !== 'SELECT') {
    cell.value = value;
    return;
  }
  // A spreadsheet has the words that are shown, not the value behind them.
  const wanted = value.toLowerCase();
  const option = [...cell.options].find(
    (one) => one.value === value || one.text.trim().toLowerCase() === wanted,
  );
  if (option) cell.value = option.value;
}

function move(table, event) {
  const cell = event.target;
  if (!cell.matches(CELL) || event.altKey || event.ctrlKey || event.metaKey) return;
  const isOneLine = cell.tagName === 'INPUT';
  const goes = {
    ArrowUp: isOneLine ? [-1, 0] : null,
    ArrowDown: isOneLine ? [1, 0] : null,
    Enter: isOneLine ? [event.shiftKey ? -1 : 1, 0] : null,
    ArrowLeft: isOneLine && caretAt(cell, 'start') ? [0, -1] : null,
    ArrowRight: isOneLine && caretAt(cell, 'end') ? [0, 1] : null,
  }[event.key];
  if (!goes) return;
  event.preventDefault();
  const rows = rowsOf(table);
  const row = cell.closest('tr');
  const cells = [...row.querySelectorAll(CELL)];
  const nextRow = rows[rows.indexOf(row) + goes[0]];
  const next =
    goes[0] === 0
      ? cells[cells.indexOf(cell) + goes[1]]
      : nextRow?.querySelector(`[data-col="${CSS.escape(cell.dataset.col)}"]`);
  next?.focus();
  next?.select?.();
}

function caretAt(cell, end) {
  try {
    if (cell.selectionStart !== cell.selectionEnd) return false;
    return end === 'start' ? cell.selectionStart === 0 : cell.selectionEnd === cell.value.length;
  } catch {
    return false;
  }
}
