// Goroutines, live heap and collections of one package over its run. Each package is a process
// with a clock of its own, so they are not merged into one picture.
function timeline(data) {
  const packages = data.packages
    .filter((p) => p.samples.length > 1)
    .sort((a, b) => b.reported - a.reported || b.samples.length - a.samples.length);
  byId('timeline').hidden = !data.packages.some((p) => p.judged);
  if (!packages.length) {
    byId('timeline').classList.add('brief');
    byId('timeline-body').append(el('p', { class: 'quiet' },
      'no picture: the tests of no package ran long enough to be measured twice'));
    return;
  }
  const picture = el('div', { class: 'chart' });
  const readout = el('p', { class: 'readout quiet' });
  const choice = el('select', { id: 'timeline-package', change: () => draw() },
    packages.map((p, i) => el('option', { value: i },
      `${p.name}${p.reported ? ` · ${p.reported} leaked` : ''}`)));
  const draw = () => {
    const width = Math.max(280, picture.clientWidth || 1000);
    picture.replaceChildren(drawTimeline(packages[choice.value], width, readout));
  };
  byId('timeline-body').append(
    el('p', { class: 'tools' }, el('label', { for: 'timeline-package' }, 'Package '), choice),
    picture, readout);
  draw();
  let drawn = picture.clientWidth;
  new ResizeObserver(() => {
    if (picture.clientWidth !== drawn) {
      drawn = picture.clientWidth;
      draw();
    }
  }).observe(picture);
}

// The last sample at which there were no more goroutines than before the tests: from there on
// they never went back. Nothing where they did at the end.
function growthStart(p) {
  const level = Math.max(p.before, p.samples[0][1]);
  let last = -1;
  p.samples.forEach((s, i) => { last = s[1] <= level ? i : last; });
  return last >= 0 && last < p.samples.length - 1 ? { at: p.samples[last][0], level } : null;
}

function niceTop(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 2, 5, 10].map((n) => n * power).find((n) => n >= value) || value;
}

// One strip: an area in steps, with its top value and its name.
function strip(name, points, top, box, x, format) {
  const y = (v) => box.top + box.height * (1 - v / top);
  let line = '';
  points.forEach(([t, v], i) => { line += i ? `H${x(t)}V${y(v)}` : `M${x(t)},${y(v)}`; });
  const floor = box.top + box.height;
  return svg('g', { class: box.kind },
    svg('path', { class: 'area', d: `${line}V${floor}H${x(points[0][0])}Z` }),
    svg('path', { class: 'line', d: line }),
    [0, 0.5, 1].map((part) => [
      svg('line', { class: 'grid', x1: box.left, x2: box.right, y1: y(top * part), y2: y(top * part) }),
      svg('text', { class: 'tick', x: box.left - 8, y: y(top * part) + 4, 'text-anchor': 'end' },
        format(top * part)),
    ]),
    svg('text', { class: 'name', x: box.left, y: box.top - 10 }, name));
}

function drawTimeline(p, width, readout) {
  const s = p.samples;
  const left = 72;
  const right = width - 12;
  const first = s[0][0];
  const span = Math.max(1, s[s.length - 1][0] - first);
  const x = (t) => left + ((right - left) * (t - first)) / span;
  const most = Math.max(...s.map((v) => v[1]));
  const heap = Math.max(...s.map((v) => v[2]));
  const chart = svg('svg', { width, height: 332, viewBox: `0 0 ${width} 332`, role: 'img' });
  chart.setAttribute('aria-label', `${p.name}: ${s[0][1]} goroutines at the start, at most ${most}, `
    + `${s[s.length - 1][1]} at the end of ${seconds(span)}; live heap at most ${bytes(heap)}`);
  chart.append(
    strip('goroutines', s.map((v) => [v[0], v[1]]), niceTop(most),
      { kind: 'goroutines', left, right, top: 30, height: 130 }, x, (v) => number(Math.round(v * 10) / 10)),
    strip('live heap', s.map((v) => [v[0], v[2]]), heap || 1,
      { kind: 'heap', left, right, top: 202, height: 64 }, x, (v) => bytes(Math.round(v))));
  chart.append(svg('text', { class: 'tick', x: left - 8, y: 293, 'text-anchor': 'end' }, 'GC'));
  s.forEach((v, i) => {
    if (i && v[3] > s[i - 1][3]) {
      chart.append(svg('line', { class: 'gc', x1: x(v[0]), x2: x(v[0]), y1: 282, y2: 294 },
        svg('title', {}, counted(v[3] - s[i - 1][3], 'collection'))));
    }
  });
  [0, 0.25, 0.5, 0.75, 1].forEach((part) => {
    const anchor = part === 0 ? 'start' : part === 1 ? 'end' : 'middle';
    chart.append(svg('text', { class: 'tick', x: left + (right - left) * part, y: 320, 'text-anchor': anchor },
      seconds(Math.round(span * part))));
  });
  markGrowth(chart, p, x, left, right);
  addCrosshair(chart, p, x, readout);
  return chart;
}

function markGrowth(chart, p, x, left, right) {
  const growth = growthStart(p);
  if (!growth) {
    return;
  }
  const at = x(growth.at);
  chart.append(
    svg('line', { class: 'growth', x1: at, x2: at, y1: 10, y2: 296 }),
    svg('text', { class: 'growth', x: Math.min(at + 8, right - 175), y: 46 },
      `never back to ${counted(growth.level, 'goroutine')}`));
}

// What was measured at the pointer, or else at the end.
function addCrosshair(chart, p, x, readout) {
  const s = p.samples;
  const cross = svg('line', { class: 'cross', y1: 22, y2: 296, visibility: 'hidden' });
  const show = (v, visible) => {
    cross.setAttribute('x1', x(v[0]));
    cross.setAttribute('x2', x(v[0]));
    cross.setAttribute('visibility', visible ? 'visible' : 'hidden');
    readout.textContent = `at ${seconds(v[0] - s[0][0])}: ${counted(v[1], 'goroutine')}, `
      + `live heap ${bytes(v[2])}, ${counted(v[3], 'collection')} so far`;
  };
  chart.append(cross);
  chart.addEventListener('pointermove', (event) => {
    const at = event.clientX - chart.getBoundingClientRect().left;
    show(s.reduce((a, b) => (Math.abs(x(b[0]) - at) < Math.abs(x(a[0]) - at) ? b : a)), true);
  });
  chart.addEventListener('pointerleave', () => show(s[s.length - 1], false));
  show(s[s.length - 1], false);
}
