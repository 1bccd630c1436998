// Opens one page as different readers would and gives every fault met. Knows the browser, not the portfolio.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { isFile } from './choose.mjs';
import { installChecks } from './inside.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const BROWSERS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

// WCAG 1.4.4 and 1.4.12: what readers may do to a page before it may break.
const WIDE_SPACING =
  '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }';
const TEXT_TWICE_AS_LARGE = 'html { font-size: 200% !important }';
const STILL = '*, ::before, ::after { transition: none !important; animation: none !important; scroll-behavior: auto !important }';

/** Chromium, shut off from every network; one host may be reached where it is named. */
export async function launch(reachable = '') {
  const executablePath = [process.env.CHROME_PATH, ...BROWSERS].find((path) => path && isFile(path));
  if (!executablePath) throw new Error('no Chromium found: install the package chromium, or name one in CHROME_PATH');
  const args = ['--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--no-first-run', `--host-resolver-rules=MAP * ~NOTFOUND${reachable && `, EXCLUDE ${reachable}`}`, '--force-color-profile=srgb'];
  // Chromium's own walls do not work for root, who runs these tests in containers; the pages are our own.
  const chromiumSandbox = process.getuid?.() !== 0;
  return chromium.launch({ executablePath, args, chromiumSandbox });
}

/** One reader with two windows, one of them without JavaScript. */
export class Reader {
  static async open(browser, root) {
    const reader = new Reader();
    reader.root = resolve(root);
    reader.page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    reader.plain = await (await browser.newContext({ locale: 'en-GB', javaScriptEnabled: false })).newPage();
    for (const page of [reader.page, reader.plain]) reader.listen(page);
    return reader;
  }

  async close() {
    await this.page.context().close();
    await this.plain.context().close();
  }

  /** All faults of the page at `path` inside the folder: [{ how, what, where }]. */
  async visit(path) {
    this.faults = [];
    this.address = pathToFileURL(join(this.root, path)).href;
    await this.asIs();
    await this.atWidths();
    await this.inTheDark();
    await this.onPaper();
    await this.withoutJavaScript();
    return this.faults;
  }

  // ---- the readers ----

  async asIs() {
    const { page } = this;
    this.how = 'desk, light';
    await page.emulateMedia({ media: 'screen', colorScheme: 'light', forcedColors: 'none' });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(this.address, { waitUntil: 'load' });
    await page.evaluate(AXE);
    await page.evaluate(installChecks);
    this.tell(await page.evaluate(() => window.carefolio.structure()));
    this.followLinks(await page.evaluate(() => window.carefolio.addresses()));
    await page.addStyleTag({ content: STILL });
    await page.keyboard.press('Tab');
    this.tell(await page.evaluate(() => window.carefolio.firstStop()));
    this.tell(await page.evaluate(() => window.carefolio.focus(false)));
    await page.emulateMedia({ forcedColors: 'active' });
    this.how = 'desk, forced colours';
    this.tell(await page.evaluate(() => window.carefolio.focus(true)));
    await page.emulateMedia({ forcedColors: 'none' });
  }

  async atWidths() {
    const { page } = this;
    for (const width of [1280, 768, 320]) {
      this.how = `${width} px, light`;
      await page.setViewportSize({ width, height: 900 });
      this.tell(await page.evaluate(() => window.carefolio.overflow()));
      this.tell(await page.evaluate(() => window.carefolio.scrollers()));
      await this.axe({ runOnly: TAGS, rules: rulesAt(width) });
      await this.overflowWith(`${width} px, text twice as large`, TEXT_TWICE_AS_LARGE);
    }
    await this.overflowWith('320 px, text spaced widely', WIDE_SPACING);
  }

  async overflowWith(how, content) {
    this.how = how;
    const style = await this.page.addStyleTag({ content });
    this.tell(await this.page.evaluate(() => window.carefolio.overflow()));
    await style.evaluate((element) => element.remove());
  }

  async inTheDark() {
    const { page } = this;
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const width of [320, 1280]) {
      this.how = `${width} px, dark`;
      await page.setViewportSize({ width, height: 900 });
      await this.axe({ runOnly: { type: 'rule', values: ['color-contrast', 'color-contrast-enhanced', 'link-in-text-block'] } });
    }
  }

  async onPaper() {
    const { page } = this;
    this.how = 'print';
    // A4 less its margins, at 96 px an inch; the reader still has a dark screen.
    await page.setViewportSize({ width: 668, height: 980 });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    this.tell(await page.evaluate(() => window.carefolio.print()));
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    this.words = await page.evaluate(() => window.carefolio.words());
  }

  async withoutJavaScript() {
    const { plain } = this;
    this.how = 'no JavaScript';
    await plain.setViewportSize({ width: 668, height: 980 });
    await plain.goto(this.address, { waitUntil: 'load' });
    await plain.evaluate(installChecks);
    const words = await plain.evaluate(() => window.carefolio.words());
    // The page for searching may say less without JavaScript, but never nothing.
    const lost = this.address.endsWith('/search.html') ? words.length < 200 : words !== this.words;
    if (lost) this.tell([{ what: 'the page says something else without JavaScript', where: '' }]);
  }

  // ---- what they notice ----

  async axe(options) {
    const result = await this.page.evaluate((chosen) => window.axe.run(document, chosen), { resultTypes: ['violations'], preload: false, ...options });
    for (const rule of result.violations) {
      this.tell(rule.nodes.map((node) => ({ what: `axe ${rule.id}: ${rule.help}${contrast(node)}`, where: node.html.replace(/\s+/g, ' ').slice(0, 110) })));
    }
  }

  followLinks(addresses) {
    for (const address of addresses) {
      if (/^(https?|mailto|tel|data):/.test(address)) continue;
      const wrong = this.whyBroken(address);
      if (wrong) this.tell([{ what: wrong, where: address }]);
    }
  }

  whyBroken(address) {
    if (/^[a-z]+:|^\//i.test(address)) return 'a link that does not work in a folder';
    const url = new URL(address, this.address);
    const file = fileURLToPath(new URL(url.pathname, 'file:'));
    if (relative(this.root, file).startsWith('..')) return 'a link that leads out of the folder';
    if (!isFile(file)) return 'a link that leads nowhere';
    const id = decodeURIComponent(url.hash.slice(1));
    if (id && !new RegExp(` id=("${id}"|${id}[ >])`).test(readFileSync(file, 'utf8'))) return 'a link to a place that is not on its page';
    return null;
  }

  listen(page) {
    const inside = pathToFileURL(this.root + sep).href;
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(inside) && !url.startsWith('data:')) this.tell([{ what: 'the page asks for something outside its folder', where: url }]);
    });
    page.on('requestfailed', (request) => this.tell([{ what: 'something the page needs cannot be read', where: request.url() }]));
    page.on('pageerror', (error) => this.tell([{ what: 'a script fails', where: String(error.message) }]));
    page.on('console', (message) => {
      if (message.type() === 'error') this.tell([{ what: 'the browser complains', where: message.text() }]);
    });
  }

  tell(faults) {
    for (const fault of faults) this.faults.push({ how: this.how, ...fault });
  }
}

// Colours do not change with the width, and reckoning contrast is most of axe's work: once is enough.
function rulesAt(width) {
  const enabled = width === 1280;
  return { 'color-contrast': { enabled }, 'color-contrast-enhanced': { enabled }, 'target-size': { enabled: true } };
}

function contrast(node) {
  const seen = node.any?.[0]?.data;
  return seen?.contrastRatio ? ` (${seen.contrastRatio}:1, ${seen.fgColor} on ${seen.bgColor})` : '';
}
