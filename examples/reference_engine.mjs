// What the reference engine, compiled to WebAssembly, makes of sentences with
// a model; for comparison with `measure_engine`. Needs Node.js and
//
//     npm install @browsermt/bergamot-translator@0.4.9
//
// Then: node reference_engine.mjs FOLDER SENTENCES OUTPUT [AT_ONCE]
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import vm from "node:vm";

const [folder, sentences, output, atOnce = "1"] = process.argv.slice(2);
const require = createRequire(path.join(process.cwd(), "here.js"));
const worker = path.dirname(
  require.resolve("@browsermt/bergamot-translator/worker/bergamot-translator-worker.js"),
);
const file = (name) => readFileSync(path.join(worker, name));

// The kernels that the module brings itself, under the names it asks for.
const KERNELS = {
  int8_prepare_a: "int8PrepareAFallback",
  int8_prepare_b: "int8PrepareBFallback",
  int8_prepare_b_from_transposed: "int8PrepareBFromTransposedFallback",
  int8_prepare_b_from_quantized_transposed: "int8PrepareBFromQuantizedTransposedFallback",
  int8_prepare_bias: "int8PrepareBiasFallback",
  int8_multiply_and_add_bias: "int8MultiplyAndAddBiasFallback",
  int8_select_columns_of_b: "int8SelectColumnsOfBFallback",
};

function load() {
  return new Promise((resolve, reject) => {
    const Module = {
      printErr() {},
      onAbort: reject,
      instantiateWasm(info, accept) {
        const kernels = Object.entries(KERNELS).map(([name, own]) => [
          name,
          (...given) => Module.asm[own](...given),
        ]);
        const imports = { ...info, wasm_gemm: Object.fromEntries(kernels) };
        WebAssembly.instantiate(file("bergamot-translator-worker.wasm"), imports).then(
          ({ instance }) => accept(instance),
          reject,
        );
        return {};
      },
      onRuntimeInitialized: () => resolve(Module),
    };
    const context = { ...globals(), Module, importScripts() {}, location: { href: "file:///" } };
    context.self = context;
    vm.runInNewContext(file("bergamot-translator-worker.js").toString(), context);
  });
}

function globals() {
  const names = "console performance WebAssembly TextDecoder TextEncoder setTimeout URL crypto Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float32Array Float64Array BigInt64Array BigUint64Array ArrayBuffer";
  return Object.fromEntries(names.split(" ").map((name) => [name, globalThis[name]]));
}

const began = performance.now();
const Module = await load();
const memory = (name, alignment) => {
  const bytes = new Int8Array(name ? readFileSync(path.join(folder, name)) : []);
  const own = new Module.AlignedMemory(bytes.byteLength, alignment);
  if (bytes.length) own.getByteArrayView().set(bytes);
  return own;
};
const vocabularies = new Module.AlignedMemoryList();
vocabularies.push_back(memory("vocab.iden.spm", 64));
const settings = `beam-size: 1
normalize: 1.0
word-penalty: 0
cpu-threads: 0
gemm-precision: int8shiftAlphaAll
skip-cost: true
alignment: soft
quiet: true
quiet-translation: true
max-length-break: 128
mini-batch-words: 1024
workspace: 128
max-length-factor: 2.0
ssplit-mode: sentence
`;
const weights = memory("model.iden.intgemm.alphas.bin", 256);
const model = new Module.TranslationModel(settings, weights, memory(null, 64), vocabularies, null);
const service = new Module.BlockingService({ cacheSize: 0 });

function translate(lines) {
  const texts = new Module.VectorString();
  const options = new Module.VectorResponseOptions();
  for (const line of lines) {
    texts.push_back(line);
    options.push_back({ alignment: false, html: false, qualityScores: false });
  }
  const answers = service.translate(model, texts, options);
  const said = [];
  for (let at = 0; at < answers.size(); at++) said.push(answers.get(at).getTranslatedText());
  for (const own of [answers, texts, options]) own.delete();
  return said;
}

const lines = readFileSync(sentences, "utf8").split("\n").filter(Boolean);
translate(lines.slice(0, 1));
console.log(`start-up to first sentence: ${(performance.now() - began).toFixed(0)} ms`);
const run = performance.now();
const said = [];
for (let at = 0; at < lines.length; at += Number(atOnce)) {
  said.push(...translate(lines.slice(at, at + Number(atOnce))));
}
const seconds = (performance.now() - run) / 1000;
console.log(`${lines.length} sentences, ${atOnce} at once: ${seconds.toFixed(2)} s`);
console.log(`memory: ${process.resourceUsage().maxRSS >> 10} MB`);
writeFileSync(output, said.map((line) => line.trim()).join("\n") + "\n");
process.exit(0);
