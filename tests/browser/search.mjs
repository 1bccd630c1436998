// Searches as a reader would, from the disk: by words, by part of a word, without accents, by kind, by an address that was
// passed on, with the keyboard only, and without JavaScript.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isFile } from './choose.mjs';

/** Everything that is wrong with the search of an edition: [{ how, what, where }]. */
export async function searchFaults(browser, folder) {
  const faults = [];
  const address = pathToFileURL(join(folder, 'search.html')).href;
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const tell = (what, where = '') => faults.push({ how: 'searching', what, where });
  page.on('pageerror', (error) => tell('the search script fails', String(error.message)));
  const links = () => page.locator('#results a').evaluateAll((all) => all.map((link) => [link.textContent, link.getAttribute('href')]));
  const status = (pattern) => page.waitForFunction((source) => new RegExp(source).test(document.getElementById('found').textContent), pattern.source, { timeout: 5000 }).then(() => true, () => false);
  try {
    await page.goto(address, { waitUntil: 'load' });
    const newest = await newestStory(page);

    await page.keyboard.press('Tab');
    for (let stops = 0; stops < 40 && await page.evaluate(() => document.activeElement.id !== 'words-to-find'); stops += 1) await page.keyboard.press('Tab');
    await page.keyboard.type(newest.title.toUpperCase());
    if (!await status(/\d/)) tell('the number of results is not announced');
    const [first] = await links();
    if (first?.[0] !== newest.title) tell('a story is not found first by its own title', `${newest.title}: ${first?.[0]}`);
    for (const [title, href] of await links()) if (!isFile(join(folder, href))) tell('a result leads nowhere', `${title}: ${href}`);

    const passedOn = page.url();
    await page.goto('about:blank');
    await page.goto(passedOn, { waitUntil: 'load' });
    if ((await links())[0]?.[0] !== newest.title) tell('an address with a search in it does not search', passedOn);

    await page.goto(`${address}?q=${encodeURIComponent(newest.title.slice(0, 5))}`, { waitUntil: 'load' });
    if (!(await links()).some(([title]) => title === newest.title)) tell('the first letters of a title do not find it', newest.title.slice(0, 5));

    await page.fill('#words-to-find', 'zzzzqqqq');
    if (!await status(/\D{5}/) || (await links()).length > 0) tell('nothing found is not said');
    if (!await page.locator('#without').isVisible()) tell('a search that finds nothing leads nowhere else');

    await page.fill('#words-to-find', '');
    const kinds = await page.locator('#kind option').evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
    for (const kind of kinds) {
      await page.selectOption('#kind', kind);
      if ((await links()).length === 0) tell('a kind in the list of kinds finds nothing', kind);
    }

    await page.selectOption('#kind', '');
    const accented = [...newest.title].map((letter) => (/[aeiou]/.test(letter) ? `${letter}\u0301` : letter)).join('');
    await page.fill('#words-to-find', accented);
    if ((await links())[0]?.[0] !== newest.title) tell('accents keep a search from finding', accented);
  } catch (error) {
    tell('searching does not work', error.message.split('\n')[0]);
  }
  await context.close();
  faults.push(...await withoutJavaScript(browser, address));
  return faults;
}

async function newestStory(page) {
  const title = await page.evaluate(async () => new Promise((done) => {
    // The script has the index already; asking it again under another name gives the titles.
    const seen = window.carefolio;
    window.carefolio = (index) => { window.carefolio = seen; done(index.cards.find(([kind]) => /Story|Stori/.test(index.kinds[kind]))[2]); };
    const again = document.createElement('script');
    again.src = 'search-index.js';
    document.head.append(again);
  }));
  return { title };
}

async function withoutJavaScript(browser, address) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(address, { waitUntil: 'load' });
  const faults = [];
  if (await page.locator('#find').isVisible()) faults.push({ how: 'no JavaScript', what: 'a form that does nothing is shown', where: '#find' });
  const letters = await page.locator('.letters a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  const plain = await page.locator('#plain a').count();
  if (plain === 0) faults.push({ how: 'no JavaScript', what: 'the search page does not lead to kinds and questions', where: '' });
  if (letters.length === 0) faults.push({ how: 'no JavaScript', what: 'the search page does not lead to the letters', where: '' });
  await context.close();
  return faults;
}
