// Drives carekpi.html in a browser, and compares what it saves with what the program prints.
// Usage: node drive.js CHROMIUM PAGE PROGRAM [FOLDER]
// With a FOLDER, it only loads that extract, and says how long it took and whether the page stayed responsive.
"use strict";

const assert = require("node:assert/strict");
const { execFileSync, spawnSync } = require("node:child_process");
const { createServer } = require("node:http");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { chromium } = require("playwright-core");

const [browserPath, page, program, large] = process.argv.slice(2).map((name) => path.resolve(name));
const DATE = "2026-03-31";
const BUNDLED = path.join(__dirname, "../../crates/carekpi-cli/data");
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "carekpi-browser-"));

/** What the program prints; `check` has other exit codes. */
function printed(...args) {
  const { stdout, stderr, error } = spawnSync(program, args, { maxBuffer: 2 ** 30 });
  assert.ok(!error && stdout.length, `${args}: ${error ?? stderr}`);
  return stdout;
}

/** A page in a window of its own, without a network. */
async function opened(browser, address, { offline = true } = {}) {
  const context = await browser.newContext({ offline, locale: "en-GB" });
  const requests = [];
  context.on("request", (request) => requests.push(request.url()));
  const tab = await context.newPage();
  const wrong = [];
  tab.on("pageerror", (error) => wrong.push(error.message));
  await tab.goto(address);
  return { context, tab, requests, wrong };
}

/** Drops files or folders on the page, as a person does. */
async function drop({ context, tab }, ...files) {
  const session = await context.newCDPSession(tab);
  const { x, y } = await tab.locator("#drop").boundingBox();
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x: x + 20, y: y + 20, data });
  }
}

const ready = ({ tab }, view) => tab.locator("#status", { hasText: `${view}: ready` }).waitFor({ timeout: 120_000 });

async function choose(opened, view) {
  await opened.tab.locator("#views label", { hasText: view }).click();
}

async function saved({ tab }, button) {
  const [download] = await Promise.all([tab.waitForEvent("download"), tab.getByRole("button", { name: button }).click()]);
  return fs.readFileSync(await download.path());
}

async function setDate({ tab }, date) {
  await tab.locator("#snapshot").fill(date);
}

/** Every format of every view is the program's own, to the byte. */
async function sameAsTheProgram(browser, folder, dropped = folder) {
  const window = await opened(browser, `file://${page}`);
  await drop(window, dropped);
  await ready(window, "Check");
  assert.deepEqual(await saved(window, "Save text"), printed("check", folder));
  await setDate(window, DATE);
  await ready(window, "Scorecard");
  const buttons = { html: "Save page", xlsx: "Save workbook", csv: "Save CSV", json: "Save JSON", text: "Save text" };
  const compare = async (formats, ...args) => {
    for (const format of formats) {
      const ours = await saved(window, buttons[format]);
      assert.ok(ours.equals(printed(...args, "--snapshot", DATE, "--format", format)), `${args} ${format} differs`);
    }
  };
  await compare(["html", "xlsx", "csv", "json"], "scorecard", folder);
  await choose(window, "Worklist");
  await ready(window, "Worklist");
  await compare(["html", "xlsx", "csv", "json"], "worklist", folder);
  const [, child] = printed("worklist", folder, "--snapshot", DATE, "--format", "csv").toString().match(/\bP\d+\b/g);
  await choose(window, "One child");
  await window.tab.locator("#child").fill(child);
  await window.tab.getByRole("button", { name: "Explain" }).click();
  await ready(window, "One child");
  await compare(["html", "text", "json"], "explain", folder, "--child", child);
  noRequests(window);
  await window.context.close();
}

/** The page itself and the worker's blob are all that was asked for. */
function noRequests({ requests, wrong }) {
  assert.deepEqual(wrong, []);
  assert.deepEqual(requests.filter((address) => !address.startsWith("blob:")), [`file://${page}`]);
}

/** Definitions, expectations and the name of the council reach the figures. */
async function settings(browser) {
  const files = {
    definitions: fs.readFileSync(path.join(__dirname, "../../crates/carekpi/tests/data/definitions.toml")),
    expectations: "[cp-visits]\ntarget = 95.0\nfloor = 85.0\n",
  };
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(scratch, `${name}.toml`), text);
  const toml = (name) => path.join(scratch, `${name}.toml`);
  const window = await opened(browser, `file://${page}`);
  await drop(window, BUNDLED);
  await ready(window, "Check");
  await window.tab.locator("summary").click();
  for (const name of Object.keys(files)) await window.tab.locator(`#${name}`).setInputFiles(toml(name));
  await window.tab.locator("#profile").selectOption("statutory");
  await window.tab.locator("#council").fill("Anyshire <council>");
  await setDate(window, DATE);
  await ready(window, "Scorecard");
  const options = ["--profile", "statutory", "--definitions", toml("definitions"), "--expectations", toml("expectations")];
  const same = printed("scorecard", BUNDLED, "--snapshot", DATE, ...options, "--name", "Anyshire <council>", "--format", "html");
  assert.ok((await saved(window, "Save page")).equals(same));
  const frame = window.tab.frames()[1];
  assert.match(await frame.locator("body").innerText(), /Anyshire <council>/);
  fs.writeFileSync(toml("misspelt"), "[cp-visit]\ntarget = 95.0\n");
  await window.tab.locator("#expectations").setInputFiles(toml("misspelt"));
  await window.tab.locator("#alert", { hasText: "did you mean `cp-visits`?" }).waitFor();
  await window.context.close();
}

