// The leaked goroutines from the outside in: package, test, who started them, and the frames
// down to the line that waits. A box is as wide as it has goroutines.
function icicleTree(data) {
  const root = { name: 'all leaked goroutines', kind: 'root', value: 0, depth: 0, children: new Map() };
  const packages = [...new Set(data.findings.map((f) => f.package))];
  const shared = sharedFolder(packages);
  const child = (parent, kind, name, full, value) => {
    const key = `${kind} ${full}`;
    if (!parent.children.has(key)) {
      parent.children.set(key, { name, full, kind, parent, value: 0, depth: parent.depth + 1, children: new Map() });
    }
    const node = parent.children.get(key);
    node.value += value;
    return node;
  };
  const label = (at) => [data.frames[at][0], `${data.frames[at][1]}\n${data.frames[at][2]}:${data.frames[at][3]}`];
  const kindOf = (at) => (/^(\$GOROOT\/|\/)|@v/.test(data.frames[at][2]) ? 'foreign' : 'own');
  for (const f of data.findings) {
    if (f.kind !== 'goroutine' || f.disposition !== 'reported') {
      continue;
    }
    for (const [part, leaker] of leakedParts(f)) {
      root.value += part.count;
      let node = child(child(root, 'package', f.package.slice(shared), f.package, part.count), 'test', leaker, leaker, part.count);
      if (f.started >= 0) {
        node = child(node, 'started', `go ${label(f.started)[0]}`, `started by ${label(f.started)[1]}`, part.count);
      }
      for (const at of [...data.stacks[part.stack]].reverse()) {
        node = child(node, kindOf(at), ...label(at), part.count);
      }
    }
  }
  groupSmall(root);
  return root;
}

// What each test left of a finding. Which test left which of its variants nobody knows, and where many left the same, the
// stack says more than they do.
function leakedParts(f) {
  const tests = f.leakers.length > 1 ? counted(f.leakers.length, 'test') : f.test || f.noTest;
  const few = 4;
  if (f.variants.length || f.leakers.length < 2 || f.leakers.length > few) {
    return (f.variants.length ? f.variants : [f]).map((part) => [part, tests]);
  }
  const parts = f.leakers.map(([name, count]) => [{ stack: f.stack, count }, name || f.noTest]);
  const rest = f.count - parts.reduce((sum, [part]) => sum + part.count, 0);
  return rest > 0 ? [...parts, [{ stack: f.stack, count: rest }, 'other tests']] : parts;
}

// Hundreds of small boxes beside each other can neither be seen nor hit: they are put into boxes
// of their own, and zooming into one of these shows them.
function groupSmall(node) {
  const most = 60;
  const small = [...node.children].filter(([, child]) => child.value * most < node.value)
    .sort(([, a], [, b]) => b.value - a.value);
  const size = Math.max(most, Math.ceil(small.length / most));
  for (let i = 0; small.length > most && i < small.length; i += size) {
    const members = small.slice(i, i + size);
    const group = {
      name: `${number(members.length)}: ${members[0][1].name} …`, kind: 'group', parent: node,
      value: members.reduce((sum, [, child]) => sum + child.value, 0), children: new Map(members),
    };
    node.children.set(group, group);
    for (const [key, child] of members) {
      node.children.delete(key);
      child.parent = group;
    }
  }
  for (const child of node.children.values()) {
    child.depth = node.depth + 1;
    groupSmall(child);
  }
}

// Length of the folders that all import paths start with: their names begin behind it.
function sharedFolder(paths) {
  const [first = ''] = paths;
  for (let end = first.lastIndexOf('/') + 1; end > 0; end = first.lastIndexOf('/', end - 2) + 1) {
    if (paths.every((path) => path.startsWith(first.slice(0, end)))) {
      return end;
    }
  }
  return 0;
}

function sortedChildren(node) {
  return [...node.children.values()].sort((a, b) => b.value - a.value);
}

