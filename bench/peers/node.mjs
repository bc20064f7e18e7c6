// Peers of the benchmark that are npm packages, each asked file by file in one long-running process:
//   node node.mjs colorthief|colorthief_rgb|vibrant|sharp|material
// Reads and answers lines as native.cpp does, with the colours as #rrggbb. Run it where the packages are installed.

import { createInterface } from 'node:readline';
import process from 'node:process';

const hex = (red, green, blue) => '#' + [red, green, blue].map((c) => Math.round(c).toString(16).padStart(2, '0')).join('');

/** The colours of pixels, R G B each, most frequent first. */
function byFrequency(pixels) {
    const counts = new Map();
    for (let i = 0; i + 2 < pixels.length; i += 3) {
        const color = pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2];
        counts.set(color, (counts.get(color) ?? 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1]).map(([color]) => hex(color >> 16, color >> 8 & 255, color & 255));
}

const peers = {
    // Its defaults: OKLCH, every 10th pixel of the whole image.
    async colorthief() {
        const { getPalette } = await import('colorthief');
        return async (path, colors) => (await getPalette(path, { colorCount: colors })).map((color) => color.hex());
    },
    async colorthief_rgb() {
        const { getPalette } = await import('colorthief');
        return async (path, colors) =>
            (await getPalette(path, { colorCount: colors, colorSpace: 'rgb' })).map((color) => color.hex());
    },
    // Six roles at most, whatever is asked for.
    async vibrant() {
        const { Vibrant } = await import('node-vibrant/node');
        return async (path, colors) => {
            const swatches = Object.values(await Vibrant.from(path).getPalette()).filter((swatch) => swatch !== null);
            swatches.sort((a, b) => b.population - a.population);
            return [...new Set(swatches.map((swatch) => swatch.hex))].slice(0, colors);
        };
    },
    // sharp has no palette but the one of a PNG, of 2, 4, 16 or 256 colours: of a thumbnail, the most frequent ones.
    async sharp() {
        const { default: sharp } = await import('sharp');
        sharp.concurrency(1);
        sharp.cache(false);
        return async (path, colors) => {
            const thumbnail = sharp(path).resize(256, 256, { fit: 'inside', withoutEnlargement: true }).removeAlpha();
            const png = await thumbnail.png({ palette: true, colours: colors, dither: 0, compressionLevel: 0 }).toBuffer();
            return byFrequency(await sharp(png).toColourspace('srgb').removeAlpha().raw().toBuffer()).slice(0, colors);
        };
    },
    // As its makers use it: Wu and weighted k-means over a small copy, which here sharp makes.
    async material() {
        const { default: sharp } = await import('sharp');
        // By its file: Node does not load the package's index, whose imports lack their extensions.
        const quantizer = 'node_modules/@material/material-color-utilities/quantize/quantizer_celebi.js';
        const { QuantizerCelebi } = await import(new URL(quantizer, import.meta.url));
        sharp.concurrency(1);
        sharp.cache(false);
        return async (path, colors) => {
            const { data } = await sharp(path).resize(128, 128, { fit: 'inside', withoutEnlargement: true })
                .toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
            const pixels = [];
            for (let i = 0; i + 2 < data.length; i += 3) {
                pixels.push(((255 << 24) | (data[i] << 16) | (data[i + 1] << 8) | data[i + 2]) >>> 0);
            }
            return [...QuantizerCelebi.quantize(pixels, colors).keys()].map((c) => hex(c >> 16 & 255, c >> 8 & 255, c & 255));
        };
    },
};

const name = process.argv[2];
if (!Object.hasOwn(peers, name)) {
    process.stderr.write(`usage: node node.mjs ${Object.keys(peers).join('|')}\n`);
    process.exit(2);
}
const ask = await peers[name]();
for await (const line of createInterface({ input: process.stdin })) {
    const [path, colors] = line.split('\t');
    const start = process.cpuUsage();
    try {
        const palette = await ask(path, Number(colors));
        const { user, system } = process.cpuUsage(start);
        process.stdout.write(`ok\t${user + system}\t${palette.join(' ')}\n`);
    } catch (error) {
        process.stdout.write(`error\t${String(error.message).split('\n')[0]}\n`);
    }
}