/** A worklist looks as far ahead as is said, and as the program if nothing is said. What is out of range is refused. */
async function daysAhead(browser) {
  const window = await opened(browser, `file://${page}`);
  const field = window.tab.locator("#within");
  const set = async (days) => {
    await field.fill(days);
    await field.blur();
  };
  await drop(window, BUNDLED);
  await ready(window, "Check");
  await setDate(window, DATE);
  await ready(window, "Scorecard");
  await choose(window, "Worklist");
  await ready(window, "Worklist");
  for (const [days, options] of [["0", ["--within", "0"]], ["", []]]) {
    await set("400");
    await window.tab.locator("#alert", { hasText: "from 0 to 366" }).waitFor();
    await set(days);
    await ready(window, "Worklist");
    assert.ok((await saved(window, "Save CSV")).equals(printed("worklist", BUNDLED, "--snapshot", DATE, ...options, "--format", "csv")));
  }
  await window.context.close();
}

const warning = ({ tab }, text) => tab.locator("#alert", { hasText: text }).waitFor();

/** What is no extract is refused with advice, and shows nothing of an extract before it. */
async function noExtract(browser) {
  const folder = path.join(scratch, "none");
  const put = (...name) => {
    const file = path.join(folder, ...name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, "");
    return file;
  };
  put("within", "data", "ssd_person.csv");
  const window = await opened(browser, `file://${page}`);
  await drop(window, BUNDLED);
  await ready(window, "Check");
  for (const [dropped, text] of [
    [path.join(folder, "within"), "Folders in it are not read"],
    [put("book.xlsx"), "save each sheet of a workbook"],
    [put("notes.txt"), "a table is a CSV file"],
    [put("part.zip"), "a table is a CSV file"],
  ]) {
    await drop(window, dropped);
    await warning(window, text);
    assert.ok(await window.tab.locator("#results").isHidden(), dropped);
  }
  noRequests(window);
  await window.context.close();
}

/** Folders and files that are dropped together are one extract. Of what is dropped in a row, the last counts. */
async function together(browser) {
  const [standard, local] = ["standard", "local"].map((name) => path.join(scratch, name));
  for (const folder of [standard, local]) fs.mkdirSync(folder);
  for (const name of fs.readdirSync(BUNDLED)) {
    fs.copyFileSync(path.join(BUNDLED, name), path.join(name.startsWith("local") ? local : standard, name));
  }
  const window = await opened(browser, `file://${page}`);
  await drop(window, path.join(scratch, "mosaic"));
  await drop(window, standard, local);
  const chosen = await window.tab.locator("#chosen", { hasText: "2,000 children" }).innerText();
  assert.match(chosen, /^(standard, local|local, standard): 26 files;/);
  await ready(window, "Check");
  assert.deepEqual(await saved(window, "Save text"), printed("check", BUNDLED));
  await window.context.close();
}

/** Of dates that change quickly, also while the tables are read, the last is shown. A wrong one is named when its field is left. */
async function dates(browser) {
  const window = await opened(browser, `file://${page}`);
  const { tab } = window;
  const leave = () => tab.locator("#snapshot").blur();
  await setDate(window, "2025-06-30");
  await drop(window, BUNDLED);
  await setDate(window, "2025-09-30");
  await ready(window, "Check");
  await choose(window, "Scorecard");
  for (const date of ["2026-01-31", "2025-12-31", DATE]) await setDate(window, date);
  await tab.frameLocator("iframe").getByText("31 March 2026").first().waitFor();
  await ready(window, "Scorecard");
  assert.ok((await saved(window, "Save CSV")).equals(printed("scorecard", BUNDLED, "--snapshot", DATE, "--format", "csv")));
  await setDate(window, "1940-01-01");
  assert.ok(await tab.locator("#alert").isHidden(), "it may be one that is being typed");
  await leave();
  await warning(window, "must be in the years 1951 to 2099");
  await setDate(window, "");
  await leave();
  await warning(window, "Choose a snapshot date");
  await setDate(window, DATE);
  await ready(window, "Scorecard");
  await window.context.close();
}

