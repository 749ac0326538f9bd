// Rows gone through with the keyboard. Keys act only while a row has the focus, so they never surprise someone typing.
const REMEMBERED = 'rejoinder.row';

export function begin(list) {
  const rows = () => [...list.children];
  const place = `${window.location.pathname}#${list.id}`;

  list.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest('input, select, textarea'))
      return;
    const row = event.target.closest('[data-rows] > *');
    const all = rows();
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step) {
      event.preventDefault();
      all[all.indexOf(row) + step]?.focus();
      return;
    }
    if (event.target !== row || event.key.length !== 1) return;
    const button = row.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  list.addEventListener('submit', (event) => {
    const row = event.target.closest('[data-rows] > *');
    sessionStorage.setItem(REMEMBERED, JSON.stringify({ place, index: rows().indexOf(row) }));
  });
  document.addEventListener('htmx:afterSettle', (event) => {
    if (list.contains(event.target) || event.target.contains(list)) focusNext(place, rows());
  });
  focusNext(place, rows());
}

function focusNext(place, rows) {
  const kept = JSON.parse(sessionStorage.getItem(REMEMBERED) ?? 'null');
  if (!kept || kept.place !== place) return;
  sessionStorage.removeItem(REMEMBERED);
  // After an error the summary speaks first.
  if (document.querySelector('[data-focus]')) return;
  const isOpen = (row) => !row.classList.contains('done');
  const next = rows.slice(kept.index).find(isOpen) ?? rows.find(isOpen) ?? rows[kept.index];
  next?.focus();
}
