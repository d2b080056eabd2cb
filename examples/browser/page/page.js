// The page: takes files and settings, asks the worker, shows and saves what it answers.
"use strict";

const at = (id) => document.getElementById(id);

// ---- The worker. It is asked one thing at a time, and started again if it breaks.

let worker;
let queue = Promise.resolve();

/** The answer to a question; none if it is no longer wanted when its turn comes. */
function ask(question, isWanted = () => true) {
  const answer = queue.then(() => (isWanted() ? send(question) : undefined));
  queue = answer.catch(() => {});
  return answer;
}

async function send(question) {
  try {
    worker ??= await started();
    return await answer(worker, question);
  } catch (error) {
    if (!error.isBroken) throw error;
    worker?.terminate();
    worker = undefined;
    reading = undefined;
    throw new Error(`This browser could not go on, perhaps for want of memory (${error.message}). The program carekpi reads the same files.`);
  }
}

async function started() {
  const address = URL.createObjectURL(new Blob([at("worker").textContent], { type: "text/javascript" }));
  const worker = new Worker(address);
  await answer(worker, { ask: "start", wasm: at("wasm").textContent.trim() });
  URL.revokeObjectURL(address);
  return worker;
}

function answer(worker, question) {
  return new Promise((resolve, reject) => {
    const fail = (message, isBroken) => reject(Object.assign(new Error(message), { isBroken }));
    worker.onerror = (event) => fail(event.message ?? "no worker can be started", true);
    worker.onmessage = ({ data }) => {
      if (data.progress) {
        if (reading) say(`${data.progress} …`);
      } else if (data.error) fail(data.error, data.isBroken);
      else resolve(data.reply);
    };
    worker.postMessage(question);
  });
}

// ---- What is chosen.

let files = []; // { name, file }
let chosenFiles; // what is said of them
let reading; // the number of children, when the worker has read these files with the chosen mappings; begun only once

const chosenView = () => document.querySelector("#views input:checked").value;
const date = () => (at("snapshot").validity.valid ? at("snapshot").value : "");
const texts = (id) => Promise.all([...at(id).files].map(async (file) => ({ name: file.name, text: await file.text() })));

/** What is wrong with the snapshot date; nothing if it can be measured. */
function dateProblem() {
  const { validity, value } = at("snapshot");
  if (validity.badInput) return "The snapshot date is not a day of the calendar.";
  if (!validity.valid) return "The snapshot date must be in the years 1951 to 2099.";
  return value ? "" : "Choose a snapshot date for the figures.";
}

/** How far the worklist looks ahead; nothing if the field is blank. */
function within() {
  const { validity, value } = at("within");
  if (!validity.valid) throw new Error("The days ahead in the worklist must be a whole number from 0 to 366.");
  return value ? Number(value) : undefined;
}

async function settings(view) {
  const [[definitions], [expectations]] = await Promise.all([texts("definitions"), texts("expectations")]);
  return JSON.stringify({
    snapshot: date(),
    profile: at("profile").value,
    council: at("council").value,
    within: view === "worklist" ? within() : undefined,
    definitions,
    expectations,
  });
}

function choose(name, chosen) {
  files = chosen;
  reading = undefined;
  at("results").hidden = true;
  chosenFiles = `${name}: ${files.length === 1 ? "1 file" : `${files.length || "no"} files`}`;
  at("chosen").textContent = chosenFiles;
  document.querySelector('#views [value="check"]').checked = true;
  show();
  if (!files.length) warn(`There is no file in ${name}. Folders in it are not read: choose the folder that holds the tables.`);
}

// ---- What is shown.

const SAVES = { html: "page (HTML)", xlsx: "workbook (XLSX)", csv: "CSV", json: "JSON", text: "text", toml: "draft of a mapping (TOML)" };
const VIEWS = {
  check: { title: "Check", formats: ["text", "json", "toml"] },
  scorecard: { title: "Scorecard", formats: ["html", "xlsx", "csv", "json"] },
  worklist: { title: "Worklist", formats: ["html", "xlsx", "csv", "json"] },
  explain: { title: "One child", formats: ["html", "text", "json"] },
};

let turn = 0; // of several questions in a row, only the last answer is shown

async function show() {
  const mine = ++turn;
  const isLast = () => mine === turn;
  const view = chosenView();
  for (const radio of document.querySelectorAll("#views input")) radio.disabled = radio.value !== "check" && !date();
  for (const id of ["snapshot", "within"]) at(id).ariaInvalid = String(!at(id).validity.valid);
  at("child-form").hidden = view !== "explain";
  at("alert").hidden = true;
  if (!files.length) return;
  at("results").ariaBusy = "true";
  const began = performance.now();
  try {
    await (reading ??= read());
    if (!isLast()) return;
    at("results").hidden = false;
    if (view !== "check" && dateProblem()) throw new Error(dateProblem());
    const wantsChild = view === "explain" && !at("child").value.trim();
    if (!wantsChild) say(`${VIEWS[view].title} …`);
    const answer = wantsChild ? undefined : await ask(await question(view, view === "check" ? "shown" : "html"), isLast);
    if (!isLast()) return;
    showAnswer(view, answer);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (wantsChild) say("Give the identifier of a child.");
    else say(`${VIEWS[view].title}: ready in ${seconds} seconds. ${dateProblem()}`.trim());
  } catch (error) {
    if (!isLast()) return;
    showAnswer(view);
    warn(error.message);
  }
}