/** Texts of files are shown as they are, and what is wrong is said. */
async function escaped(browser) {
  const folder = path.join(scratch, "odd");
  fs.mkdirSync(folder);
  const odd = '<img src="https://example.org/x" onerror="alert(1)"><b>x</b>\u202e';
  const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
  write("ssd_person.csv", "pers_person_id,pers_dob\nP1,2015-06-01\n");
  write("ssd_cp_visits.csv", `cppv_cp_visit_id,cppv_cp_visit_date,cppv_person_id,cppv_cp_visit_seen\nV1,2026-01-01,P1,"${odd.replaceAll('"', '""')}"\n`);
  const window = await opened(browser, `file://${page}`);
  await drop(window, folder);
  await ready(window, "Check");
  const text = await window.tab.locator("#shown").innerText();
  assert.ok(text.includes('"alert(1)"><b>x</b>'), text);
  assert.ok(!text.includes("\u202e"), text);
  assert.equal(await window.tab.locator("#shown img, #shown b").count(), 0);
  write("ssd_cp_plans.csv", "cppl_cp_plan_id\nCP1\n");
  await drop(window, folder);
  await window.tab.locator("#shown", { hasText: "each stops the scorecard" }).waitFor();
  await setDate(window, DATE);
  await window.tab.locator("#alert", { hasText: "ssd_cp_plans" }).waitFor();
  noRequests(window);
  await window.context.close();
}

/** From a server too, nothing is asked for after the page; the policy forbids it to the page and to the worker. */
async function forbidden(browser) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.setHeader("content-type", "text/html");
    fs.createReadStream(page).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${server.address().port}`;
  const window = await opened(browser, `${address}/carekpi.html`, { offline: false });
  await drop(window, BUNDLED);
  await ready(window, "Check");
  await setDate(window, DATE);
  await ready(window, "Scorecard");
  const leak = async (to) => {
    const failed = await fetch(to, { mode: "no-cors" }).then(() => "allowed", () => "refused");
    try {
      if (globalThis.document) {
        document.body.append(Object.assign(new Image(), { src: `${to}/image` }));
        document.body.append(Object.assign(document.createElement("script"), { src: `${to}/script` }));
        navigator.sendBeacon(`${to}/beacon`);
      }
      new WebSocket(to.replace("http", "ws"));
    } catch {
      // Refused, too.
    }
    return failed;
  };
  assert.equal(await window.tab.evaluate(leak, `${address}/page`), "refused");
  assert.equal(await window.tab.workers()[0].evaluate(leak, `${address}/worker`), "refused");
  await window.tab.waitForTimeout(500);
  assert.deepEqual(asked.filter((url) => url !== "/favicon.ico"), ["/carekpi.html"]);
  server.close();
  await window.context.close();
}

/** How long a large extract takes, and the longest time for which the page did not respond. */
async function measured(browser) {
  const window = await opened(browser, `file://${page}`);
  const { tab } = window;
  await tab.evaluate(() => {
    let last = performance.now();
    globalThis.longest = 0;
    setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 10);
  });
  const say = async (view, done) => {
    const longest = Math.round(await tab.evaluate(() => [longest, (longest = 0)][0]));
    const memory = execFileSync("ps", ["-eo", "rss,args"]).toString().split("\n").filter((line) => /--type=renderer/.test(line));
    const most = Math.max(...memory.map((line) => parseInt(line, 10)));
    console.log(`${done}; longest pause ${longest} ms; largest process ${Math.round(most / 1024)} MB`);
  };
  await drop(window, large);
  await ready(window, "Check");
  await say("Check", await tab.locator("#status").innerText());
  await setDate(window, DATE);
  for (const view of ["Scorecard", "Worklist"]) {
    await choose(window, view);
    await ready(window, view);
    await tab.waitForTimeout(5000);
    await say(view, await tab.locator("#status").innerText());
  }
  assert.ok((await saved(window, "Save CSV")).equals(printed("worklist", large, "--snapshot", DATE, "--format", "csv")));
  noRequests(window);
}

async function main() {
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
  try {
    if (large) return await measured(browser);
    for (const style of ["ssd", "mosaic", "systemc"]) {
      const folder = path.join(scratch, style);
      printedNothing("generate", folder, "--children", "300", "--style", style);
      await sameAsTheProgram(browser, folder);
      console.log(`${style}: the same as the program`);
    }
    await sameAsTheProgram(browser, BUNDLED);
    console.log("the bundled extract: the same as the program");
    const [packed, zip] = [path.join(scratch, "bundled.carekpi"), path.join(scratch, "bundled.zip")];
    printedNothing("pack", BUNDLED, "--out", packed);
    await sameAsTheProgram(browser, packed);
    console.log("a packed file: the same as the program");
    if (spawnSync("python3", ["-m", "zipfile", "-c", zip, BUNDLED]).status === 0) {
      await sameAsTheProgram(browser, BUNDLED, zip);
      console.log("a zip: the same as the program");
    } else {
      console.log("python3 makes no zip here: not checked");
    }
    for (const test of [settings, daysAhead, noExtract, together, dates, escaped, forbidden]) {
      await test(browser);
      console.log(`${test.name}: passed`);
    }
  } finally {
    await browser.close();
    fs.rmSync(scratch, { recursive: true });
  }
}

function printedNothing(...args) {
  execFileSync(program, args);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
