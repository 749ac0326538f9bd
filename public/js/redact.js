// A box drawn over a page, with the mouse or with the arrow keys, fills the fields of the form beside it; the fields
// alone do the same.
const ROUND = 10;
const STEP = 6;
const FINE_STEP = 1;
const FIRST_BOX = { width: 144, height: 18 };
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function begin(figure) {
  const form = document.querySelector('[data-redact-form]');
  const svg = figure.querySelector('svg');
  if (!form || !svg) return;
  const { width: pageWidth, height: pageHeight } = svg.viewBox.baseVal;
  const drawn = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  drawn.setAttribute('class', 'drawn');
  svg.append(drawn);
  figure.classList.add('draws');
  figure.tabIndex = 0;
  figure.setAttribute('role', 'group');
  figure.setAttribute('aria-roledescription', 'page to draw a box on');
  figure.setAttribute('aria-describedby', 'redact-keys');
  const field = (name) => form.elements.namedItem(name);
  const number = (name) => Number.parseFloat(field(name).value) || 0;
  const round = (value) => Math.round(value * ROUND) / ROUND;
  const within = (value, most) => Math.min(most, Math.max(0, value));
  let from = null;

  const show = () => {
    for (const [name, side] of [
      ['left', 'x'],
      ['top', 'y'],
      ['width', 'width'],
      ['height', 'height'],
    ])
      drawn.setAttribute(side, number(name));
  };
  const put = ({ left, top, width, height }) => {
    field('left').value = round(left);
    field('top').value = round(top);
    field('width').value = round(width);
    field('height').value = round(height);
    show();
  };
  const pointAt = (event) => {
    const box = svg.getBoundingClientRect();
    return {
      x: within(((event.clientX - box.left) / box.width) * pageWidth, pageWidth),
      y: within(((event.clientY - box.top) / box.height) * pageHeight, pageHeight),
    };
  };
  const fill = (to) =>
    put({
      left: Math.min(from.x, to.x),
      top: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x),
      height: Math.abs(from.y - to.y),
    });

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
  figure.addEventListener('pointercancel', () => {
    from = null;
  });

  // Arrows move the box, with Shift they size it, with Alt they do so by a point; Enter goes on to the reason.
  figure.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      field('reason').focus();
      return;
    }
    const direction = ARROWS[event.key];
    if (!direction || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const step = event.altKey ? FINE_STEP : STEP;
    const [right, down] = direction.map((each) => each * step);
    const box = {
      left: number('left'),
      top: number('top'),
      width: number('width'),
      height: number('height'),
    };
    if (box.width === 0 || box.height === 0) {
      const { width, height } = FIRST_BOX;
      put({ left: (pageWidth - width) / 2, top: (pageHeight - height) / 2, width, height });
      return;
    }
    if (event.shiftKey)
      put({
        ...box,
        width: Math.max(FINE_STEP, within(box.width + right, pageWidth - box.left)),
        height: Math.max(FINE_STEP, within(box.height + down, pageHeight - box.top)),
      });
    else
      put({
        ...box,
        left: within(box.left + right, pageWidth - box.width),
        top: within(box.top + down, pageHeight - box.height),
      });
  });
  form.addEventListener('input', show);
  show();
}
