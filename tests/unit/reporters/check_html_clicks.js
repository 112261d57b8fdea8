// Clicks and types through the HTML pages of the tests in chromium, as a reader does.
//
// check_html_clicks.js UNIT_REPORTERS FOLDER: UNIT_REPORTERS writes its pages to FOLDER.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { spawnSync } = require('node:child_process');
const { test, before, after } = require('node:test');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');

const [program, folder] = process.argv.slice(2);
const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => fs.existsSync(file));
if (!executablePath) {
  console.log('skipped: chromium is not installed');
  process.exit(77);
}
fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });
const made = spawnSync(program, ['--test-case=html: *'], { env: { ...process.env, LEAKGATE_HTML_PAGES: folder } });
assert.strictEqual(made.status, 0, `${made.stdout}`);
const names = fs.readdirSync(folder).filter((name) => name.endsWith('.html')).map((name) => name.slice(0, -5));

let browser;
before(async () => {
  browser = await chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
});
after(() => browser.close());

// Opens a page, hands it to `act`, and takes every error that it logs for a fault.
async function on(name, act, options = {}, fragment = '') {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  const faults = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(pathToFileURL(path.join(folder, `${name}.html`)).href + fragment);
  assert.strictEqual(await page.locator('html').getAttribute('data-script'), 'ready');
  await act(page);
  assert.deepStrictEqual(faults, []);
  await context.close();
}

const column = (page, kind) => page.locator(`tr.finding td.${kind}`).allInnerTexts();
const titles = (page) => page.locator('tr.finding .title').allInnerTexts();
const details = (page) => page.locator('tr.detail').count();
const told = (page) => page.locator('#findings [role=status]').innerText();
const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const boxes = (page) => page.locator('.icicle [role=treeitem]');

test('all controls have names', async () => {
  for (const name of names.filter((n) => n !== 'ten_thousand')) {
    await on(name, async (page) => {
      for (const title of (await page.locator('.title').all()).slice(0, 2)) {
        await title.click();
      }
      const roles = /^\s*- (button|textbox|searchbox|combobox|link|treeitem|tree|table|region|search|img)\b(?! ")/;
      const tree = (await page.locator('body').ariaSnapshot()).split('\n');
      assert.ok(tree.length > 10);
      const nameless = tree.filter((line) => roles.test(line) && !/^\s*- search:?$/.test(line));
      assert.deepStrictEqual(nameless, [], name);
    });
  }
});

test('nothing is wider than a telephone', async () => {
  for (const name of names) {
    await on(name, async (page) => {
      if (await page.locator('.title').count()) {
        await page.locator('.title').first().click();
      }
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 360, name);
    }, { viewport: { width: 360, height: 740 } });
  }
});

test('the table sorts by each column, both ways', async () => {
  const order = {
    severity: (t) => ['high', 'medium', 'low', 'note'].indexOf(t),
    finding: (t) => t.split('\n')[0],
    test: (t) => t,
    tier: (t) => ['proven', 'growing', 'lingering', 'one-time', ''].indexOf(t),
    count: (t) => -Number(t.replaceAll(',', '')),
  };
  await on('several', async (page) => {
    for (const [kind, key] of Object.entries(order)) {
      const head = page.locator(`.findings th.${kind}`);
      for (const [direction, sign] of [['ascending', 1], ['descending', -1]]) {
        await head.getByRole('button').click();
        assert.strictEqual(await head.getAttribute('aria-sort'), direction);
        assert.strictEqual(await page.locator('.findings [aria-sort]').count(), 1);
        const keys = (await column(page, kind)).map(key);
        assert.ok(new Set(keys).size > 1, kind);
        assert.deepStrictEqual(keys, [...keys].sort((a, b) => (a < b ? -sign : a > b ? sign : 0)), kind);
      }
    }
  });
});

