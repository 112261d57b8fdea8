'use strict';
// Foreign text gets into the page here and only as text: never as markup.

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      node.addEventListener(name, value);
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== false && child !== ''));
  return node;
}

// An HTML element; functions among the attributes are listeners.
function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function byId(id) {
  return document.getElementById(id);
}

function number(value) {
  return value.toLocaleString('en-US');
}

function counted(count, noun) {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function bytes(value) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  while (Math.abs(value) >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit ? value.toFixed(1) : value} ${units[unit]}`;
}

function seconds(ms) {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(ms < 10000 ? 2 : 1)} s`;
}

function words(text) {
  return text.replaceAll('_', ' ');
}

// The small part of Markdown that rules are written in: paragraphs, lists, code.
function markdown(text) {
  const spans = (line) => line.split('`').map((part, i) => (i % 2 ? el('code', {}, part) : part));
  const blocks = [];
  text.split(/^```.*$/m).forEach((part, i) => {
    if (i % 2) {
      blocks.push(el('pre', { class: 'block' }, part.replace(/^\n|\n$/g, '')));
      return;
    }
    for (const block of part.split(/\n\s*\n/).filter((b) => b.trim())) {
      if (/^ {4}/.test(block)) {
        blocks.push(el('pre', { class: 'block' }, block.replace(/^ {4}/gm, '')));
      } else if (/^\s*[-*] /.test(block)) {
        const items = block.trim().split(/\n(?=\s*[-*] )/);
        blocks.push(el('ul', {}, items.map((i) => el('li', {}, spans(i.replace(/^\s*[-*] /, ''))))));
      } else {
        blocks.push(el('p', {}, spans(block.trim())));
      }
    }
  });
  return blocks;
}
