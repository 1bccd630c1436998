// Opens every kind of page of every edition of a built portfolio from the disk and tells what a reader would stumble over.
//   node pages.mjs OUT      OUT holds one folder for each edition
// Ends with 0 when there is nothing to tell, 1 when there is, 2 when it could not look.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { choose, editionsIn, pagesOf } from './choose.mjs';
import { searchFaults } from './search.mjs';
import { launch, Reader } from './visit.mjs';
import { wayFaults } from './ways.mjs';

const READERS = 2;

async function main(out) {
  const started = Date.now();
  const editions = editionsIn(out);
  if (editions.length === 0) throw new Error(`no edition found in ${out}`);
  const browser = await launch();
  const report = new Report();
  for (const name of editions) {
    const folder = join(out, name);
    const pages = choose(folder, name);
    sameTitles(folder, name, report);
    weights(folder, name, report);
    report.add(`${name}/search.html`, await searchFaults(browser, folder));
    report.add(`${name}/contents.html`, await wayFaults(browser, folder));
    await visitAll(browser, folder, name, pages, report);
    console.log(`${name}: ${pages.length} of ${pagesOf(folder).length} pages opened`);
  }
  await browser.close();
  report.print();
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`browser: ${report.visited} pages of ${editions.length} editions opened, ${report.kinds.size} kinds of fault, ${seconds} s`);
  return report.kinds.size === 0 ? 0 : 1;
}

async function visitAll(browser, folder, name, pages, report) {
  const queue = [...pages];
  const work = async () => {
    const reader = await Reader.open(browser, folder);
    for (let page = queue.shift(); page; page = queue.shift()) {
      report.add(`${name}/${page}`, await reader.visit(page));
      report.visited += 1;
    }
    await reader.close();
  };
  await Promise.all(Array.from({ length: READERS }, work));
}

// Two tabs with one title cannot be told apart, so this looks at all pages, opened or not.
function sameTitles(folder, name, report) {
  const first = new Map();
  for (const page of pagesOf(folder)) {
    const title = /<title>([^<]*)<\/title>/.exec(readFileSync(join(folder, page), 'utf8'))?.[1];
    if (first.has(title)) report.add(`${name}/${page}`, [{ how: 'all pages', what: 'a title that another page has too', where: `“${title}”, also ${first.get(title)}` }]);
    else first.set(title, page);
  }
}

// HTML and the style sheets it links, before compression. Transcripts are as long as they are.
const HEAVIEST = 15_000;
const HEAVIEST_MEDIAN = 10_000;

function weights(folder, name, report) {
  const all = [];
  for (const page of pagesOf(folder)) {
    const html = readFileSync(join(folder, page), 'utf8');
    const styles = [...html.matchAll(/<link rel="?stylesheet"? href="?([^"> ]+)/g)].map(([, address]) => readFileSync(join(folder, page, '..', address)).length);
    const weight = Buffer.byteLength(html) + styles.reduce((sum, one) => sum + one, 0);
    all.push(weight);
    if (weight > HEAVIEST && !page.startsWith('films/')) report.add(`${name}/${page}`, [{ how: 'all pages', what: `a page with its styles weighs more than ${HEAVIEST} bytes`, where: String(weight) }]);
  }
  const median = all.sort((a, b) => a - b)[Math.floor(all.length / 2)];
  if (median > HEAVIEST_MEDIAN) report.add(name, [{ how: 'all pages', what: `half of the pages weigh more than ${HEAVIEST_MEDIAN} bytes`, where: String(median) }]);
}

// The same fault on many pages is told once, with where it was met first.
class Report {
  kinds = new Map();
  visited = 0;

  add(page, faults) {
    for (const { how, what, where } of faults) {
      const kind = this.kinds.get(what) ?? { pages: new Set(), hows: new Set(), examples: [] };
      this.kinds.set(what, kind);
      if (!kind.pages.has(page) && kind.examples.length < 5) kind.examples.push(`${page} (${how})  ${where}`);
      kind.pages.add(page);
      kind.hows.add(how);
    }
  }

  print() {
    for (const [what, { pages, hows, examples }] of this.kinds) {
      console.log(`\n✗ ${what}\n  ${pages.size} page${pages.size === 1 ? '' : 's'}; seen in: ${[...hows].join('; ')}`);
      for (const example of examples) console.log(`    ${example}`);
    }
    if (this.kinds.size > 0) console.log('');
  }
}

const out = process.argv[2];
if (!out) {
  console.error('usage: node pages.mjs OUT   (the folder with one folder for each edition)');
  process.exit(2);
}
main(resolve(out)).then((code) => process.exit(code), (error) => {
  console.error(`browser: ${error.message}`);
  process.exit(2);
});