test('search and filters narrow the table', async () => {
  await on('several', async (page) => {
    const all = (await titles(page)).length;
    assert.ok(all > 3);
    await page.getByLabel('Search').fill('TESTPOOL');
    assert.match(await told(page), new RegExp(`^1 of ${all} findings`));
    assert.match((await column(page, 'test'))[0], /TestPool/);
    await page.getByLabel('Search').fill('no such thing');
    assert.strictEqual((await titles(page)).length, 0);
    await page.getByLabel('Search').fill('');
    assert.strictEqual((await titles(page)).length, all);
    const status = page.getByLabel('Status');
    await status.selectOption('allowed');
    assert.strictEqual((await titles(page)).length, 1);
    await status.selectOption('');
    const severity = page.getByLabel('Severity', { exact: true });
    const [value] = await severity.locator('option').nth(1).evaluateAll((options) => options.map((o) => o.value));
    await severity.selectOption(value);
    assert.deepStrictEqual([...new Set(await column(page, 'severity'))], [value]);
  });
});

test('a finding opens and closes by mouse and by keyboard', async () => {
  await on('several', async (page) => {
    const title = page.locator('.title').first();
    const open = async (expected) => {
      assert.strictEqual(await details(page), expected ? 1 : 0);
      assert.strictEqual(await title.getAttribute('aria-expanded'), String(expected));
    };
    await open(false);
    await title.click();
    await open(true);
    assert.strictEqual(await page.locator('tr.detail').getAttribute('id'), await title.getAttribute('aria-controls'));
    for (const text of ['test', 'started', 'blocked']) {
      assert.ok(await page.locator('.chain').getByText(text, { exact: true }).isVisible());
    }
    await page.locator('tr.finding td.count').first().click();
    await open(false);
    await title.focus();
    await page.keyboard.press('Enter');
    await open(true);
    await page.keyboard.press('Space');
    await open(false);
    assert.ok(await title.evaluate((node) => node === document.activeElement));
  });
});

test('text that is marked in a row does not open it, and elsewhere hinders nothing', async () => {
  await on('several', async (page) => {
    const place = page.locator('tr.finding .place').first();
    await place.evaluate((node) => getSelection().selectAllChildren(node));
    await place.dispatchEvent('click');
    assert.strictEqual(await details(page), 0);
    await page.locator('.title').nth(1).focus();
    await page.keyboard.press('Enter');
    assert.strictEqual(await details(page), 1);
  });
});

test('an address with a fingerprint opens its finding', async () => {
  let fingerprint;
  await on('several', async (page) => {
    fingerprint = await page.evaluate(() => JSON.parse(document.getElementById('data').textContent).findings[1].fingerprint);
  });
  await on('several', async (page) => {
    assert.strictEqual(await details(page), 1);
    assert.strictEqual(await page.locator('.facts dd > code').innerText(), fingerprint);
  }, {}, `#dark&${fingerprint}`);
});

test('the fingerprint can be copied', async () => {
  await on('one_leak', async (page) => {
    await page.locator('.title').first().click();
    const copy = page.getByRole('button', { name: 'Copy the fingerprint' });
    await copy.click();
    const wanted = await page.locator('.facts dd > code').innerText();
    await page.waitForFunction((text) => String(getSelection()) === text
      || document.querySelector('.copy[aria-label$="fingerprint"]').textContent === 'Copied', wanted);
  });
});

