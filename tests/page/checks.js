'use strict';
/* What must hold of a page. Each check is a function that gives what it has to
   complain of; behind it stand changes of the page that it must complain of, or
   it is no check. */
const axe = require('axe-core');

const expected = {
  zh: {
    cell: '一、本年新收政府信息公开申请数量',
    equation: '2 + 0 ≠ 3 + 0，相差 1',
  },
  en: {
    cell: '1. Requests newly received this year',
    equation: '2 + 0 ≠ 3 + 0, off by 1',
  },
};

const texts = (locator) =>
  locator.evaluateAll((all) => all.map((e) => e.innerText.trim()));
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const unless = (good, complaint) => (good ? [] : [complaint]);

/* A finding of the report, by its rule. */
const findingOf = (page, rule) =>
  page.report.locator('.finding', { has: page.getByText(rule) });

/* Whether a condition holds when the page has been drawn: what scrolls or is
   pointed at is told to it before its next frame. */
async function comesTo(page, condition, argument) {
  await page.evaluate(
    () =>
      new Promise((drawn) =>
        requestAnimationFrame(() => requestAnimationFrame(drawn)),
      ),
  );
  return page.evaluate(condition, argument);
}

async function leave(page) {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.activeElement.blur());
}

/* ---------------------------------------------------------------- checks */

const isQuiet = async (page) => [...page.seen];

/* The wrong cell, by what stands beside it; and how it looks. */
async function marksWrongCells(page, { cell }) {
  const marked = await page.report
    .locator('td.wrong, td.place')
    .evaluateAll((all) =>
      all.map((td) => [
        td.classList[0],
        td.querySelector('.ring').innerText,
        td.closest('tr').querySelector('th:last-of-type').innerText,
        getComputedStyle(td.querySelector('.ring')).borderBottomStyle,
        td.querySelector('a').innerText.replace(/\s+/g, ' '),
      ]),
    );
  const rows = marked.map((m) => m.slice(0, 2).concat(m[3]).join(' '));
  return [
    ...unless(
      same(
        rows.map((row) => row.replace(/空|blank/, '-')),
        ['wrong - dashed', 'wrong 2 solid', 'place 4 solid', 'wrong 1 solid'],
      ),
      `the marked cells are: ${rows.join('; ')}`,
    ),
    ...unless(marked[1] && marked[1][2] === cell, `it is in row ${marked[1]}`),
    ...unless(
      marked.every((m) => /问题 \d|finding \d/.test(m[4])),
      `who listens hears ${marked.map((m) => m[4]).join('; ')}`,
    ),
  ];
}

/* Numbers of the cells that are lit, by kind; each by its looks too. */
const litCells = (page) =>
  page.report.evaluate((report) =>
    ['left', 'right', 'near'].map((kind) =>
      [...report.querySelectorAll(`td.${kind}`)]
        .filter((td) => getComputedStyle(td).outlineStyle !== 'none')
        .map((td) => (td.querySelector('.ring') || td).innerText.trim())
        .join(' '),
    ),
  );

async function findingLights(page, act, wanted) {
  const finding = findingOf(page, 'equations/requests-balance');
  const before = await litCells(page);
  await act(finding);
  const lit = await litCells(page);
  await leave(page);
  const after = await litCells(page);
  return [
    ...unless(same(lit, wanted), `lit are ${JSON.stringify(lit)}`),
    ...unless(same(before, ['', '', '']), `before: ${before}`),
    ...unless(same(after, ['', '', '']), `afterwards: ${after}`),
  ];
}

const lightsWhenPointedAt = (page) =>
  findingLights(page, (finding) => finding.hover(), ['2 0', '3 0', '']);
const lightsWhenFocused = (page) =>
  findingLights(page, (finding) => finding.locator('a.no').focus(), [
    '2 0',
    '3 0',
    '',
  ]);

async function leadsFromTermToCell(page) {
  const term = findingOf(page, 'equations/requests-balance').locator('a.term');
  await term.nth(2).focus();
  const pointed = await texts(page.locator('.pointed'));
  await term.nth(2).press('Enter');
  const target = await texts(page.locator(':target'));
  await leave(page);
  return unless(
    same(pointed, ['3']) && same(target, ['3']),
    `the term leads to ${pointed}, ${target}`,
  );
}

/* The equation beside the cell, whole and in the window. */
const isShown = (equation) => {
  const shown = [...document.querySelectorAll('.tip')].filter(
    (tip) => tip.getClientRects().length > 0,
  );
  if (shown.length !== 1 || !shown[0].innerText.includes(equation))
    return false;
  const box = shown[0].getBoundingClientRect();
  return (
    box.top >= 0 &&
    box.left >= 0 &&
    box.right <= document.documentElement.clientWidth &&
    box.bottom <= document.documentElement.clientHeight
  );
};

