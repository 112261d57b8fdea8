// The tests of a package as bars under its timeline: a row holds tests that ran one after the
// other, those that leak stand in the first rows.
const testRows = { most: 30, height: 20, bar: 15, letter: 6.7 };

// Where each test stands, and the times in words; one that never ended lasts as long as the picture.
function testsOf(p, until) {
  return p.tests.map(([name, start, end, severity, leaked]) => ({
    name, start, end: end === null ? Math.max(start, until) : end, ended: end !== null, severity, leaked,
  }));
}

// Gives each test that finds room a row, counted from 0.
function packTests(tests) {
  const rank = (t) => (t.severity ? 0 : t.name.includes('/') ? 2 : 1);
  const rows = [];
  const meet = (a, b) => a.start < b.end && b.start < a.end;
  [...tests].sort((a, b) => rank(a) - rank(b) || a.start - b.start || b.end - a.end).forEach((t) => {
    t.row = rows.findIndex((row) => !row.some((other) => meet(t, other)));
    if (t.row < 0 && rows.length < testRows.most) {
      t.row = rows.push([]) - 1;
    }
    if (t.row >= 0) {
      rows[t.row].push(t);
    }
  });
  return rows;
}

function leakInWords(t) {
  return t.severity ? `leaks ${counted(t.leaked, 'goroutine')}` : '';
}

function testInWords(t) {
  const times = t.ended ? `${seconds(t.start)} to ${seconds(t.end)}` : `from ${seconds(t.start)}, never ended`;
  return [`${t.name} · ${times}`, leakInWords(t), t.atGrowth && 'ran when growth started']
    .filter(Boolean).join(' · ');
}

// About as wide as the text is drawn: letters of East Asia take two places.
function textWidth(text) {
  return [...text].reduce((width, letter) => width + (letter > '\u10ff' ? 2 : 1), 0) * testRows.letter;
}

// A name or its start, as far as there is room; too little of it says nothing.
function cutName(name, room) {
  if (textWidth(name) <= room) {
    return name;
  }
  const letters = [...name];
  while (letters.length && textWidth(letters.join('')) > room - testRows.letter) {
    letters.pop();
  }
  return letters.length >= 6 ? `${letters.join('')}…` : '';
}

// The whole name or that of the subtest alone, inside of the bar, else behind it, else before it;
// else the start of the shorter one. Where what is drawn of the test ends, is `end`.
function placeLabel(t, bar, left, right) {
  const end = bar.x + bar.width;
  const subtest = t.name.indexOf('/');
  const names = subtest < 0 ? [t.name] : [t.name, t.name.slice(subtest)];
  const fits = (room) => names.find((name) => textWidth(name) + 10 <= room);
  const inside = fits(bar.width);
  const behind = fits(right - end);
  const before = fits(bar.x - left);
  if (!inside && behind) {
    return { text: behind, x: end + 5, end: end + textWidth(behind) + 10 };
  }
  if (!inside && before) {
    return { text: before, x: bar.x - 5, anchor: 'end', end };
  }
  return { text: inside || cutName(names[names.length - 1], bar.width - 10), x: bar.x + 5, inside: true, end };
}

function testBar(t, bar, label) {
  return svg('g', { class: `test ${t.severity}${t.atGrowth ? ' at-growth' : ''}` },
    svg('title', {}, testInWords(t)),
    svg('rect', { x: bar.x, y: bar.y, width: bar.width, height: testRows.bar, rx: Math.min(3, bar.width / 2) }),
    label.text && svg('text', {
      class: label.inside && 'inside', x: label.x, y: bar.y + 11.5, 'text-anchor': label.anchor,
    }, label.text));
}

