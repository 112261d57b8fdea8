// Goroutines, live heap and collections of one package over its run, the tests below. Each package is a process
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
  const chart = el('div', { class: 'chart' });
  const readout = el('p', { class: 'readout quiet' });
  const told = el('div', {});
  let shown = null;
  const choice = el('select', { id: 'timeline-package', change: () => draw() },
    packages.map((p, i) => el('option', { value: i },
      `${p.name}${p.reported ? ` · ${p.reported} leaked` : ''}`)));
  const draw = () => {
    const width = Math.max(280, (chart.clientWidth || 1000) - 16);
    const content = picture(packages[choice.value], width);
    chart.replaceChildren(drawTimeline(content, readout));
    if (shown !== choice.value) { // not when only the width is another: a reader may have opened it
      shown = choice.value;
      told.replaceChildren(...testsInWords(content).filter(Boolean));
    }
  };
  byId('timeline-body').append(
    el('p', { class: 'tools' }, el('label', { for: 'timeline-package' }, 'Package '), choice),
    chart, readout, told);
  draw();
  let drawn = chart.clientWidth;
  new ResizeObserver(() => {
    if (chart.clientWidth !== drawn) {
      drawn = chart.clientWidth;
      draw();
    }
  }).observe(chart);
}

// The last sample at which there were no more goroutines than before the tests: from there on
// they never went back. Nothing where they did at the end.
function growthStart(p) {
  const level = Math.max(p.before, p.samples[0][1]);
  let last = -1;
  p.samples.forEach((s, i) => { last = s[1] <= level ? i : last; });
  return last >= 0 && last < p.samples.length - 1
    ? { at: p.samples[last][0], next: p.samples[last + 1][0], level } : null;
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

// What a picture is drawn from: the tests with their rows, the start of growth, the scale.
function picture(p, width) {
  const s = p.samples;
  const left = 72;
  const right = width - 12;
  const until = Math.max(1, s[s.length - 1][0], ...p.tests.map((t) => t[2] || t[1]));
  const most = Math.max(...s.map((v) => v[1]));
  const tests = testsOf(p, until);
  const growth = growthStart(p);
  if (growth) {
    runningAt(tests, growth.at, growth.next).forEach((t) => { t.atGrowth = true; });
  }
  const rows = packTests(tests);
  const bottom = 296 + (rows.length ? 40 + rows.length * testRows.height : 0);
  return {
    p, s, most, tests, growth, rows, left, right, until, bottom, width, narrow: width < 480,
    x: (t) => left + ((right - left) * t) / until,
  };
}

function drawTimeline(c, readout) {
  const { p, s, most, left, right, x } = c;
  const heap = Math.max(...s.map((v) => v[2]));
  const height = c.bottom + 36;
  const chart = svg('svg', { width: c.width, height, viewBox: `0 0 ${c.width} ${height}`, role: 'img' });
  chart.setAttribute('aria-label', `${p.name}: ${s[0][1]} goroutines at the start, at most ${most}, `
    + `${s[s.length - 1][1]} at the end of ${seconds(c.until)}; live heap at most ${bytes(heap)}`
    + `${c.tests.length ? `; ${counted(c.tests.length, 'test')} as bars, and as a table below` : ''}`);
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
  (c.narrow ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]).forEach((part) => {
    const anchor = part === 0 ? 'start' : part === 1 ? 'end' : 'middle';
    chart.append(svg('text', { class: 'tick', x: left + (right - left) * part, y: c.bottom + 24, 'text-anchor': anchor },
      seconds(Math.round(c.until * part))));
  });
  markGrowth(chart, c);
  if (c.rows.length) {
    chart.append(drawTests(c.rows, x, { left, right, top: 334 }));
  }
  addCrosshair(chart, c, readout);
  return chart;
}

// A line, and beside it what starts there, on the side where there is more room. Where that is little,
// the text below has it alone.
function markGrowth(chart, c) {
  if (!c.growth) {
    return;
  }
  const at = c.x(c.growth.at);
  const behind = c.right - at >= at - c.left;
  const y = c.growth.level > 0.6 * niceTop(c.most) ? 148 : 62; // where the curve is not
  const names = namesOf(c.tests.filter((t) => t.atGrowth), 1);
  const room = Math.max(c.right - at, at - c.left) - 16;
  const lines = c.narrow ? ['growth starts'] : [`never back to ${counted(c.growth.level, 'goroutine')}`,
    names ? `growth starts: ${names}` : 'growth starts'];
  chart.append(
    svg('line', { class: 'growth', x1: at, x2: at, y1: 10, y2: c.bottom }),
    ...lines.map((line, i) => svg('text', {
      class: 'growth', x: at + (behind ? 8 : -8), y: y - i * 16, 'text-anchor': behind ? 'start' : 'end',
    }, cutName(line, room))));
}

// What was measured at the pointer, or else at the end.
function addCrosshair(chart, c, readout) {
  const { s, x } = c;
  const cross = svg('line', { class: 'cross', y1: 22, y2: c.bottom, visibility: 'hidden' });
  const show = (v, visible) => {
    cross.setAttribute('x1', x(v[0]));
    cross.setAttribute('x2', x(v[0]));
    cross.setAttribute('visibility', visible ? 'visible' : 'hidden');
    const names = visible ? namesOf(runningAt(c.tests, v[0], v[0]), 3) : '';
    readout.textContent = `at ${seconds(v[0])}: ${counted(v[1], 'goroutine')}, `
      + `live heap ${bytes(v[2])}, ${counted(v[3], 'collection')} so far${names ? `; ${names} ran` : ''}`;
  };
  chart.append(cross);
  chart.addEventListener('pointermove', (event) => {
    const at = event.clientX - chart.getBoundingClientRect().left;
    show(s.reduce((a, b) => (Math.abs(x(b[0]) - at) < Math.abs(x(a[0]) - at) ? b : a)), true);
  });
  chart.addEventListener('pointerleave', () => show(s[s.length - 1], false));
  show(s[s.length - 1], false);
}
