// A box drawn over a page fills the fields of the form beside it; the fields alone do the same.
const ROUND = 10;

export function begin(figure) {
  const form = document.querySelector('[data-redact-form]');
  const svg = figure.querySelector('svg');
  if (!form || !svg) return;
  const drawn = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  drawn.setAttribute('class', 'drawn');
  svg.append(drawn);
  figure.classList.add('draws');
  const field = (name) => form.elements.namedItem(name);
  let from = null;

  const show = () => {
    for (const [name, side] of [
      ['left', 'x'],
      ['top', 'y'],
      ['width', 'width'],
      ['height', 'height'],
    ])
      drawn.setAttribute(side, Number.parseFloat(field(name).value) || 0);
  };
  const pointAt = (event) => {
    const box = svg.getBoundingClientRect();
    const { width, height } = svg.viewBox.baseVal;
    const within = (value, most) => Math.min(most, Math.max(0, value));
    return {
      x: within(((event.clientX - box.left) / box.width) * width, width),
      y: within(((event.clientY - box.top) / box.height) * height, height),
    };
  };
  const fill = (to) => {
    const round = (value) => Math.round(value * ROUND) / ROUND;
    field('left').value = round(Math.min(from.x, to.x));
    field('top').value = round(Math.min(from.y, to.y));
    field('width').value = round(Math.abs(from.x - to.x));
    field('height').value = round(Math.abs(from.y - to.y));
    show();
  };

  figure.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    event.preventDefault();
    from = pointAt(event);
    figure.setPointerCapture(event.pointerId);
  });
  figure.addEventListener('pointermove', (event) => {
    if (from) fill(pointAt(event));
  });
  figure.addEventListener('pointerup', (event) => {
    if (!from) return;
    fill(pointAt(event));
    from = null;
    field('reason').focus();
  });
  form.addEventListener('input', show);
  show();
}