async function cellShows(page, { equation }, act) {
  const cell = page.report.locator('td.wrong', { hasText: /^2/ });
  await act(cell);
  const shown = await comesTo(page, isShown, equation);
  const lit = await page.report.locator('.finding.lit').count();
  await page.keyboard.press('Escape');
  const hushed = await comesTo(
    page,
    () =>
      ![...document.querySelectorAll('.tip')].some(
        (tip) => tip.getClientRects().length > 0,
      ),
  );
  await leave(page);
  return [
    ...unless(shown, `the equation does not show: ${equation}`),
    ...unless(lit === 2, `${lit} findings are lit`),
    ...unless(hushed, 'Escape does not put it away'),
  ];
}

const showsEquationWhenPointedAt = (page, words) =>
  cellShows(page, words, (cell) => cell.hover());
const showsEquationWhenFocused = (page, words) =>
  cellShows(page, words, async (cell) => {
    /* From the finding's number the cell is a few steps of the Tab key on. */
    await page.report.locator('a.no').last().focus();
    const reached = () =>
      cell.evaluate((td) => td.contains(document.activeElement));
    for (let i = 0; i < 30 && !(await reached()); i++)
      await page.keyboard.press('Tab');
  });

/* A text of a report's is a text; what would hide in it or turn the direction
   of writing is written out. */
async function textIsText(page) {
  const found = await page.evaluate(() => {
    const hidden = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode()); )
      if (/[\p{Cc}\p{Cf}]/u.test(node.data.replaceAll('\n', '')))
        hidden.push(node.data);
    const alien = 'img, svg, iframe, object, form, script:not(:last-child)';
    return {
      hurt: window.hurt,
      hidden,
      alien: document.body.querySelectorAll(alien).length,
      shown: [...document.querySelectorAll('h2')].filter((h) =>
        h.innerText.includes("<img src=\"http://127.0.0.1:9/x\" onerror='hurt"),
      ).length,
    };
  });
  return unless(
    same(found, { hidden: [], alien: 0, shown: 1 }),
    JSON.stringify(found),
  );
}

/* An Arabic name does not pull the year behind it to its other side. */
const keepsDirection = (page) =>
  page.evaluate(() => {
    const heads = [...document.querySelectorAll('h2')].filter((h) =>
      /\p{Script=Arabic}/u.test(h.innerText),
    );
    const year = heads[0].querySelector('span').getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(heads[0].firstChild);
    const name = range.getBoundingClientRect();
    return year.left >= name.right ? [] : ['the year stands before the name'];
  });

/* With letters set wide, as a font might have them. */
const breaksNoWord = (page) =>
  page.evaluate(() => {
    document.documentElement.style.letterSpacing = '0.08em';
    const broken = new Set();
    for (const th of document.querySelectorAll('.sheet th, .list thead th')) {
      const walk = document.createTreeWalker(th, NodeFilter.SHOW_TEXT);
      for (let node; (node = walk.nextNode()); )
        for (const word of node.data.matchAll(/[A-Za-z]+/g)) {
          const range = document.createRange();
          range.setStart(node, word.index);
          range.setEnd(node, word.index + word[0].length);
          const tops = [...range.getClientRects()].map((r) => r.top);
          const beyond =
            range.getBoundingClientRect().right -
            th.getBoundingClientRect().right;
          if (Math.max(...tops) - Math.min(...tops) > 3 || beyond > 1)
            broken.add(word[0]);
        }
    }
    document.documentElement.style.letterSpacing = '';
    return [...broken].map((word) => `broken: ${word}`);
  });

const fitsTheWindow = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth <= clientWidth
      ? []
      : [`${scrollWidth} pixels in ${clientWidth}`];
  });