function icicle(data) {
  const root = icicleTree(data);
  if (!root.value) {
    return;
  }
  const rowHeight = 27;
  const thinnest = 0.002; // of the width: what is thinner cannot be seen or hit
  const canvas = el('div', { class: 'icicle', role: 'tree', 'aria-label': 'Leaked stacks' });
  const told = el('p', { class: 'readout quiet', role: 'status' });
  const search = el('input', { type: 'search', id: 'stacks-search', placeholder: 'function, test, file', input: () => mark() });
  const out = el('button', { type: 'button', click: () => zoom(top.parent || root) }, 'Zoom out');
  let top = root;
  let shown = new Map();

  const describe = (node) => `${counted(node.value, 'goroutine')} of ${number(root.value)}`;
  function box(node, left, width, row) {
    const open = node.children.size > 0;
    const item = el('div', {
      class: `box ${node.kind}`, role: 'treeitem', tabindex: node === top ? 0 : -1, 'aria-level': node.depth + 1,
      'aria-expanded': open ? 'true' : false, 'aria-label': `${node.name}, ${describe(node)}`,
      title: `${node.full || node.name}\n${describe(node)}`,
      click: () => zoom(node), focus: () => { told.textContent = `${node.name}: ${describe(node)}`; },
    }, width * canvas.clientWidth > 24 && el('span', {}, node.name), node.value > 1 && width * canvas.clientWidth > 8 * node.name.length + 60 && el('b', {}, number(node.value)));
    set(item, left, width, row);
    shown.set(node, item);
    canvas.append(item);
  }
  // What is too thin for boxes of its own; zooming into the box above shows it.
  function rest(node, count, left, width, row) {
    const item = el('div', { class: 'box rest', 'aria-hidden': 'true', title: `${number(count)} more`, click: () => zoom(node) },
      el('span', {}, `${number(count)} more`));
    set(item, left, width, row);
    canvas.append(item);
  }
  function set(item, left, width, row) {
    item.style.left = `${left * 100}%`;
    item.style.width = `${width * 100}%`;
    item.style.top = `${row * rowHeight}px`;
  }
  function draw() {
    canvas.replaceChildren();
    shown = new Map();
    const above = [];
    for (let node = top.parent; node; node = node.parent) {
      above.unshift(node);
    }
    above.forEach((node, row) => box(node, 0, 1, row));
    let rows = above.length;
    const place = (node, left, width, row) => {
      box(node, left, width, row);
      rows = Math.max(rows, row + 1);
      let at = left;
      const children = sortedChildren(node);
      const wide = children.filter((next) => width * (next.value / node.value) > thinnest);
      for (const next of wide) {
        const part = width * (next.value / node.value);
        place(next, at, part, row + 1);
        at += part;
      }
      const thin = left + width - at;
      if (wide.length < children.length && thin > thinnest) {
        rest(node, children.length - wide.length, at, thin, row + 1);
        rows = Math.max(rows, row + 2);
      }
    };
    place(top, 0, 1, above.length);
    canvas.style.height = `${rows * rowHeight}px`;
    out.disabled = top === root;
    mark();
  }
  function zoom(node) {
    top = node;
    draw();
    shown.get(node).focus({ preventScroll: true });
  }
  function mark() {
    const wanted = search.value.trim().toLowerCase();
    const matches = (node) => node.kind !== 'group' && `${node.name} ${node.full || ''}`.toLowerCase().includes(wanted);
    canvas.classList.toggle('searching', wanted !== '');
    for (const [node, item] of shown) {
      item.classList.toggle('hit', wanted !== '' && matches(node));
    }
    const sum = (node) => (node !== root && matches(node) ? node.value : sortedChildren(node).reduce((n, c) => n + sum(c), 0));
    told.textContent = wanted ? `${describe({ value: sum(root) })} match` : `${describe(top)} shown. Click or Enter zooms, arrows move, Escape zooms out.`;
  }
  canvas.addEventListener('keydown', (event) => {
    const node = [...shown.keys()].find((key) => shown.get(key) === document.activeElement);
    const next = node && icicleMove(node, event.key, root);
    if (event.key === 'Enter' && node) {
      zoom(node);
    } else if (event.key === 'Escape') {
      zoom(top.parent || root);
    } else if (next && shown.has(next)) {
      shown.forEach((item) => item.setAttribute('tabindex', -1));
      shown.get(next).setAttribute('tabindex', 0);
      shown.get(next).focus();
    } else {
      return;
    }
    event.preventDefault();
  });
  byId('stacks-body').append(
    el('p', { class: 'tools' }, el('label', { for: 'stacks-search' }, 'Highlight '), search, out), canvas, told,
    el('ul', { class: 'legend' }, [['package', 'package'], ['test', 'test'], ['started', 'go statement'],
      ['own', 'module'], ['foreign', 'Go and dependencies']].map(([kind, name]) => el('li', {}, el('span', { class: `key ${kind}` }), name))));
  byId('stacks').hidden = false;
  draw();
}

// Where an arrow key leads from a box.
function icicleMove(node, key, root) {
  if (key === 'ArrowDown') {
    return sortedChildren(node)[0];
  }
  if (key === 'ArrowUp') {
    return node.parent;
  }
  if (key === 'Home') {
    return root;
  }
  const beside = node.parent ? sortedChildren(node.parent) : [];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  return step ? beside[beside.indexOf(node) + step] : undefined;
}
