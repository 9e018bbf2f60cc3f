// Reports in a browser, as an auditor opens them: `node report.mjs REPORT.html...`.
//
// Each page has to be complete by itself, fit a phone and a desk in light and dark, be readable for everybody as far as axe
// can tell, and lead from every claim to a line of its own text. A page that breaks all of this is tried first: a judge that
// accepts it judges nothing.

import { chromium } from "playwright-core";
import { createRequire } from "node:module";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const SEEN = [
  { name: "desk", width: 1280, height: 900, colorScheme: "light" },
  { name: "phone", width: 360, height: 740, colorScheme: "dark" },
];
const BROKEN = `<html><head><title></title><script>console.log(1)</script></head><body style="color:#eee;background:#fff">
<img src="http://example.invalid/a.png"><a href="#nowhere"></a><div style="width:2000px">wide and pale</div></body></html>`;

/// Everything that is wrong with a page.
async function complaints(browser, path) {
  const found = [];
  for (const { name, width, height, colorScheme } of SEEN) {
    // Without the page's own rules for scripts, since axe is one.
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    const seen = `${path} (${name}, ${colorScheme})`;
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) found.push(`${seen}: fetches ${request.url()}`);
    });
    page.on("console", (message) => found.push(`${seen}: says ${message.text()}`));
    await page.goto(pathToFileURL(resolve(path)).href);
    found.push(...(await wrongWith(page)).map((what) => `${seen}: ${what}`));
    await page.addScriptTag({ path: axe });
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    found.push(...violations.map((one) => `${seen}: ${one.id}, ${one.help}: ${one.nodes[0].html.slice(0, 120)}`));
    await context.close();
  }
  return found;
}

/// What can be seen from inside of the page.
function wrongWith(page) {
  return page.evaluate(() => {
    const found = [];
    const root = document.documentElement;
    const over = root.scrollWidth - root.clientWidth;
    if (over > 0) found.push(`${over} pixels too wide`);
    if (document.scripts.length > 0) found.push("it has a script");
    for (const link of document.querySelectorAll("a")) {
      const target = link.getAttribute("href") ?? "";
      if (!target.startsWith("#") || !document.getElementById(target.slice(1))) found.push(`${target} leads nowhere`);
    }
    for (const text of document.querySelectorAll("svg.path text")) {
      const box = text.closest("svg").querySelector("rect").getBBox();
      const own = text.getBBox();
      if (own.x + own.width > box.x + box.width) found.push(`"${text.textContent}" leaves its box`);
    }
    return found;
  });
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const broken = join(mkdtempSync(join(tmpdir(), "report-")), "broken.html");
writeFileSync(broken, BROKEN);
const expected = ["pixels too wide", "it has a script", "leads nowhere", "fetches", "says", "image-alt", "document-title"];
const seen = await complaints(browser, broken);
const missed = expected.filter((what) => !seen.some((complaint) => complaint.includes(what)));
let failed = missed.length > 0;
if (failed) console.error(`a broken page is not seen to be broken: ${missed.join(", ")}`);
for (const path of process.argv.slice(2)) {
  const found = await complaints(browser, path);
  found.forEach((complaint) => console.error(complaint));
  failed ||= found.length > 0;
}
await browser.close();
console.log(`${process.argv.length - 2} reports looked at`);
process.exitCode = failed ? 1 : 0;
