// An editor's afternoon in headless Chromium. Arguments: the packet's folder,
// the folder for what is downloaded and photographed, and how many articles
// the packet has if it is the large one.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [packet, out, large] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const faults = [];
const must = (is, what) => { if (!is) faults.push(what); };
const devices = {
  desktop: { viewport: { width: 1280, height: 900 } },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};
const open = async (device) => {
  // The checker is put into the page from outside, past the page's policy;
  // everything else runs under the policy.
  const context = await browser.newContext({ ...devices[device], acceptDownloads: true });
  const page = await context.newPage();
  page.on("console", (line) => must(line.type() !== "error" && line.type() !== "warning", `console: ${line.text()}`));
  page.on("pageerror", (error) => must(false, `script: ${error.message}`));
  page.on("dialog", async (dialog) => { must(false, `dialog: ${dialog.message()}`); await dialog.dismiss(); });
  page.on("request", (request) => must(/^(file|blob):/.test(request.url()), `request: ${request.url()}`));
  return page;
};
const address = `file://${packet}/index.html`;
const accessible = async (page, what) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  for (const found of violations) must(false, `${what}: ${found.id}: ${found.help}: ${found.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(" | ")}`);
};
const finish = async () => {
  await browser.close();
  for (const fault of faults) console.log(`FAULT ${fault}`);
  process.exit(faults.length === 0 ? 0 : 1);
};

if (large) {
  const page = await open("desktop");
  const opened = [], sorted = [];
  for (let round = 0; round < 3; round++) {
    let began = performance.now();
    await page.goto(address);
    opened.push(Math.round(performance.now() - began));
    began = performance.now();
    await page.click("th >> text=Errors");
    await page.waitForSelector("th[aria-sort=descending]");
    sorted.push(Math.round(performance.now() - began));
  }
  must(await page.locator("tbody tr").count() === Number(large), "articles are missing");
  console.log(`index of ${large} articles: open in ${opened.join(", ")} ms, sorted in ${sorted.join(", ")} ms`);
  must(Math.min(...opened) < 2000, "the index takes two seconds or more to open");
  await page.fill("#find", "sumberejo 17");
  must(/of 2000 shown/.test(await page.textContent("#shown")), "the index finds nothing");
  await finish();
}

for (const device of Object.keys(devices)) {
  const page = await open(device);
  await page.goto(address);
  await accessible(page, `index, ${device}`);
  await page.screenshot({ path: `${out}/index-${device}.png`, fullPage: true });
  const links = await page.locator("td.name a").evaluateAll((all) => all.map((one) => one.href));
  for (const [number, link] of links.entries()) {
    await page.goto(link);
    await page.locator(".spot").first().focus();
    must(await page.locator("#tip").isVisible(), `no reason on focus in ${link}`);
    await accessible(page, `article ${number}, ${device}`);
    await page.screenshot({ path: `${out}/article-${number}-${device}.png`, fullPage: true });
  }
  await page.context().close();
}

const page = await open("desktop");
await page.goto(address);
const titles = () => page.locator("td.name a").allTextContents();
const before = await titles();
await page.click("th >> text=Article");
const up = await titles();
await page.click("th >> text=Article");
const down = await titles();
must(String(up) === String([...before].sort(new Intl.Collator("en").compare)), `sorted: ${up}`);
must(String(down) === String([...up].reverse()), `sorted the other way: ${down}`);
await page.selectOption("#outcome", "review");
must(await page.locator("tbody tr:visible").count() === 2, "the sieve by outcome");

await page.goto(address);
await page.click("td.name a >> text=Sumberejo Old Market");
const disclosed = () => page.textContent("#disclosure");
const asBuilt = await disclosed();
must(/not reviewed by a person/.test(asBuilt) && !/Once/.test(asBuilt), `disclosed at first: ${asBuilt}`);
await page.hover("#p1 .target .spot");
must(/312.* became .*321/.test(await page.textContent("#tip")), "no reason on hover");
await page.click("#p1 >> text=Edit");
const text = await page.inputValue("#p1 textarea");
await page.fill("#p1 textarea", text.replace("321", "312"));
await page.keyboard.press("Control+Enter");
must((await page.textContent("#p1 .text")).includes("312 traders"), "the edit is not shown");
must(/^Once these edits are applied:.*; edited by a person on \d{4}-\d\d-\d\d, not yet approved\..*disunting oleh manusia pada/.test(await disclosed()), `disclosed when edited: ${await disclosed()}`);
await page.click("#p1 >> text=Take back");
must(await disclosed() === asBuilt, `disclosed when taken back: ${await disclosed()}`);
await page.click("#p1 >> text=Edit");
await page.fill("#p1 textarea", text.replace("321", "312"));
await page.keyboard.press("Control+Enter");
await page.click("[data-part=p4] >> text=Edit");
await page.fill("[data-part=p4] textarea", "<b>taken back</b>");
await page.keyboard.press("Escape");
must(!(await page.textContent("[data-part=p4] .text")).includes("taken back"), "Escape does not take back");
await page.check("[data-part=p3] [data-flag] input");
await page.click("#approve");
must(/name first/.test(await page.textContent("#told")), "an approval without a name");
await page.fill("#by", "Sari Dewi");
await page.click("#approve");
await page.reload();
must(await page.textContent("#state") === "approved", "the draft is lost when the page is loaded again");
must(await page.isChecked("[data-part=p3] [data-flag] input"), "the tick is lost");
// The settings' sentence, in the words that the record will have.
must(/^Once these edits are applied:.*; read and released by Sari Dewi on \d{4}-\d\d-\d\d\..*diperiksa dan disetujui oleh Sari Dewi pada/.test(await disclosed()), `disclosed when approved: ${await disclosed()}`);
writeFileSync(`${out}/disclosed`, await page.textContent("#disclosure [lang=en]"));
await accessible(page, "edited article");
await page.screenshot({ path: `${out}/edited.png`, fullPage: true });
await page.emulateMedia({ media: "print", colorScheme: "dark" });
await page.setViewportSize({ width: 720, height: 1000 });
const across = await page.locator("#p1 .flags").evaluate((flags) => flags.getBoundingClientRect().width / flags.parentElement.getBoundingClientRect().width);
must(across > 0.8, "a printed page is laid out as on a phone");
await page.screenshot({ path: `${out}/print.png`, fullPage: true });
await page.emulateMedia({ media: "screen", colorScheme: "light" });
await page.setViewportSize(devices.desktop.viewport);
const [saved] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
await saved.saveAs(`${out}/one.edits.json`);

// With the keyboard alone: next flag, tick off, edit, done.
await page.goto(address);
await page.click("td.name a >> text=Wanasari");
await page.keyboard.press("j");
await page.keyboard.press("x");
await page.keyboard.press("e");
await page.keyboard.press("Control+End");
await page.keyboard.type(" Nobody died.");
await page.keyboard.press("Control+Enter");
await page.goto(address);
must(await page.isVisible("#all"), "the index does not offer the drafts");
const [all] = await Promise.all([page.waitForEvent("download"), page.click("#all")]);
await all.saveAs(`${out}/all.edits.json`);
must(JSON.parse(readFileSync(`${out}/all.edits.json`, "utf8")).articles.length === 2, "the index saves other than two drafts");
writeFileSync(`${out}/done`, "");
await finish();
