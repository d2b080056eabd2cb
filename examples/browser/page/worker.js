// The worker: reads and measures beside the page, so that the page stays responsive.
"use strict";

let records;

const answers = {
  /** Starts the WebAssembly, which comes compressed and in base64. */
  async start({ wasm }) {
    const bytes = Uint8Array.from(atob(wasm), (letter) => letter.charCodeAt(0));
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    await wasm_bindgen({ module_or_path: await new Response(unpacked).arrayBuffer() });
  },

  /** Reads the files of an extract, one at a time. The answer is the number of children. */
  async read({ files, mappings }) {
    records?.free();
    records = undefined;
    const extract = new wasm_bindgen.Files();
    for (const { name, text } of mappings) extract.map(name, text);
    for (const { name, file } of files) {
      postMessage({ progress: `Reading ${name}` });
      extract.add(name, new Uint8Array(wasm_bindgen.Files.reads(name) ? await file.arrayBuffer() : 0));
    }
    postMessage({ progress: "Checking the rows" });
    records = extract.read();
    return records.children();
  },

  /** Nothing: the page starts the worker ahead of time. */
  ready() {},

  check: ({ settings, format }) => records.check(settings, format),
  scorecard: ({ settings, format }) => records.scorecard(settings, format),
  worklist: ({ settings, format }) => records.worklist(settings, format),
  explain: ({ settings, child, format }) => records.explain(settings, child, format),
};

onmessage = async ({ data }) => {
  try {
    const reply = await answers[data.ask](data);
    postMessage({ reply }, reply instanceof Uint8Array ? [reply.buffer] : []);
  } catch (error) {
    const isBroken = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    postMessage({ error: error?.message ?? String(error), isBroken });
  }
};
