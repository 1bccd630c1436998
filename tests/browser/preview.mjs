// Looks at a live preview as somebody who writes does: the page changes under them and they stay where they were.
//   node preview.mjs PROGRAM FOLDER      PROGRAM is carefolio; FOLDER is not there yet and may be written to
// Ends with 0 when all is as promised, 1 when it is not.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { launch } from './visit.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TODAY = '2026-11-20';
const [program, folder] = process.argv.slice(2);

/** Saves as editors do. */
const save = (path, text) => {
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
};

const wrongWith = async (page) => {
  const context = await page.context().browser().newContext({ bypassCSP: true, colorScheme: 'light' });
  const other = await context.newPage();
  await other.goto(page.url());
  await other.evaluate(AXE);
  const { violations } = await other.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'],
  }));
  await context.close();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
};

spawnSync(program, ['new', folder, '--today', TODAY], { stdio: 'inherit' });
const preview = spawn(program, ['serve', folder, '--today', TODAY, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
const address = await new Promise((resolve) => {
  preview.stdout.on('data', (said) => {
    const found = /http:\/\/localhost:\d+\//.exec(said);
    if (found) resolve(found[0]);
  });
});
const browser = await launch('localhost');
try {
  const page = await (await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 500 } })).newPage();
  const refused = [];
  // On a slow machine photos may not be ready yet: the preview says so and comes by itself.
  const isForNow = (message) => /status of 503/.test(message.text());
  page.on('console', (message) => { if (message.type() === 'error' && !isForNow(message)) refused.push(message.text()); });
  await page.goto(address);
  assert.match(page.url(), /\/public\/index\.html$/);
  await page.getByRole('link', { name: 'inspector', exact: true }).click();
  assert.match(page.url(), /\/inspector\/index\.html$/);

  // A page that is long enough to be scrolled, and changes.
  const name = readdirSync(join(folder, 'stories')).find((file) => file.endsWith('pastry-day.md'));
  const story = join(folder, 'stories', name);
  const text = readFileSync(story, 'utf8');
  const long = `${text}\n${'One more paragraph about pastry.\n\n'.repeat(60)}`;
  save(story, long);
  await page.goto(`${address}inspector/stories.html`);
  await page.getByRole('link', { name: 'Thursday is pastry day' }).first().click();
  await page.getByText('One more paragraph').first().waitFor();
  await page.evaluate(() => { scrollTo(0, 900); window.old = true; });
  save(story, `${long}\nThe last word.\n`);
  await page.getByText('The last word.').waitFor({ state: 'attached' });
  assert.equal(await page.evaluate(() => window.old), undefined, 'the page was loaded again');
  await page.waitForFunction(() => Math.abs(scrollY - 900) < 3);

  // Another page's change leaves this one alone.
  await page.evaluate(() => { window.old = true; });
  const other = readdirSync(join(folder, 'stories')).find((file) => file.endsWith('washing-up.md'));
  save(join(folder, 'stories', other), `${readFileSync(join(folder, 'stories', other), 'utf8')}\n![A cup](cup.jpg)\n`);
  await page.locator('[data-say=problems]', { hasText: /mistake|held back/ }).waitFor();
  assert.equal(await page.evaluate(() => window.old), true);

  // A mistake in its file: the page stays, and the bar says so.
  save(story, long.replace('+++', '+++\ncolour = "red"'));
  await page.locator('#carefolio-preview .note', { hasText: name }).waitFor();
  await page.getByText('The last word.').waitFor({ state: 'attached' });
  save(story, long);
  await page.locator('#carefolio-preview .note').waitFor({ state: 'detached' });

  // As printed, and back.
  const button = page.getByRole('button', { name: 'As printed' });
  const shown = () => page.evaluate(() => getComputedStyle(document.querySelector('.skip')).display + getComputedStyle(document.body).backgroundColor);
  const before = await shown();
  await button.click();
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  assert.notEqual(await shown(), before);
  await button.click();
  assert.equal(await shown(), before);
  assert.deepEqual(await wrongWith(page), []);

  // On a phone.
  await page.getByRole('link', { name: 'On a phone' }).click();
  const frame = page.frames()[1] ?? await page.waitForEvent('frameattached');
  await frame.waitForLoadState();
  assert.equal(await frame.evaluate(() => innerWidth), 390);
  assert.equal(await frame.locator('#carefolio-preview').isVisible(), false);
  assert.deepEqual(await wrongWith(page), []);
  await page.getByRole('link', { name: 'Back to the whole width' }).click();

  await page.locator('[data-say=problems]').click();
  await page.getByRole('heading', { level: 1, name: 'What to put right' }).waitFor();
  assert.deepEqual(await wrongWith(page), []);
  assert.deepEqual(refused, []);
  console.log('the preview keeps its promises');
} finally {
  await browser.close();
  preview.kill('SIGINT');
}