async function read() {
  const read = files;
  const isWanted = () => files === read;
  try {
    const children = await ask({ ask: "read", files, mappings: await texts("mappings") }, isWanted);
    if (isWanted()) at("chosen").textContent = `${chosenFiles}; ${children.toLocaleString("en-GB")} ${children === 1 ? "child" : "children"}`;
  } catch (error) {
    if (isWanted()) reading = undefined;
    throw error;
  }
}

const question = async (view, format) => ({ ask: view, format, settings: await settings(view), child: at("child").value.trim() });

function showAnswer(view, answer) {
  at("results").ariaBusy = "false";
  const text = answer && new TextDecoder().decode(answer);
  const shown = !text ? [] : view === "check" ? checkPage(JSON.parse(text)) : [framed(VIEWS[view].title, text)];
  at("shown").replaceChildren(...shown);
  const buttons = text ? VIEWS[view].formats : [];
  at("saves").replaceChildren(...buttons.map((format) => {
    const button = el("button", `Save ${SAVES[format]}`);
    button.type = "button";
    button.className = "button";
    button.onclick = () => save(view, format);
    return button;
  }));
}

/** A report in a frame of its own, where no script runs. */
function framed(title, html) {
  const frame = el("iframe");
  frame.title = title;
  frame.sandbox = "";
  // So that the links within the report stay within the frame.
  frame.srcdoc = html.replace("<head>", '$&<base href="about:srcdoc">');
  return frame;
}

