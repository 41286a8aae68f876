// Looks at pages as a reader's browser shows them. usage: node look.js PAGE…
'use strict';
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');

const axe = require.resolve('axe-core/axe.min.js');
const WIDTHS = [360, 390, 1280];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let failures = 0;

function check(passed, what) {
    if (passed) return;
    failures++;
    console.log(`FAILED: ${what}`);
}

// A page that may say nothing on the console and ask nothing of the network.
async function open(browser, file, options) {
    const page = await browser.newPage(options);
    page.on('console', (message) => check(false, `${file}: console: ${message.text()}`));
    page.on('pageerror', (error) => check(false, `${file}: ${error.message}`));
    page.on('request', (request) => {
        if (!request.url().startsWith('file:')) check(false, `${file}: asks for ${request.url()}`);
    });
    await page.goto('file://' + path.resolve(file));
    return page;
}

async function fits(browser, file) {
    for (const width of WIDTHS) {
        const page = await open(browser, file, { viewport: { width, height: 900 } });
        const seen = await page.evaluate(() => document.documentElement.scrollWidth);
        check(seen <= width, `${file}: ${seen} pixels wide at ${width}`);
        const shown = await page.evaluate(() =>
            [...document.querySelectorAll('figure')].map(
                (figure) => [...figure.querySelectorAll('svg')].filter((svg) => svg.getClientRects().length > 0).length));
        check(shown.every((count) => count === 1), `${file}: not one drawing a figure at ${width}`);
        await page.close();
    }
}

async function isAccessible(browser, file) {
    for (const [colorScheme, width] of [['light', 1280], ['dark', 390]]) {
        const page = await open(browser, file, { viewport: { width, height: 900 }, colorScheme });
        await page.addScriptTag({ path: axe });
        await page.evaluate(() =>
            document.querySelectorAll('details').forEach((details) => (details.open = true)));
        const found = await page.evaluate(
            (values) => axe.run(document, { runOnly: { type: 'tag', values } }), RULES);
        for (const violation of found.violations)
            check(false, `${file}, ${colorScheme}, ${width}: ${violation.id}: ` +
                `${violation.help}: ${violation.nodes[0].html.slice(0, 160)}`);
        await page.close();
    }
}

async function linksLand(browser, file) {
    const page = await open(browser, file, { viewport: { width: 1280, height: 900 } });
    const lost = await page.evaluate(() => {
        const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
        const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
        const dead = [...document.querySelectorAll('a[href], use')]
            .map((element) => element.getAttribute('href') || element.getAttribute('xlink:href'))
            .filter((href) => !href.startsWith('#') || !ids.includes(href.slice(1)));
        return { twice, dead };
    });
    check(lost.dead.length === 0, `${file}: links to nowhere: ${lost.dead.slice(0, 5)}`);
    check(lost.twice.length === 0, `${file}: ids that stand twice: ${lost.twice.slice(0, 5)}`);
    await page.close();
}

// Each figure, shown amid all others, against itself alone on a page: cairo names the glyphs
// of every drawing alike, and one drawing must never show another's.
async function looksTheSameAlone(browser, file) {
    const viewport = { width: 900, height: 1200 };
    const inline = await open(browser, file, { viewport });
    const alone = await browser.newPage({ viewport });
    const place = 'position:fixed;left:0;top:0;width:860px;height:auto;background:#fff;z-index:9';
    const count = await inline.evaluate(() => document.querySelectorAll('.wide svg').length);
    for (let i = 0; i < count; i++) {
        const drawn = await inline.evaluate(([index, style]) => {
            const svg = document.querySelectorAll('.wide svg')[index];
            svg.setAttribute('style', style);
            const box = svg.getBoundingClientRect();
            return { html: svg.outerHTML, height: Math.min(Math.floor(box.height), 1200) };
        }, [i, place]);
        const clip = { x: 0, y: 0, width: 860, height: drawn.height };
        const amid = await inline.screenshot({ clip });
        await inline.evaluate((index) =>
            document.querySelectorAll('.wide svg')[index].removeAttribute('style'), i);
        await alone.setContent(`<!DOCTYPE html><body style="background:#fff">${drawn.html}`);
        const itself = await alone.screenshot({ clip });
        check(amid.equals(itself), `${file}: figure ${i + 1} looks different alone`);
    }
    await inline.close();
    await alone.close();
}

async function printsTheSame(browser, file) {
    const page = await open(browser, file, { viewport: { width: 1280, height: 900 } });
    const tables = () => page.evaluate(() =>
        [...document.querySelectorAll('table')].filter((table) => !table.closest('details'))
            .map((table) => table.innerText).join('\n'));
    const onScreen = await tables();
    await page.emulateMedia({ media: 'print' });
    check(await tables() === onScreen, `${file}: printed tables differ`);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    check(pdf.length > 10000, `${file}: prints nothing`);
    await page.close();
}

async function main() {
    const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM,
        args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    for (const file of process.argv.slice(2)) {
        check(!fs.readFileSync(file, 'utf8').includes('<script'), `${file}: has a script`);
        await fits(browser, file);
        await isAccessible(browser, file);
        await linksLand(browser, file);
        await looksTheSameAlone(browser, file);
        await printsTheSame(browser, file);
        console.log(`looked at ${file}`);
    }
    await browser.close();
    process.exit(failures > 0 ? 1 : 0);
}

main();
