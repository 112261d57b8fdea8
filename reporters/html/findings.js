// The table of all findings. Rows are made for what is shown only, a hundred at a time.
const severities = ['high', 'medium', 'low', 'note'];
const dispositions = ['reported', 'baseline', 'allowed', 'below_threshold'];
const marks = ['new', 'grown', 'known'];
const tiers = ['proven', 'growing', 'lingering', 'one-time', 'ends-by-itself'];
const columns = [
  ['severity', 'Severity', (f) => severities.indexOf(f.severity)],
  ['finding', 'Finding', (f) => f.message + f.in + f.rule],
  ['test', 'Test', (f) => f.test || f.noTest],
  ['tier', 'Evidence', (f) => (f.leak ? tiers.indexOf(f.tier) : tiers.length)],
  ['count', 'Count', (f) => -f.all],
];

function findingsTable(data) {
  if (!data.findings.length) {
    return;
  }
  const page = 100;
  const open = new Set();
  const view = { sort: null, down: true, most: page, print: matchMedia('print').matches };
  const status = el('p', { class: 'readout quiet', role: 'status' });
  const body = el('tbody');
  const more = el('button', { type: 'button', class: 'more', click: () => showMore() });
  const search = el('input', { type: 'search', id: 'find', placeholder: 'text in tests, functions, files …', input: () => reset() });
  const chooser = (id, name, values, of) => {
    const counts = new Map();
    data.findings.forEach((f) => counts.set(of(f), (counts.get(of(f)) || 0) + 1));
    const known = (values || [...counts.keys()].sort()).filter((value) => counts.has(value));
    const select = el('select', { id, change: () => reset() }, el('option', { value: '' }, 'all'),
      known.map((value) => el('option', { value }, `${words(value) || 'whole run'} (${number(counts.get(value))})`)));
    const node = known.length > 1 ? el('span', { class: 'tool' }, el('label', { for: id }, name), select) : '';
    return { node, passes: (f) => select.selectedIndex < 1 || of(f) === select.value };
  };
  const filters = [
    chooser('by-package', 'Package', null, (f) => f.package),
    chooser('by-severity', 'Severity', severities, (f) => f.severity),
    chooser('by-status', 'Status', dispositions, (f) => f.disposition),
    chooser('by-base', 'Against the base', marks, (f) => f.base),
  ];
  const heads = columns.map(([id, name, key]) => el('th', { scope: 'col', class: id },
    el('button', { type: 'button', click: () => sortBy(key) }, name)));

  function text(f) {
    f.text = f.text || [f.message, f.rule, f.package, f.noTest, f.test, f.why, f.fix, f.fingerprint, f.state,
      ...f.leakers.map((l) => l[0]), ...[f.at, f.started, f.blocked].filter((at) => at >= 0).map((at) => data.frames[at].join(' ')),
    ].join('\n').toLowerCase();
    return f.text;
  }
  function sortBy(key) {
    view.down = view.sort === key ? !view.down : true;
    view.sort = key;
    heads.forEach((head, i) => (columns[i][2] === key
      ? head.setAttribute('aria-sort', view.down ? 'ascending' : 'descending') : head.removeAttribute('aria-sort')));
    reset();
  }
  function selected() {
    const wanted = search.value.trim().toLowerCase();
    // What follows from another finding is told there, unless somebody looks for it.
    const found = data.findings.filter((f) => (wanted || !f.cause || f === linked)
      && filters.every((filter) => filter.passes(f)) && (!wanted || text(f).includes(wanted)));
    if (view.sort) {
      const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
      found.sort((a, b) => compare(view.sort(a), view.sort(b)) * (view.down ? 1 : -1));
    }
    return found;
  }
  function reset() {
    view.most = page;
    draw();
  }
  function showMore() {
    const first = view.most;
    view.most += page;
    draw();
    body.querySelectorAll('.title')[first].focus();
  }
  function draw() {
    const found = selected();
    body.replaceChildren(...found.slice(0, view.most).flatMap((f) => findingRows(f, data, open, view.print)));
    const folded = data.findings.filter((f) => f.cause).length;
    status.textContent = found.length === data.findings.length ? counted(found.length, 'finding')
      : found.length + folded === data.findings.length ? `${counted(found.length, 'finding')}, ${number(folded)} more that follow from them`
        : `${number(found.length)} of ${counted(data.findings.length, 'finding')}`;
    more.hidden = found.length <= view.most;
    more.textContent = `Show ${Math.min(page, found.length - view.most)} more of ${number(found.length - view.most)}`;
  }
  matchMedia('print').addEventListener('change', (event) => {
    view.print = event.matches;
    draw();
  });
  // A link to one that is told with its cause.
  addEventListener('hashchange', () => {
    const id = decodeURIComponent(location.hash).replace('#', '');
    if (data.findings.some((f) => f.fingerprint === id)) {
      search.value = id;
      reset();
    }
  });
  const wanted = decodeURIComponent(location.hash).split('&').find((part) => /^#?v\d+:/.test(part));
  const linked = wanted && data.findings.find((f) => f.fingerprint === wanted.replace('#', ''));
  if (linked) {
    open.add(linked);
    view.most = data.findings.indexOf(linked) + page;
  }
  byId('findings-body').replaceChildren(
    el('p', { class: 'tools', role: 'search' }, el('span', { class: 'tool wide' }, el('label', { for: 'find' }, 'Search'), search), filters.map((f) => f.node)),
    status, el('table', { class: 'findings', 'aria-label': 'Findings' }, el('thead', {}, el('tr', {}, heads)), body), more);
  draw();
  if (linked) {
    body.querySelector('.detail').previousElementSibling.scrollIntoView();
  }
}

// On paper nobody can open anything, so all that is shown stands open.
function findingRows(f, data, open, print) {
  const id = `finding-${data.findings.indexOf(f)}`;
  const goroutine = f.kind === 'goroutine';
  const memory = f.leak && !goroutine;
  const title = el('button', { type: 'button', class: 'title', 'aria-expanded': String(open.has(f)), 'aria-controls': id },
    f.message || f.rule);
  const where = [f.blocked, f.at].find((at) => at >= 0 && data.frames[at][2]);
  const row = el('tr', { class: `finding ${f.disposition}`, click: (event) => toggle(event) },
    el('td', { class: 'severity' }, el('span', { class: `severity ${f.severity}` }, f.severity)),
    el('td', { class: 'finding' }, title, goroutine && f.in ? el('span', { class: 'function' }, f.in) : '',
      el('span', { class: 'place' }, where === undefined ? '' : `${data.frames[where][2]}:${data.frames[where][3]}`),
      f.fix && f.disposition === 'reported' ? el('span', { class: 'fix' }, el('b', {}, 'Fix'), ` ${f.fix}`) : '',
      f.disposition === 'reported' ? '' : el('span', { class: 'status' }, words(f.disposition)),
      f.with.length ? el('span', { class: 'status' }, f.inAll || 'and 1 more with it') : '',
      f.base ? el('span', { class: `status ${f.base}` }, f.base) : '',
      el('span', { class: 'quiet' }, f.package)),
    el('td', { class: 'test' }, f.test || (f.leak ? el('i', {}, f.noTest) : ''),
      f.leakers.length > 1 ? el('span', { class: 'quiet' }, ` and ${counted(f.leakers.length - 1, 'other test')}`) : ''),
    el('td', { class: 'tier' }, f.leak ? f.tier : '', memory ? el('span', { class: 'quiet' }, ` ${f.each}`) : ''),
    el('td', { class: 'count number' }, goroutine ? `${number(f.all)}${f.all > f.count ? ` (${number(f.count)} here)` : ''}` : ''));
  const detail = () => el('tr', { class: 'detail', id }, el('td', { colspan: columns.length }, findingDetail(f, data, print)));
  const toggle = (event) => {
    const marked = getSelection();
    if (event.target !== title && String(marked) && row.contains(marked.anchorNode)) {
      return; // somebody marks text to copy it
    }
    if (open.delete(f)) {
      row.nextElementSibling.remove();
    } else {
      open.add(f);
      row.after(detail());
    }
    title.setAttribute('aria-expanded', String(open.has(f)));
  };
  return print || open.has(f) ? [row, detail()] : [row];
}