async function save(view, format) {
  try {
    const bytes = await ask(await question(view, format));
    const about = { check: [], explain: [at("child").value.trim(), date()] }[view] ?? [date()];
    const name = [format === "toml" ? "mapping" : view, ...about].join("-").replace(/[^\w-]/g, "_");
    const link = el("a");
    link.href = URL.createObjectURL(new Blob([bytes]));
    link.download = `${name}.${format === "text" ? "txt" : format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    say(`Saved ${link.download}.`);
  } catch (error) {
    say(error.message);
  }
}

function say(text) {
  at("status").textContent = text;
}

function warn(text) {
  at("alert").textContent = text;
  at("alert").hidden = false;
  say("");
}

// ---- The check. Texts of files are set as text, never as HTML.

function el(name, ...content) {
  const element = document.createElement(name);
  element.append(...content);
  return element;
}

/** Text that may break after an underscore. */
const breakable = (text) => text.split(/(?<=_)/).flatMap((part) => [part, el("wbr")]);

function checkPage({ faults, tables, values, findings, indicators, titles }) {
  const doubtful = indicators.filter((indicator) => !indicator.can_be_right);
  const verdict = el("p", `No problem found for ${indicators.length - doubtful.length} of ${indicators.length} indicators.`);
  verdict.className = "verdict";
  const listed = (title, entries) => (entries.length ? [el("h2", title), el("ul", ...entries.map((entry) => el("li", ...[entry].flat())))] : []);
  const meant = (near) => (near ? ` Did you mean ${near}?` : "");
  const spoils = (ids) => {
    if (!ids.length) return " No figure needs it.";
    return ids.length > 3 ? ` ${ids.length} indicators may be wrong.` : ` May be wrong: ${ids.join(", ")}.`;
  };
  const count = (number) => number.toLocaleString("en-GB");
  const line = (text) => Object.assign(el("span", text), { className: "line" });
  const rowOf = ({ table, is_present, rows, near, indicators, missing_columns }) => [
    el("span", ...breakable(table), ...(is_present ? [] : [line(`Missing.${meant(near)}${spoils(indicators)}`)]), ...missing_columns.map(columnLine)),
    is_present ? count(rows.read) : "–",
    is_present ? count(rows.set_aside) : "–",
  ];
  const columnLine = ({ column, near, instead, indicators }) => {
    const effect = instead && !indicators.length ? ` ${instead} identifies the person.` : spoils(indicators);
    return line(`${column} is missing.${meant(near)}${effect}`);
  };
  const valueText = ({ columns, values, records, taken_as }) => `${columns.join(", ")}: ${values.map((value) => `“${value}”`).join(", ")} in ${records} ${records === 1 ? "record" : "records"}: ${taken_as}`;
  return [
    verdict,
    ...listed("Faults: each stops the scorecard", faults.map(({ message, indicators }) => `${message}.${spoils(indicators)}`)),
    ...listed("Indicators that may be wrong", doubtful.map(({ id, reasons }) => [el("strong", titles[id] ?? id), ` (${id}): ${reasons.join("; ")}`])),
    ...listed("Values that are in no list", values.filter((value) => !value.is_contradiction).map(valueText)),
    ...listed("Values that contradict each other", values.filter((value) => value.is_contradiction).map(valueText)),
    ...listed("Findings", findings.map((finding) => finding.text)),
    el("h2", "Tables"),
    table(["Table", "Rows", "Set aside"], tables.map(rowOf)),
  ];
}

/** A table with a heading and numbers in each row. */
function table(head, rows) {
  const cell = (tag) => (text, column) => Object.assign(el(column ? tag : "th", text), { className: column ? "count" : "" });
  const row = (tag) => (cells) => el("tr", ...cells.map(cell(tag)));
  return el("table", el("thead", row("th")(head)), el("tbody", ...rows.map(row("td"))));
}

// ---- What is dropped and chosen.

let drops = 0; // of several in a row, only the last counts

const isHidden = ({ name }) => name.startsWith(".");

/** The files of a dropped folder, without those of folders within. */
async function filesIn(folder) {
  const found = [];
  for await (const entry of folder.values()) {
    if (entry.kind === "file" && !isHidden(entry)) found.push({ name: entry.name, file: await entry.getFile() });
  }
  return found;
}

/** The same in browsers that have no handles. */
async function entriesIn(folder) {
  const reader = folder.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    for (const entry of some.filter((entry) => entry.isFile && !isHidden(entry))) {
      found.push({ name: entry.name, file: await new Promise((resolve, reject) => entry.file(resolve, reject)) });
    }
  }
}

/** All that is dropped, of whatever folders and files, is one extract. */
async function dropped(transfer) {
  // All must be asked for before the first wait: the transfer is empty after it.
  const items = [...transfer.items].filter(({ kind }) => kind === "file").map((item) => {
    const entry = item.webkitGetAsEntry?.();
    const handle = entry?.isDirectory ? item.getAsFileSystemHandle?.() : undefined;
    return { entry, handle, file: item.getAsFile() };
  });
  if (!items.length) return warn("Only files and folders can be dropped here.");
  const mine = ++drops;
  const found = await Promise.all(items.map(async ({ entry, handle, file }) => {
    if (!entry?.isDirectory) return [{ name: file.name, file }];
    return handle ? filesIn(await handle) : entriesIn(entry);
  }));
  if (mine !== drops) return;
  const folders = items.filter(({ entry }) => entry?.isDirectory).map(({ entry }) => entry.name);
  choose(folders.join(", ") || (items.length === 1 ? items[0].file.name : "Dropped"), found.flat());
}

document.addEventListener("dragover", (event) => {
  event.preventDefault();
  at("drop").classList.add("over");
});
document.addEventListener("dragleave", () => at("drop").classList.remove("over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  at("drop").classList.remove("over");
  dropped(event.dataTransfer).catch((error) => warn(error.message));
});

at("folder").onchange = ({ target }) => {
  const inFolder = [...target.files].filter((file) => file.webkitRelativePath.split("/").length === 2 && !isHidden(file));
  choose(target.files[0]?.webkitRelativePath.split("/")[0] ?? "this folder", inFolder.map((file) => ({ name: file.name, file })));
};
at("files").onchange = ({ target }) => {
  choose(target.files.length === 1 ? target.files[0].name : "Chosen", [...target.files].map((file) => ({ name: file.name, file })));
};
at("mappings").onchange = at("mappings").oncancel = () => {
  files = [...files]; // to be read anew
  reading = undefined;
  show();
};
at("definitions").onchange = at("definitions").oncancel = show;
at("expectations").onchange = at("expectations").oncancel = show;
// A file that was changed since is chosen anew, which is no change to the browser unless the choice was empty.
for (const input of document.querySelectorAll('[type="file"]')) input.onclick = () => (input.value = "");
// A date that is wrong may be one that is being typed: nothing is said of it before the field is left.
at("snapshot").onchange = () => {
  if (dateProblem() && document.activeElement === at("snapshot")) return;
  const isFirst = document.querySelector("#views input:disabled") && chosenView() === "check";
  if (isFirst && date() && !at("results").hidden) document.querySelector('#views [value="scorecard"]').checked = true;
  show();
};
at("snapshot").onblur = () => {
  if (dateProblem() && (chosenView() !== "check" || !at("snapshot").validity.valid)) show();
};
for (const id of ["profile", "council", "within"]) at(id).onchange = show;
for (const radio of document.querySelectorAll("#views input")) radio.onchange = show;
at("choices").onsubmit = (event) => event.preventDefault();
at("child-form").onsubmit = (event) => {
  event.preventDefault();
  show();
};
show();
ask({ ask: "ready" }).catch((error) => warn(error.message));
