// node instrument.mjs FILE: the file with all of Stryker's mutants in it, as JSON on one line:
// {content, mutants: [{id, line, what, text}]}. A page runs one of them, or none, by
// globalThis.__stryker__.activeMutant.
import { readFileSync } from "node:fs";
import { createInstrumenter } from "@stryker-mutator/instrumenter";
import { createInjector } from "typed-inject";

const silent = new Proxy({}, { get: () => () => false });
const instrumenter = createInjector()
    .provideValue("logger", silent)
    .provideValue("getLogger", () => silent)
    .provideValue("options", {})
    .injectFunction(createInstrumenter);
const name = process.argv[2];
const file = { name, content: readFileSync(name, "utf8"), mutate: true };
const options = { plugins: [], excludedMutations: [], ignorers: [] };
const { files, mutants } = await instrumenter.instrument([file], options);
const told = mutants.map(({ id, location, mutatorName, replacement }) => ({
    id,
    line: location.start.line + 1,
    what: mutatorName,
    text: replacement,
}));
process.stdout.write(JSON.stringify({ content: files[0].content, mutants: told }) + "\n");