test('leaked stacks zoom in and out, by mouse and by keyboard', async () => {
  await on('several', async (page) => {
    const out = page.getByRole('button', { name: 'Zoom out' });
    const all = await boxes(page).count();
    assert.ok(all > 6);
    assert.ok(await out.isDisabled());
    await page.locator('.box.test').first().click();
    assert.ok(await boxes(page).count() < all);
    assert.match(await page.locator('#stacks [role=status]').innerText(), /goroutine/);
    await out.click();
    await out.click();
    assert.strictEqual(await boxes(page).count(), all);
    assert.ok(await out.isDisabled());

    await boxes(page).first().focus();
    const focused = () => page.evaluate(() => document.activeElement.className);
    await page.keyboard.press('ArrowDown');
    assert.match(await focused(), /package/);
    await page.keyboard.press('ArrowRight');
    assert.match(await focused(), /package/);
    await page.keyboard.press('ArrowDown');
    assert.match(await focused(), /test/);
    await page.keyboard.press('Enter');
    assert.ok(await boxes(page).count() < all);
    assert.match(await focused(), /test/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    assert.strictEqual(await boxes(page).count(), all);
    assert.strictEqual(await page.locator('.icicle [tabindex="0"]').count(), 1);
  });
});

test('leaked stacks are searched', async () => {
  await on('several', async (page) => {
    await page.getByLabel('Highlight').fill('pool');
    const hits = page.locator('.box.hit');
    assert.ok(await hits.count() > 0);
    assert.ok(await hits.count() < await boxes(page).count());
    assert.match(await page.locator('#stacks [role=status]').innerText(), /^\d+ goroutines? of \d+ match$/);
    await page.getByLabel('Highlight').fill('');
    assert.strictEqual(await hits.count(), 0);
  });
});

test('the timeline is a picture, or says why there is none', async () => {
  await on('timeline', async (page) => {
    assert.ok(await page.locator('#timeline svg').isVisible());
    assert.match(await page.locator('#timeline text.growth').first().textContent(), /never back to/);
    const readout = page.locator('#timeline .readout');
    const last = await readout.innerText();
    await page.locator('#timeline svg').hover({ position: { x: 120, y: 80 } });
    assert.notStrictEqual(await readout.innerText(), last);
  });
  await on('one_leak', async (page) => {
    assert.match(await page.locator('#timeline').innerText(), /measured twice/);
  });
});

test('the tests stand under the timeline, those at the start of growth are named', async () => {
  for (const width of [1280, 360]) {
    await on('timeline', async (page) => {
      const bars = page.locator('#timeline g.test');
      assert.strictEqual(await bars.count(), 5);
      const box = async (name) => {
        const bar = bars.filter({ has: page.locator('title', { hasText: new RegExp(`^${name} ·`) }) }).locator('rect');
        return bar.boundingBox();
      };
      const [leaking, parent, before, hangs] = [await box('TestSubscribe/slow_reader'), await box('TestSubscribe'),
        await box('TestBefore'), await box('TestHangs')];
      assert.ok(leaking.y < parent.y && leaking.x > parent.x && leaking.width < parent.width);
      assert.ok(before.x + before.width <= parent.x + 1 && before.x < parent.x);
      const chart = await page.locator('#timeline svg').boundingBox();
      assert.ok(Math.abs(hangs.x + hangs.width - (chart.x + chart.width - 12)) < 3, 'it lasts to the end');
      assert.match(await page.locator('#timeline g.test.high title').textContent(),
        /^TestSubscribe\/slow_reader · 550 ms to 1\.75 s · leaks 1 goroutine · ran when growth started$/);
      const growing = await page.locator('#timeline g.at-growth title').allTextContents();
      assert.deepStrictEqual(growing.map((text) => text.split(' ')[0]).sort(),
        ['TestParallel', 'TestSubscribe', 'TestSubscribe/slow_reader']);
      assert.match(await page.locator('.growth-start').innerText(),
        /^Growth starts at 5\d0 ms while TestSubscribe\/slow_reader, TestParallel ran; from there on never back to \d+ goroutines\.$/);
      for (const text of await page.locator('#timeline svg text').all()) {
        const { x, width: wide } = await text.boundingBox();
        assert.ok(x >= chart.x - 1 && x + wide <= chart.x + chart.width + 1, await text.textContent());
      }
    }, { viewport: { width, height: 900 } });
  }
});

test('the tests over time can be read as a table', async () => {
  await on('timeline', async (page) => {
    const table = page.locator('.tests-table table');
    assert.ok(!await table.isVisible());
    await page.locator('.tests-table summary').focus();
    await page.keyboard.press('Enter');
    assert.ok(await table.isVisible());
    assert.deepStrictEqual((await table.locator('tbody tr').allInnerTexts()).map((row) => row.trim()), [
      'TestBefore\t0 ms\t300 ms',
      'TestSubscribe\t300 ms\t1.80 s\tran when growth started',
      'TestParallel\t400 ms\t900 ms\tran when growth started',
      'TestSubscribe/slow_reader\t550 ms\t1.75 s\tleaks 1 goroutine · ran when growth started',
      'TestHangs\t1.90 s\tnever ended',
    ]);
    await page.setViewportSize({ width: 800, height: 900 });
    await page.waitForFunction(() => document.querySelector('#timeline svg').getAttribute('width') < 800);
    assert.ok(await table.isVisible(), 'another width leaves it open');
  });
});

test('light and dark', async () => {
  await on('one_leak', async (page) => {
    const light = await background(page);
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    const dark = await background(page);
    assert.notStrictEqual(dark, light);
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.strictEqual(await background(page), dark);
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    assert.strictEqual(await background(page), light);
  });
  await on('one_leak', async (page) => {
    assert.notStrictEqual(await background(page), 'rgb(251, 251, 250)');
  }, { colorScheme: 'dark' });
});

test('what has the focus is to be seen', async () => {
  await on('several', async (page) => {
    const met = new Set();
    for (let i = 0; i < 20; ++i) {
      await page.keyboard.press('Tab');
      const [name, width] = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement);
        return [document.activeElement.outerHTML.slice(0, 80), style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth)];
      });
      met.add(name);
      assert.ok(width >= 1, name);
    }
    assert.ok(met.size > 12);
  });
});

