'use strict';
/* Opens the page in a real browser and tries what a reader would do: see
   checks.js.

   Usage: NODE_PATH=… browser.js BROWSER FOLDER. The folder has zh.html,
   en.html and a page about rules for each. Prints as tests/run wants it. */
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');
const { checks, expected, free, isAccessible, isQuiet } = require('./checks.js');

const [, , executablePath, folder] = process.argv;

/* ---------------------------------------------------------------- the page */

/* Everything that a page does without having been asked. */
async function watched(context) {
  const page = await context.newPage();
  const seen = [];
  page.on('console', (message) => seen.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('popup', () => seen.push('popup'));
  page.on('request', (request) => {
    if (request.url() !== page.address) seen.push(`asks for ${request.url()}`);
  });
  await page.route(/^(?!file:)/, (route) => route.abort());
  page.seen = seen;
  return page;
}

async function open(page, file) {
  page.seen.length = 0;
  page.address = `file://${file}`;
  await page.goto(page.address);
  page.report = page.locator('.report', {
    has: page.locator('header .path', { hasText: /draft\.json$/ }),
  });
  await page.mouse.move(0, 0);
}

/* -------------------------------------------------------------------- run */

function say(complaints, sentence) {
  console.log(complaints.length ? `not ok - ${sentence}` : `ok - ${sentence}`);
  for (const complaint of complaints) console.log(`    ${complaint}`);
}

async function tryChanges(page, file, language, entry) {
  const html = fs.readFileSync(file, 'utf8');
  const broken = path.join(folder, 'changed.html');
  for (const [name, change] of Object.entries(entry.changes)) {
    const changed = change(html);
    fs.writeFileSync(broken, changed);
    await open(page, broken);
    const found =
      changed !== free(html) && changed !== html
        ? await entry.check(page, expected[language])
        : [];
    say(
      found.length ? [] : ['nothing was seen'],
      `it is found out that this would not hold: ${entry.says}; ${name}`,
    );
  }
}

async function inBrowser(browser, language, colorScheme, width, changed) {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await watched(context);
  const file = path.join(folder, `${language}.html`);
  const how = `${language}, ${colorScheme}, ${width} pixels`;
  await open(page, file);
  for (const entry of checks)
    if (!entry.only || entry.only === language)
      say(await entry.check(page, expected[language]), `${entry.says} (${how})`);
  say(await isQuiet(page), `nothing was on the console till the end (${how})`);
  for (const entry of changed)
    if (!entry.only || entry.only === language)
      await tryChanges(page, file, language, entry);
  await open(page, path.join(folder, `${language}-rules.html`));
  say(
    [...(await isQuiet(page)), ...(await isAccessible(page))],
    `the page about rules is quiet and accessible (${how})`,
  );
  await context.close();
}

async function main() {
  const browser = await chromium.launch({ executablePath });
  const narrow = checks.filter((entry) => entry.narrow);
  const others = checks.filter((entry) => !entry.narrow);
  await inBrowser(browser, 'en', 'light', 1280, others);
  await inBrowser(browser, 'en', 'dark', 390, narrow);
  await inBrowser(browser, 'zh', 'light', 390, []);
  await inBrowser(browser, 'zh', 'dark', 1400, []);
  await browser.close();
  console.log('asked');
}

main().catch((error) => {
  console.log(`not ok - the browser can be asked\n    ${error.stack}`);
  process.exit(1);
});