// From left to right, so that the names of two bars do not meet. Those that leak lie on top.
function drawRow(row, x, top, box) {
  const sorted = [...row].sort((a, b) => a.start - b.start || a.end - b.end);
  let left = box.left;
  const bars = sorted.map((t, i) => {
    const bar = { x: x(t.start), y: top, width: Math.max(2.5, x(t.end) - x(t.start) - 1) };
    const right = i + 1 < sorted.length ? x(sorted[i + 1].start) : box.right;
    const label = placeLabel(t, bar, left, right);
    left = label.end;
    return { t, node: testBar(t, bar, label) };
  });
  return bars.sort((a, b) => !!a.t.severity - !!b.t.severity).map((bar) => bar.node);
}

function drawTests(rows, x, box) {
  return svg('g', { class: 'tests' },
    svg('text', { class: 'name', x: box.left, y: box.top - 9 }, 'tests'),
    rows.map((row, i) => drawRow(row, x, box.top + i * testRows.height, box)));
}

// `TestA, TestB and 3 more`: those that leak first, no test beside its own subtest.
function namesOf(tests, most) {
  const rank = (t) => (t.severity ? 0 : 1);
  const single = tests.filter((t) => !tests.some((other) => other.name.startsWith(`${t.name}/`)));
  const names = [...new Set(single.sort((a, b) => rank(a) - rank(b) || a.start - b.start).map((t) => t.name))];
  const more = names.length - most;
  return names.slice(0, most).join(', ') + (more > 0 ? ` and ${number(more)} more` : '');
}

// One entry for each way in which the bars are drawn.
function legendOf(tests) {
  const severities = ['high', 'medium', 'low', 'note'].filter((s) => tests.some((t) => t.severity === s));
  return el('ul', { class: 'legend' },
    severities.map((severity) => el('li', {}, el('span', { class: `key ${severity}` }), `leaks (${severity})`)),
    el('li', {}, el('span', { class: 'key test' }), severities.length ? 'other tests' : 'tests'),
    tests.some((t) => t.atGrowth) && el('li', {}, el('span', { class: 'key at-growth' }), 'ran when growth started'));
}

function runningAt(tests, from, to) {
  return tests.filter((t) => t.start <= to && t.end >= from);
}

// What the bars show, for those who read: the start of growth, what is left out, a table.
function testsInWords({ p, tests, growth }) {
  if (!tests.length) {
    return [p.cached && el('p', { class: 'quiet' }, 'when the tests ran is not known: Go replayed them from its cache')];
  }
  const notDrawn = tests.filter((t) => t.row < 0).length;
  const atGrowth = namesOf(tests.filter((t) => t.atGrowth), 4);
  const sorted = [...tests].sort((a, b) => a.start - b.start || b.end - a.end);
  return [
    legendOf(tests),
    growth && el('p', { class: 'growth-start' }, el('b', {}, `Growth starts at ${seconds(growth.at)}`),
      atGrowth ? ` while ${atGrowth} ran` : '', `; from there on never back to ${counted(growth.level, 'goroutine')}.`),
    el('details', { class: 'tests-table' },
      el('summary', {}, `${counted(tests.length, 'test')} over time, as a table`),
      notDrawn > 0 && el('p', { class: 'quiet' }, `${counted(notDrawn, 'test')} found no room in the picture`),
      p.moreTests > 0 && el('p', { class: 'quiet' }, `${counted(p.moreTests, 'shorter test')} left out, neither drawn nor listed`),
      el('div', { class: 'scroll' }, el('table', {},
        el('caption', {}, 'since the first test began; a parallel test begins when its wait is over'),
        el('thead', {}, el('tr', {}, ['Test', 'From', 'To', 'Remark'].map((head, i) =>
          el('th', { scope: 'col', class: (i === 1 || i === 2) && 'number' }, head)))),
        el('tbody', {}, sorted.map((t) => el('tr', {},
          el('td', { class: 'name' }, t.name),
          el('td', { class: 'number' }, seconds(t.start)),
          el('td', { class: 'number' }, t.ended ? seconds(t.end) : 'never ended'),
          el('td', {}, [leakInWords(t), t.atGrowth && 'ran when growth started'].filter(Boolean).join(' · ')))))))),
  ];
}