test('on paper everything stands open, and dark on white', async () => {
  await on('several', async (page) => {
    const rows = (await titles(page)).length;
    await page.emulateMedia({ media: 'print' });
    await page.waitForFunction((count) => document.querySelectorAll('tr.detail').length === count, rows);
    assert.ok(await page.locator('.frames').first().isVisible());
    assert.ok(!await page.getByLabel('Search').isVisible());
    const ink = await page.evaluate(() => getComputedStyle(document.body).color);
    assert.strictEqual(ink, 'rgb(28, 31, 36)');
    await page.emulateMedia({ media: 'screen' });
    await page.waitForFunction(() => document.querySelectorAll('tr.detail').length === 0);
  }, {}, '#dark');
});

test('without a script the findings are there', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(pathToFileURL(path.join(folder, 'several.html')).href);
  assert.match(await page.locator('#findings').innerText(), /TestPool/);
  assert.ok(!await page.locator('#stacks').isVisible());
  await context.close();
});

test('ten thousand findings', async (context) => {
  let from = performance.now();
  const passed = (what) => {
    context.diagnostic(`${what}: ${Math.round(performance.now() - from)} ms`);
    from = performance.now();
  };
  await on('ten_thousand', async (page) => {
    passed('opened');
    assert.strictEqual((await titles(page)).length, 100);
    assert.strictEqual(await told(page), '10,000 findings');
    await page.getByLabel('Search').fill('case_9876');
    assert.strictEqual(await told(page), '1 of 10,000 findings');
    passed('searched');
    await page.getByLabel('Search').fill('');
    await page.locator('.findings th.test button').click();
    passed('sorted');
    await page.locator('.title').nth(50).click();
    assert.strictEqual(await details(page), 1);
    passed('one opened');
    await page.getByRole('button', { name: /^Show 100 more/ }).click();
    assert.strictEqual((await titles(page)).length, 200);
    assert.ok(await page.locator('.title').nth(100).evaluate((node) => node === document.activeElement));
    passed('more shown');
    await page.locator('.box.package').first().click();
    passed('zoomed');
    // Thousands of tests beside each other are too thin to hit, so they are in groups.
    await page.locator('.box.group').first().click();
    const shown = await page.locator('.box.test').count();
    assert.ok(shown > 20 && shown <= 60, `${shown} tests`);
  });
});
