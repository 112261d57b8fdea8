// What one finding unfolds to.
function findingDetail(f, data, print) {
  const rule = data.rules[f.rule];
  return el('div', { class: 'details' },
    el('div', { class: 'story' },
      advice(f),
      el('ol', { class: 'chain' }, f.chain.map((link) => chainLink(...link, data))),
      data.findings.indexOf(f) >= data.withSource
        ? el('p', { class: 'quiet' }, `Source lines are here for the first ${counted(data.withSource, 'finding')} only.`) : ''),
    el('aside', { 'aria-label': 'Facts' }, facts(f, rule)),
    el('div', { class: 'more-about' }, ruleText(f, rule), stacks(f, data, print)));
}

function chainLink(label, name, at, data) {
  const frame = at >= 0 ? data.frames[at] : null;
  return el('li', { class: label },
    el('span', { class: 'label' }, label),
    el('div', {},
      el('span', { class: 'function', title: frame ? frame[1] : '' }, name || (frame ? frame[0] : '')), ' ',
      frame && frame[2] ? el('span', { class: 'place' }, `${frame[2]}:${frame[3]}`) : '',
      frame && data.sources[at] ? source(data.sources[at], frame[3]) : ''));
}

// A few lines without the indentation that they share, the line itself marked.
function source([first, lines], hot) {
  let rows = lines.map((text, i) => ({ text, line: first + i }));
  while (rows.length && !rows[0].text.trim()) {
    rows.shift();
  }
  while (rows.length && !rows[rows.length - 1].text.trim()) {
    rows.pop();
  }
  const indent = Math.min(...rows.filter((r) => r.text.trim()).map((r) => r.text.search(/\S/)));
  return el('pre', { class: 'source', tabindex: 0, role: 'region', 'aria-label': `source around line ${hot}` },
    rows.map((r) => el('span', { class: r.line === hot ? 'row hot' : 'row' },
      el('span', { class: 'line', 'aria-hidden': 'true' }, String(r.line)), `${r.text.slice(indent)}\n`)));
}

function advice(f) {
  const known = [['Why', f.why], ['Fix', f.fix]].filter(([, text]) => text);
  return known.length ? el('dl', { class: 'advice' }, known.map(([name, text]) => [el('dt', {}, name), el('dd', {}, text)])) : '';
}

function fact(name, ...value) {
  const shown = value.flat().filter((part) => part !== '' && part !== null);
  return shown.length ? [el('dt', {}, name), el('dd', {}, shown)] : [];
}

function facts(f, rule) {
  const memory = f.leak && f.kind !== 'goroutine';
  const most = 12;
  const tests = f.leakers.slice(0, most).map(([name, count, at]) => el('li', {}, name, el('span', { class: 'quiet' }, ` ${memory ? '' : number(count)} ${at}`)));
  const hidden = f.leakers.length - tests.length;
  return el('dl', { class: 'facts' },
    fact('Evidence', f.leak ? f.evidence : ''),
    f.rounds.length ? fact(memory ? 'Bytes each round' : 'Rounds', rounds(f.rounds)) : [],
    fact('', f.repeat),
    fact('Status', words(f.disposition), f.because ? `: ${f.because}` : ''),
    fact('Rule', `${f.rule}${rule && rule.title ? ` · ${rule.title}` : ''}`),
    fact('Matched', f.matched),
    fact('Waits in', f.state),
    f.facts.map(([name, value]) => fact(name, value)),
    fact('In all', f.inAll),
    f.with.length ? fact('With it', el('ul', {}, f.with.map(([id, how]) => el('li', {}, el('a', { href: `#${id}` }, how))))) : [],
    f.through ? fact('Tests', f.through) : f.leakers.length > 1 ? fact('Tests', el('ul', {}, tests), hidden > 0 ? `and ${hidden} more` : '') : [],
    fact('Test found', f.test && f.leak ? f.found : ''),
    f.allow.length ? fact('To allow it', el('pre', { class: 'entry' }, el('code', {}, f.allow.join('\n'))), copyButton(f.allow.join('\n'), 'the entry of .leakgate.yml')) : [],
    fact('Fingerprint', el('code', {}, f.fingerprint), ' ', copyButton(f.fingerprint, 'the fingerprint')));
}

// New goroutines of each round: `+1 +1 +1` and bars.
function rounds(values) {
  const most = Math.max(1, ...values.map(Math.abs));
  const shown = values.slice(0, 64);
  return el('span', { class: 'rounds' }, shown.map((value) => {
    const bar = el('span', { class: 'bar', 'aria-hidden': 'true' });
    bar.style.height = `${Math.max(2, (24 * Math.abs(value)) / most)}px`;
    return el('span', { class: value > 0 ? 'round grew' : 'round' }, bar, `${value < 0 ? '' : '+'}${number(value)}`);
  }), notShown(values.length - shown.length));
}

// Without the clipboard (a page from file:// may not have it) the text is selected instead.
function copyButton(text, what) {
  const button = el('button', { type: 'button', class: 'copy', 'aria-label': `Copy ${what}` }, 'Copy');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(button.parentElement.querySelector('code'));
    }
  });
  return button;
}

function ruleText(f, rule) {
  return rule && rule.explain ? el('details', {}, el('summary', {}, `About ${f.rule}`), el('div', { class: 'prose' }, markdown(rule.explain))) : '';
}

function notShown(count) {
  return count > 0 ? el('p', { class: 'quiet' }, `and ${number(count)} more, in the JSON report`) : '';
}

// Of `holder` there are its index into the stacks, and how many frames are not among them.
function frameList(holder, data) {
  return [el('ol', { class: 'frames' }, data.stacks[holder.stack].map((id) => {
    const [name, full, file, line] = data.frames[id];
    return el('li', {}, el('span', { class: 'function', title: full }, name), ' ', el('span', { class: 'place' }, `${file}:${line}`));
  })), notShown(holder.moreFrames)];
}

function stacks(f, data, print) {
  const parts = [];
  const part = (title, ...content) => parts.push(el('details', { open: print }, el('summary', {}, title), content));
  if (f.variants.length) {
    part(`${f.variantCount} similar stacks`,
      f.variants.map((v) => [el('h3', {}, counted(v.count, 'goroutine')), frameList(v, data)]),
      notShown(f.variantCount - f.variants.length));
  } else if (data.stacks[f.stack].length) {
    part('Stack', frameList(f, data));
  }
  if (f.ancestors.length) {
    part('Who started it', f.ancestors.map((a) => [el('h3', {}, `goroutine ${a.id}`), frameList(a, data)]),
      notShown(f.ancestorCount - f.ancestors.length));
  }
  return parts;
}
