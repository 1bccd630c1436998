// What is measured inside an opened page. Sent to the browser as text: it may use nothing from outside this function.
// Each check gives a list of { what, where }: what a reader would stumble over, and the element.
export function installChecks() {
  const FOCUSABLE = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"], audio[controls], video[controls]';
  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getClientRects().length > 0;
  const tag = (element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 110);
  const fault = (what, element) => ({ what, where: element ? tag(element) : '' });
  const kind = (element) => `${element.localName}.${element.className}<${element.parentElement?.localName}.${element.parentElement?.className}`;
  const tooWide = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const insideScroller = (element) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflowX !== 'visible') return true;
    }
    return false;
  };

  const structure = () => {
    const faults = [];
    const headings = document.querySelectorAll('h1').length;
    if (headings !== 1) faults.push(fault(`${headings} first headings (h1) instead of one`));
    if (!/^[a-z]{2,3}(-|$)/.test(document.documentElement.lang)) faults.push(fault('the page does not say its language'));
    if (!document.title.trim()) faults.push(fault('the page has no title'));
    if (!document.querySelector('meta[name=description]')?.content) faults.push(fault('the page has no description'));
    for (const script of document.scripts) {
      if (script.type !== 'application/ld+json' && !location.pathname.endsWith('/search.html')) faults.push(fault('a script on a page that must do without', script));
    }
    for (const image of document.images) {
      if (!image.hasAttribute('alt')) faults.push(fault('a picture without words for those who cannot see it (alt)', image));
      if (/\.(jpe?g|png|gif|webp)$/i.test(image.alt)) faults.push(fault('a picture with a file name as its words', image));
      if (!(Number(image.getAttribute('width')) > 0 && Number(image.getAttribute('height')) > 0)) faults.push(fault('a picture without width and height', image));
    }
    if (document.cookie) faults.push(fault('the page stores a cookie'));
    return faults;
  };

  const overflow = () => {
    const extra = tooWide();
    if (extra <= 1) return [];
    const edge = document.documentElement.clientWidth + 1;
    const sticksOut = (element) => element.getBoundingClientRect().right + scrollX > edge && !insideScroller(element);
    const culprit = [...document.body.querySelectorAll('*')].find((element) => sticksOut(element) && ![...element.children].some(sticksOut));
    return [{ what: 'the page is wider than the screen', where: `by ${extra} px: ${culprit ? tag(culprit) : ''}` }];
  };

  // A box that people scroll sideways must be reachable with the keyboard and have a name.
  const scrollers = () => {
    const faults = [];
    for (const box of document.body.querySelectorAll('*')) {
      if (!/auto|scroll/.test(getComputedStyle(box).overflowX) || box.scrollWidth <= box.clientWidth + 1 || !shown(box)) continue;
      if (box.tabIndex < 0) faults.push(fault('a box that scrolls sideways cannot be reached with the keyboard', box));
      else if (!box.getAttribute('aria-label') && !box.getAttribute('aria-labelledby')) faults.push(fault('a box that scrolls sideways has no name', box));
    }
    return faults;
  };

  // Called after one press of the Tab key.
  const firstStop = () => {
    const link = document.activeElement;
    const target = link?.localName === 'a' && link.hash.length > 1 ? document.getElementById(decodeURIComponent(link.hash.slice(1))) : null;
    if (!target || link.pathname !== location.pathname) return [fault('the first Tab stop is not a skip link', link)];
    const box = link.getBoundingClientRect();
    const style = getComputedStyle(link);
    const seen = box.width > 10 && box.height > 10 && box.top >= 0 && box.left >= 0 && box.right <= innerWidth && style.opacity !== '0' && style.clipPath === 'none';
    if (!seen) return [fault('the skip link cannot be seen when it has focus', link)];
    return target.closest('main') ? [] : [fault('the skip link does not lead to the words of the page', target)];
  };

  const focus = (forcedColours) => {
    const look = (element) => {
      const style = getComputedStyle(element);
      const outline = style.outlineStyle === 'none' || style.outlineWidth === '0px' ? 'none' : style.outlineStyle + style.outlineWidth;
      return forcedColours ? outline : [outline, style.boxShadow, style.backgroundColor, style.borderColor].join(' ');
    };
    const faults = [];
    const tried = new Set();
    for (const element of document.querySelectorAll(FOCUSABLE)) {
      if (!shown(element) || tried.has(kind(element))) continue;
      tried.add(kind(element));
      document.activeElement.blur();
      const before = look(element);
      element.focus({ focusVisible: true, preventScroll: true });
      if (document.activeElement === element && look(element) === before) faults.push(fault('focus cannot be seen', element));
    }
    document.activeElement.blur();
    return faults;
  };

  const brightness = (colour) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return alpha === 0 ? 1 : (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  };

  // Called with the page shown as it would be printed.
  const print = () => {
    const faults = [];
    for (const element of document.querySelectorAll('nav, [role=search], .skip')) {
      if (shown(element)) faults.push(fault('something to click is printed', element));
    }
    for (const details of document.querySelectorAll('details:not([open])')) {
      const content = [...details.children].find((child) => child.localName !== 'summary');
      const wanted = shown(details) && content && getComputedStyle(content).display !== 'none';
      if (wanted && !content.checkVisibility({ contentVisibilityAuto: true })) faults.push(fault('closed details stay closed on paper', details));
      else if (wanted && content.getBoundingClientRect().height === 0) faults.push(fault('closed details stay closed on paper', details));
    }
    for (const link of document.querySelectorAll('main a[href^="http"]')) {
      const address = link.getAttribute('href').replace(/^https?:\/\//, '').replace(/\/$/, '');
      if (shown(link) && !getComputedStyle(link, '::after').content.includes(address) && !link.textContent.includes(address)) {
        faults.push(fault('the address of an outside link is not printed', link));
      }
    }
    if (brightness(getComputedStyle(document.body).backgroundColor) < 0.8) faults.push(fault('the page prints on a dark ground', document.body));
    if (brightness(getComputedStyle(document.body).color) > 0.4) faults.push(fault('the words print pale', document.body));
    for (const element of document.body.querySelectorAll('*')) {
      if (getComputedStyle(element).position === 'fixed' && shown(element)) faults.push(fault('a fixed box is printed on every sheet', element));
    }
    return [...faults, ...overflow()];
  };

  const addresses = () => {
    const found = new Set();
    for (const element of document.querySelectorAll('[href], [src], [poster], [srcset]')) {
      for (const name of ['href', 'src', 'poster']) if (element.hasAttribute(name)) found.add(element.getAttribute(name));
      for (const part of (element.getAttribute('srcset') ?? '').split(',')) if (part.trim()) found.add(part.trim().split(/\s+/)[0]);
    }
    return [...found];
  };

  const words = () => document.body.innerText.replace(/\s+/g, ' ').trim();

  window.carefolio = { structure, overflow, scrollers, firstStop, focus, print, addresses, words };
}
