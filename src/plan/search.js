// Finding: the only script of this website. It asks nothing of any server and keeps nothing.
// search-index.js is made from the pages of this edition and calls carefolio() once with all that can be found.
'use strict';

function carefolio(index) {
  const AT_ONCE = 20;
  const byId = (id) => document.getElementById(id);
  const [form, field, kind, question, told, results, more, without] =
    ['find', 'words-to-find', 'kind', 'question', 'found', 'results', 'more', 'without'].map(byId);

  // ---- words ----

  const LETTERS = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i' };
  const wordsOf = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/[ßæœøđðłþı]/g, (letter) => LETTERS[letter]).replace(/['’]/g, '').split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  // An address is written only where kind, reference and title do not make it.
  const addressOf = (ofKind, reference, title) =>
    `${index.folders[ofKind]}/${reference.toLowerCase()}-${wordsOf(title).join('-').slice(0, index.longest).replace(/-$/, '')}`;

  const cards = index.cards.map(([ofKind, address, title, summary, [number, month], reference, asked, statements], place) => {
    const day = (number || '') + index.months[month];
    const questions = [...new Set([...asked, ...statements.map((one) => index.of[one])])].sort((a, b) => a - b);
    return {
      ofKind, title, summary, day, reference, questions, language: index.languages?.[place],
      address: address || addressOf(ofKind, reference, title),
      // What a word found here is worth: titles first.
      worth: [[9, wordsOf(title)], [9, wordsOf(reference)], [3, wordsOf(summary)], [2, wordsOf(day)],
        [4, wordsOf([index.kinds[ofKind], ...questions.map((one) => index.questions[one]), ...statements.map((one) => index.statements[one])].join(' '))]],
    };
  });

  // Every word of every page, in small editions: each as the letters it shares with the one before, and its own.
  let before = '';
  const texts = index.words.split(' ').filter(Boolean).map((coded) => {
    const [word, where] = coded.split(':');
    before = [...before].slice(0, parseInt(word[0], 36)).join('') + word.slice(1);
    return [before, where];
  });

  const worthInTexts = (word) => {
    const found = new Set();
    for (const [known, where] of texts) {
      if (!known.startsWith(word)) continue;
      let card = 0;
      for (const step of where.split('.')) found.add(card += parseInt(step, 36));
    }
    return found;
  };

  const worthOf = (card, word) => {
    let best = 0;
    for (const [worth, words] of card.worth) {
      for (const known of words) {
        if (known.startsWith(word)) best = Math.max(best, known === word ? worth + worth / 2 : worth);
      }
    }
    return best;
  };

  /** The cards that have all the words, best first; newest first among equals. */
  const find = (text) => {
    const words = wordsOf(text);
    const inTexts = words.map(worthInTexts);
    const found = [];
    cards.forEach((card, place) => {
      if (kind.value && card.ofKind !== Number(kind.value)) return;
      if (question.value && !card.questions.includes(Number(question.value))) return;
      let sum = 0;
      for (const [number, word] of words.entries()) {
        const worth = worthOf(card, word) || (inTexts[number].has(place) ? 1 : 0);
        if (worth === 0) return;
        sum += worth;
      }
      found.push([sum, place]);
    });
    return found.sort((a, b) => b[0] - a[0] || a[1] - b[1]).map(([, place]) => cards[place]);
  };

  // ---- what the reader sees ----

  const make = (name, words, className) => {
    const element = document.createElement(name);
    element.textContent = words;
    if (className) element.className = className;
    return element;
  };

  // Another language than that of the page may also run the other way.
  const spoken = (card, element) => {
    if (card.language) Object.assign(element, { lang: card.language, dir: 'auto' });
    return element;
  };

  const row = (card) => {
    const item = make('li', '');
    const link = spoken(card, make('a', card.title));
    link.href = `${card.address}.html`;
    const about = make('p', '', 'about');
    about.append(make('span', index.kinds[card.ofKind]));
    for (const one of card.questions.slice(0, 3)) about.append(make('span', index.questions[one], `sign q-${one + 1}`));
    if (card.day) about.append(make('span', card.day));
    about.append(make('span', card.reference, 'ref'));
    item.append(link);
    if (card.summary) item.append(spoken(card, make('p', card.summary)));
    item.append(about);
    return item;
  };

  // A number of things has one form or several, and each language its own: the page brings a sentence for each.
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const SAMPLES = { zero: 0, one: 1, two: 2, few: 3, many: 6, other: 10 };
  const counted = (count) => told.dataset[`of${SAMPLES[plural.select(count)]}`].replace(/\d+/, count.toLocaleString('en-GB'));

  let found = [];
  const showMore = () => {
    const from = results.children.length;
    results.append(...found.slice(from, from + AT_ONCE).map(row));
    more.hidden = results.children.length >= found.length;
    return results.children[from];
  };

  let later;
  const show = (wait) => {
    const text = field.value.trim();
    const asked = text !== '' || kind.value !== '' || question.value !== '';
    found = asked ? find(text) : [];
    results.replaceChildren();
    showMore();
    without.hidden = found.length > 0;
    const words = !asked ? '' : found.length === 0 ? told.dataset.none : counted(found.length);
    // A screen reader should tell the count when the typing pauses, not after each letter.
    clearTimeout(later);
    later = setTimeout(() => { told.textContent = words; }, wait);
  };

  // ---- an address that can be passed on, also from a disk ----

  const FIELDS = [['q', field], ['kind', kind], ['question', question]];
  const remember = () => {
    const asked = new URLSearchParams();
    for (const [name, control] of FIELDS) if (control.value.trim()) asked.set(name, control.value.trim());
    const hash = asked.size === 0 && !location.hash ? '' : `#${asked}`;
    try { if (hash) history.replaceState(null, '', hash); } catch { /* some browsers keep the address of a file as it is */ }
  };
  const recall = () => {
    const asked = new URLSearchParams(location.hash.slice(1) || location.search);
    for (const [name, control] of FIELDS) control.value = asked.get(name) ?? '';
    show(0);
  };

  form.addEventListener('submit', (event) => { event.preventDefault(); show(0); remember(); });
  form.addEventListener('input', () => { show(400); remember(); });
  more.addEventListener('click', () => { showMore().querySelector('a').focus(); });
  addEventListener('hashchange', recall);
  // The form does what the lists of kinds and questions are for.
  byId('plain').hidden = true;
  form.hidden = false;
  recall();
}