async function isAccessible(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations.map(
    (v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.target).slice(0, 3)}`,
  );
}

/* Also while a finding is lit and an equation shows. */
async function isAccessibleWhenLit(page) {
  await page.report.locator('td.wrong a').first().focus();
  await findingOf(page, 'equations/requests-balance').hover();
  const complaints = await isAccessible(page);
  await leave(page);
  return complaints;
}

/* As on A4 paper within the margins, and as a PDF: each report begins on a page
   of its own. */
async function prints(page) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 703, height: 1000 });
  await page.emulateMedia({ media: 'print' });
  const complaints = await fitsTheWindow(page);
  const wide = await page.evaluate(
    () =>
      [...document.querySelectorAll('.sheet, .scroll')].filter(
        (box) => box.scrollWidth > box.clientWidth + 1,
      ).length,
  );
  const closed = await page.evaluate(
    () =>
      [...document.querySelectorAll('details table, details ul')].filter(
        (e) => !e.checkVisibility({ contentVisibilityAuto: true }),
      ).length,
  );
  const onEnd = await page.evaluate(
    () =>
      [...document.querySelectorAll('.report')].filter(
        (report) => getComputedStyle(report).breakBefore !== 'page',
      ).length,
  );
  await page.emulateMedia({ media: null });
  await page.setViewportSize(size);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const pages = pdf.match(/\/Type *\/Page\b/g).length;
  const reports = await page.locator('.report').count();
  return [
    ...complaints,
    ...unless(wide === 0, `${wide} tables are cut off on paper`),
    ...unless(closed === 0, `${closed} lists stay folded on paper`),
    ...unless(onEnd === 0, `${onEnd} reports begin where another ends`),
    ...unless(
      pdf.startsWith('%PDF-') && pages > reports,
      `${reports} reports on ${pages} pages`,
    ),
  ];
}

/* ---------------------------------------------------------------- changes */

/* Changes to style and script need the page's policy out of the way. */
const free = (html) =>
  html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
const swap = (from, to) => (html) => free(html).replaceAll(from, to);

const checks = [
  {
    says: 'nothing is on the console, and nothing is asked for',
    check: isQuiet,
    changes: {
      'a script that the policy stops': (html) =>
        html.replace('<main>', '<main><script>hurt = 1</script>'),
      'a picture from elsewhere': (html) =>
        free(html).replace('<main>', '<main><img src="http://127.0.0.1:9/">'),
      'a mistake in the script': swap("'use strict';", "'use strict'; nothing.x;"),
    },
  },
  {
    says: 'wrong cells are ringed',
    check: marksWrongCells,
    changes: {
      'no class': swap(' class="wrong error"', ' class="error"'),
      'no ring': swap('border: 2px solid var(--kind)', 'border: 0'),
      'no words': swap('<i>', '<i hidden style="display: none">'),
    },
  },
  {
    says: 'a finding that is pointed at lights its cells',
    check: lightsWhenPointedAt,
    changes: {
      'no cells': swap('data-left', 'data-lift'),
      'never dark again': swap('element.classList.remove(', '('),
      'no outline': swap('outline: 3px double var(--right)', 'outline: none'),
    },
  },
  {
    says: 'and so does one that is focused',
    check: lightsWhenFocused,
    changes: { 'not heard of': swap("'focusin'", "'focusup'") },
  },
  {
    says: 'a number of an equation leads to its cell',
    check: leadsFromTermToCell,
    changes: { 'to no cell': swap('right" href="#r', 'right" href="#s') },
  },
  {
    says: 'a cell that is pointed at shows its equation',
    check: showsEquationWhenPointedAt,
    changes: {
      'another difference': swap(/(相差|off by) 1/g, '$1 2'),
      'out of the window': swap('tip.style.top = `', 'tip.style.top = `-'),
      'no Escape': swap("'Escape'", "'F9'"),
    },
  },
  {
    says: 'and so does one that the Tab key comes to',
    check: showsEquationWhenFocused,
    changes: { 'out of reach': swap('<td ', '<td inert ') },
  },
  {
    says: 'texts of reports are texts',
    check: textIsText,
    changes: {
      'markup let through': swap('&lt;', '<'),
      'a sign that turns': swap('\\u202e', '\u202e'),
    },
  },
  {
    says: 'directions of writing do not mix',
    check: keepsDirection,
    changes: { 'not kept apart': swap('bdi', 'b') },
  },
  {
    says: 'no word of a head is broken',
    check: breaksNoWord,
    changes: {
      'columns that do not give': swap('layout: auto', 'layout: fixed'),
      'words that do': swap('overflow-wrap: normal', 'overflow-wrap: anywhere'),
    },
    only: 'en',
    narrow: true,
  },
  {
    says: 'the page fits the window',
    check: fitsTheWindow,
    changes: { 'tables as they are': swap('overflow-x: auto', '') },
    narrow: true,
  },
  {
    says: 'it prints, whole',
    check: prints,
    changes: {
      'wide tables': swap('font-size: 7pt', 'font-size: 17pt'),
      'folded lists': swap('details::details-content', 'details::content'),
      'reports on end': swap('break-before: page', ''),
    },
  },
  {
    says: 'axe-core finds nothing',
    check: isAccessible,
    changes: {
      'no language': swap(/<html lang="[^"]*"/g, '<html'),
      'faint letters': swap(/--faint: #\w+/g, '--faint: #888'),
    },
  },
  {
    says: 'nor when a finding is lit and an equation shows',
    check: isAccessibleWhenLit,
    changes: { 'faint when lit': swap(/-wash: #\w+/g, '-wash: #888') },
  },
];

module.exports = { checks, expected, free, isAccessible, isQuiet };
