// A link away from a form with words that nobody saved says so first; the second click leaves. Only for long writing.
export function begin(form) {
  let isChanged = false;
  let isWarned = false;
  const says = document.createElement('p');
  says.className = 'flash warn';
  says.setAttribute('role', 'alert');
  says.hidden = true;
  form.prepend(says);

  form.addEventListener('input', () => {
    isChanged = true;
    isWarned = false;
    says.hidden = true;
  });
  // A form that is sent is saved, or comes back with what was typed.
  document.addEventListener('submit', () => (isChanged = false));
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (!link || !isChanged || isWarned || staysHere(link, event)) return;
    event.preventDefault();
    isWarned = true;
    says.textContent = `${form.dataset.unsaved} Save first, or follow the link once more to leave without it.`;
    says.hidden = false;
    says.scrollIntoView({ block: 'nearest' });
  });
}

/** A place on this page, another window, or a click that opens one. */
function staysHere(link, event) {
  const to = new URL(link.href, location.href);
  const isSamePage = to.pathname === location.pathname && to.search === location.search && to.hash !== '';
  return (
    isSamePage ||
    link.target === '_blank' ||
    event.ctrlKey ||
    event.metaKey ||
    event.shiftKey ||
    event.button !== 0
  );
}
